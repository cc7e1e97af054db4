package org.lateo.onnx;

import java.util.Arrays;

/** W {@code [rows, columns]} and b {@code [columns]}, as they become by {@link AffineFolding}. */
final class AffineWeights {
  /** The largest shift that goes into weights, in units of what is multiplied by them. */
  private static final double LARGEST_SHIFT = 16;

  private final float[] weight;
  private final float[] bias;
  private final double[] factor;
  private boolean changed;

  /** Takes both arrays over. */
  AffineWeights(float[] weight, float[] bias) {
    this.weight = weight;
    this.bias = bias;
    this.factor = new double[weight.length / bias.length];
    Arrays.fill(factor, 1);
  }

  int rows() {
    return factor.length;
  }

  int columns() {
    return bias.length;
  }

  float[] weight() {
    return weight;
  }

  float[] bias() {
    return bias;
  }

  boolean isChanged() {
    return changed;
  }

  /**
   * Takes in what is done to the values that are multiplied by W.
   *
   * @param operator Add, Sub, Mul or Div, by {@code row}
   * @return whether it did; not a shift that is too large
   */
  boolean before(String operator, float[] row) {
    switch (operator) {
      case "Mul", "Div" -> {
        for (int r = 0; r < row.length; r++) {
          double s = factor(operator, row[r]);
          factor[r] *= s;
          scaleRow(r, s);
        }
      }
      default -> {
        if (isLarge(row)) {
          return false;
        }
        shift(sign(operator), row);
      }
    }
    changed = true;
    return true;
  }

  /** Takes in what is done to x W + b. */
  void after(String operator, float[] row) {
    for (int c = 0; c < bias.length; c++) {
      switch (operator) {
        case "Mul", "Div" -> scaleColumn(c, factor(operator, row[c]));
        default -> bias[c] = (float) (bias[c] + sign(operator) * row[c]);
      }
    }
    changed = true;
  }

  private static double factor(String operator, float value) {
    return operator.equals("Mul") ? value : 1 / (double) value;
  }

  private static double sign(String operator) {
    return operator.equals("Add") ? 1 : -1;
  }

  private boolean isLarge(float[] row) {
    boolean large = false;
    for (int r = 0; r < row.length; r++) {
      large |= !(Math.abs(row[r] * factor[r]) <= LARGEST_SHIFT);
    }
    return large;
  }

  private void shift(double sign, float[] row) {
    for (int c = 0; c < bias.length; c++) {
      double sum = 0;
      for (int r = 0; r < row.length; r++) {
        sum += (double) row[r] * weight[r * bias.length + c];
      }
      bias[c] = (float) (bias[c] + sign * sum);
    }
  }

  private void scaleRow(int r, double s) {
    for (int i = r * bias.length; i < (r + 1) * bias.length; i++) {
      weight[i] = (float) (weight[i] * s);
    }
  }

  private void scaleColumn(int c, double s) {
    bias[c] = (float) (bias[c] * s);
    for (int i = c; i < weight.length; i += bias.length) {
      weight[i] = (float) (weight[i] * s);
    }
  }
}
