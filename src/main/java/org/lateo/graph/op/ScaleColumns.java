package org.lateo.graph.op;

import java.util.Arrays;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** (x - before) factor + after, with constants of its own for each column. */
public final class ScaleColumns extends Node {
  private final float[] before;
  private final float[] factor;
  private final float[] after;

  private ScaleColumns(Node x, float[] before, float[] factor, float[] after) {
    super(x.rows(), x.columns(), x);
    if (before.length != columns() || factor.length != columns() || after.length != columns()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected constants for %d columns, found %d, %d and %d",
              columns(), before.length, factor.length, after.length));
    }
    this.before = before;
    this.factor = factor;
    this.after = after;
  }

  /** (x - shift) / scale; both {@code [columns]}. */
  public static Node standardise(Node x, double[] shift, double[] scale) {
    double[] inverse = Arrays.stream(scale).map(s -> 1 / s).toArray();
    return new ScaleColumns(x, floats(shift), floats(inverse), new float[shift.length]);
  }

  /** x scale + shift, which undoes {@link #standardise}. */
  public static Node restore(Node x, double[] shift, double[] scale) {
    return new ScaleColumns(x, new float[shift.length], floats(scale), floats(shift));
  }

  /** x - shift. */
  public static Node subtract(Node x, double[] shift) {
    float[] ones = floats(filled(shift.length, 1));
    return new ScaleColumns(x, floats(shift), ones, new float[shift.length]);
  }

  /** x factor + shift, with the same two constants for every column. */
  public static Node of(Node x, double factor, double shift) {
    return restore(x, filled(x.columns(), shift), filled(x.columns(), factor));
  }

  private static double[] filled(int columns, double value) {
    double[] values = new double[columns];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      for (int c = t.column(); c < t.columnEnd(); c++) {
        y[at + c] = (x[at + c] - before[c]) * factor[c] + after[c];
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[at + c] += dy[at + c] * factor[c];
      }
    }
  }

  /** Steps that change nothing are left out. */
  @Override
  protected String emit(Emitter e) {
    String y = step(e, "Sub", e.of(input(0)), before, 0f);
    y = step(e, "Mul", y, factor, 1f);
    return step(e, "Add", y, after, 0f);
  }

  private String step(Emitter e, String type, String x, float[] constants, float neutral) {
    for (float constant : constants) {
      if (constant != neutral) {
        return e.op(type, x, e.constant(constants, 1, columns()));
      }
    }
    return x;
  }
}
