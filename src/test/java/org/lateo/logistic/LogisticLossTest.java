package org.lateo.logistic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lateo.math.RandomStream;

/** The parts of logistic regression against what is known of them in closed form. */
final class LogisticLossTest {
  private static final int ROWS = 40;
  private static final int COLUMNS = 5;
  private static final int CLASSES = 3;
  private static final int[] LABELS =
      IntStream.range(0, ROWS).map(r -> r * 7 / 5 % CLASSES).toArray();

  private static SparseDesign rows(double zeros) {
    RandomStream random = RandomStream.of(1, "rows of logistic");
    int[] starts = new int[ROWS + 1];
    int[] indices = new int[ROWS * COLUMNS];
    float[] values = new float[ROWS * COLUMNS];
    int next = 0;
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        if (random.uniform(1000 + r * COLUMNS + c) >= zeros) {
          indices[next] = c;
          values[next++] = (float) random.gaussian(r * COLUMNS + c);
        }
      }
      starts[r + 1] = next;
    }
    return new SparseDesign(
        starts,
        Arrays.copyOf(indices, next),
        Arrays.copyOf(values, next),
        new double[] {1, -1, 0.5, 0, 2});
  }

  private static LogisticLoss loss(DesignMatrix design, double penalty) {
    double[] weights = new double[ROWS];
    Arrays.setAll(weights, r -> r % 4 == 0 ? 2 : 1);
    return new LogisticLoss(design, LABELS, weights, CLASSES, penalty);
  }

  private static double[] point(int size, String purpose) {
    RandomStream random = RandomStream.of(2, purpose);
    return IntStream.range(0, size).mapToDouble(random::gaussian).toArray();
  }

  @Test
  void theGradientIsThatOfTheValue() {
    LogisticLoss loss = loss(rows(0.4), 0.3);
    double[] at = point(loss.size(), "point");
    double[] gradient = new double[loss.size()];
    loss.evaluate(at, gradient);
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += 1e-6;
      down[i] -= 1e-6;
      double[] ignored = new double[at.length];
      double slope = (loss.evaluate(up, ignored) - loss.evaluate(down, ignored)) / 2e-6;
      assertEquals(slope, gradient[i], 1e-6 * Math.max(1, Math.abs(slope)), "parameter " + i);
    }
  }

  /** The fast way against the slow one. */
  @Test
  void matrixProductsComputeTheSame() {
    SparseDesign sparse = rows(0);
    DesignMatrix dense = sparse.forProducts();
    assertTrue(dense instanceof DenseDesign);
    double[] at = point(loss(sparse, 0.3).size(), "point");
    double[] expected = new double[at.length];
    double[] found = new double[at.length];
    assertEquals(
        loss(sparse, 0.3).evaluate(at, expected), loss(dense, 0.3).evaluate(at, found), 1e-4);
    assertArrayEquals(expected, found, 1e-4);
  }

  /** With a penalty that leaves no weights, the classes' shares remain. */
  @Test
  void biasesAreTheLogarithmsOfShares() {
    LogisticLoss loss = loss(rows(0), 1e9);
    double[] found = new double[loss.size()];
    LBFGS.minimise(loss, found, 1e-9, LBFGS.MOST_STEPS, () -> false);
    double[] shares = new double[CLASSES];
    for (int r = 0; r < ROWS; r++) {
      shares[LABELS[r]] += r % 4 == 0 ? 2 : 1;
    }
    int biases = COLUMNS * CLASSES;
    for (int c = 1; c < CLASSES; c++) {
      assertEquals(Math.log(shares[c] / shares[0]), found[biases + c] - found[biases], 1e-6);
    }
  }

  /** A quadratic function has its minimum where a linear equation says. */
  @Test
  void findsTheMinimumOfAQuadraticFunction() {
    LBFGS.Objective quadratic =
        new LBFGS.Objective() {
          @Override
          public int size() {
            return 20;
          }

          @Override
          public double evaluate(double[] x, double[] gradient) {
            double value = 0;
            for (int i = 0; i < x.length; i++) {
              double curvature = Math.pow(10, i % 5);
              value += curvature / 2 * (x[i] - i) * (x[i] - i);
              gradient[i] = curvature * (x[i] - i);
            }
            return value;
          }
        };
    double[] x = new double[20];
    int steps = LBFGS.minimise(quadratic, x, 1e-12, LBFGS.MOST_STEPS, () -> false);
    assertTrue(steps < 200, "steps " + steps);
    assertArrayEquals(IntStream.range(0, 20).asDoubleStream().toArray(), x, 1e-6);
    assertEquals(3, LBFGS.minimise(quadratic, new double[20], 1e-12, 3, () -> false));
    double[] stopped = new double[20];
    assertEquals(1, LBFGS.minimise(quadratic, stopped, 1e-12, LBFGS.MOST_STEPS, () -> true));
    assertTrue(stopped[19] > 0, "The first step is done.");
  }

  @Test
  void theFactorsMultiplyToTheKernel() {
    SparseDesign rows = rows(0.4);
    GaussianKernel kernel = GaussianKernel.of(rows, ROWS);
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < ROWS; b++) {
        double product = 0;
        for (int j = 0; j < kernel.centres().length; j++) {
          product += kernel.factor()[a][j] * kernel.factor()[b][j];
        }
        assertEquals(value(rows, a, b), product, 2e-3, a + " and " + b);
      }
    }
  }

  private static double value(SparseDesign rows, int a, int b) {
    double[] dense = new double[COLUMNS];
    rows.scatter(a, true, dense);
    return Math.exp(-(rows.square(a) + rows.square(b) - 2 * rows.dot(b, dense)));
  }

  @Test
  void weightsOfValuesScoreAsThoseOfFactors() {
    SparseDesign rows = rows(0.4);
    GaussianKernel kernel = GaussianKernel.of(rows, 7);
    assertEquals(7, kernel.centres().length);
    double[] weights = point(7, "weights");
    double[] ofValues = kernel.ofValues(weights, 1);
    for (int r = 0; r < ROWS; r++) {
      double expected = 0;
      double found = 0;
      for (int j = 0; j < 7; j++) {
        expected += kernel.factor()[r][j] * weights[j];
        found += value(rows, r, kernel.centres()[j]) * ofValues[j];
      }
      assertEquals(expected, found, 1e-9);
    }
  }

  @Test
  void foldsHoldOutEachClassAlikeAndNoOnlyRow() {
    int[] labels = {0, 0, 0, 0, 1, 1, 2, 0, 0, 1};
    StratifiedFolds folds = StratifiedFolds.of(labels, 3, 1);
    assertEquals(3, folds.count());
    assertEquals(-1, folds.folds()[6]);
    int held = 0;
    for (int fold = 0; fold < 3; fold++) {
      int[] out = folds.heldOut(fold);
      held += out.length;
      assertEquals(2, Arrays.stream(out).filter(r -> labels[r] == 0).count(), "fold " + fold);
      assertEquals(1, Arrays.stream(out).filter(r -> labels[r] == 1).count(), "fold " + fold);
      assertEquals(labels.length - out.length, folds.training(fold).length);
    }
    assertEquals(9, held);
    assertEquals(0, StratifiedFolds.of(new int[] {0, 1, 2}, 5, 1).count());
  }

  @Test
  void gainsArePaired() {
    double[] weights = {1, 1, 1, 1};
    RowLosses one = new RowLosses(new double[] {1, 2, 3, Double.NaN}, weights);
    RowLosses other = new RowLosses(new double[] {2, 3, 4.3, Double.NaN}, weights);
    assertEquals(2, one.mean());
    assertEquals(1 / Math.sqrt(3), one.standardError(), 1e-12);
    assertEquals(1.1, one.gainOver(other), 1e-12);
    assertEquals(0.1, one.gainError(other), 1e-12);
  }
}
