package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.math.RandomStream;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.test.Helpers;

final class LabelSpreadingTest {
  private static float[] rows(int count, int columns) {
    float[] rows = new float[count * columns];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) RandomStream.of(4, "rows").gaussian(i);
    }
    return rows;
  }

  /** More rows than blocks of both sizes hold, and a few. */
  @ParameterizedTest
  @ValueSource(ints = {6, 300, 2500})
  void neighboursAreThoseOfAllPairs(int count) {
    float[] rows = rows(count, 3);
    System.arraycopy(rows, 3, rows, 12, 3); // two equal rows
    Neighbours found = Neighbours.of(rows, 3, 5, 2);
    for (int r = 0; r < count; r += Math.max(1, count / 50)) {
      int row = r;
      double[] distances =
          IntStream.range(0, count).mapToDouble(other -> distance(rows, row, other)).toArray();
      int[] expected =
          IntStream.range(0, count)
              .filter(other -> other != row)
              .boxed()
              .sorted(Comparator.comparingDouble(other -> distances[other]))
              .mapToInt(Integer::intValue)
              .limit(5)
              .toArray();
      for (int n = 0; n < 5; n++) {
        assertEquals(expected[n], found.of(row, n), "row " + row + ", neighbour " + n);
        assertEquals(distances[expected[n]], found.distance(row, n), 1e-12);
      }
    }
  }

  private static double distance(float[] rows, int a, int b) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      double d = (double) rows[a * 3 + c] - rows[b * 3 + c];
      sum += d * d;
    }
    return Math.sqrt(sum);
  }

  @Test
  void sameNeighboursAtAnyNumberOfThreads() {
    float[] rows = rows(700, 3);
    Neighbours alone = Neighbours.of(rows, 3, 4, 1);
    Neighbours together = Neighbours.of(rows, 3, 4, 8);
    for (int i = 0; i < 2800; i++) {
      assertEquals(alone.of(i / 4, i % 4), together.of(i / 4, i % 4));
    }
  }

  /** S is symmetric, has no loops, and its largest eigenvalue is 1 with eigenvector D^1/2. */
  @Test
  void theMatrixIsNormalised() {
    double[][] s = LabelSpreading.over(Neighbours.of(rows(40, 3), 3, 4, 1)).matrix();
    for (int i = 0; i < 40; i++) {
      assertEquals(0, s[i][i]);
      long edges = Arrays.stream(s[i]).filter(w -> w > 0).count();
      assertTrue(edges >= 4, "edges " + edges);
      for (int j = 0; j < 40; j++) {
        assertEquals(s[i][j], s[j][i]);
      }
    }
    double[] v = new double[40];
    Arrays.fill(v, 1);
    for (int i = 0; i < 20_000; i++) {
      double[] next = times(s, v);
      double norm = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
      v = Arrays.stream(next).map(x -> x / norm).toArray();
    }
    double[] once = times(s, v);
    for (int i = 0; i < 40; i++) {
      assertEquals(v[i], once[i], 1e-6);
    }
  }

  private static double[] times(double[][] matrix, double[] vector) {
    return Arrays.stream(matrix)
        .mapToDouble(
            row -> IntStream.range(0, row.length).mapToDouble(j -> row[j] * vector[j]).sum())
        .toArray();
  }

  /** By hand: three rows on a line, all neighbours of each other. */
  @Test
  void weightsAreThoseOfTheFormula() {
    double[][] s = LabelSpreading.over(Neighbours.of(new float[] {0, 1, 3}, 1, 2, 1)).matrix();
    double a = Math.exp(-1.0 / (3 * 2)); // reach of 0 is 3, of 1 is 2, of 3 is 3
    double b = Math.exp(-9.0 / (3 * 3));
    double c = Math.exp(-4.0 / (2 * 3));
    assertEquals(a / Math.sqrt((a + b) * (a + c)), s[0][1], 1e-12);
    assertEquals(b / Math.sqrt((a + b) * (b + c)), s[0][2], 1e-12);
    assertEquals(c / Math.sqrt((a + c) * (b + c)), s[1][2], 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.9, 0.99})
  void spreadingFindsTheClosedForm(double alpha) {
    int count = 60;
    LabelSpreading graph = LabelSpreading.over(Neighbours.of(rows(count, 3), 3, 5, 1));
    int[] labels = new int[count];
    Arrays.fill(labels, -1);
    labels[0] = 0;
    labels[7] = 1;
    labels[20] = 2;
    labels[33] = 1;
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    weights[7] = 0.3;
    double[][] found = graph.spread(labels, weights, 3, alpha);
    double[][] s = graph.matrix();
    for (int c = 0; c < 3; c++) {
      double[] y = new double[count];
      double[][] a = new double[count][count];
      for (int i = 0; i < count; i++) {
        y[i] = labels[i] == c ? (1 - alpha) * weights[i] : 0;
        for (int j = 0; j < count; j++) {
          a[i][j] = (i == j ? 1 : 0) - alpha * s[i][j];
        }
      }
      double[] expected = solve(a, y);
      double largest = Arrays.stream(expected).max().orElseThrow();
      for (int i = 0; i < count; i++) {
        assertEquals(expected[i], found[i][c], 1e-9 * largest, "row " + i + ", class " + c);
      }
    }
  }

  /** Gauss elimination with pivots. */
  private static double[] solve(double[][] a, double[] y) {
    int n = y.length;
    for (int p = 0; p < n; p++) {
      int pivot = p;
      for (int i = p + 1; i < n; i++) {
        pivot = Math.abs(a[i][p]) > Math.abs(a[pivot][p]) ? i : pivot;
      }
      double[] row = a[p];
      a[p] = a[pivot];
      a[pivot] = row;
      double value = y[p];
      y[p] = y[pivot];
      y[pivot] = value;
      for (int i = p + 1; i < n; i++) {
        double factor = a[i][p] / a[p][p];
        for (int j = p; j < n; j++) {
          a[i][j] -= factor * a[p][j];
        }
        y[i] -= factor * y[p];
      }
    }
    for (int p = n - 1; p >= 0; p--) {
      for (int j = p + 1; j < n; j++) {
        y[p] -= a[p][j] * y[j];
      }
      y[p] /= a[p][p];
    }
    return y;
  }

  /** Two half circles that hold each other: neighbours lead along them, straight lines do not. */
  @Test
  void twoMoons() {
    MutableDataset<Label> moons = Rows.empty();
    for (int i = 0; i < 200; i++) {
      double angle = Math.PI * i / 200;
      boolean upper = i % 2 == 0;
      double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
      double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
      String label = i == 100 || i == 101 ? upper ? "upper" : "lower" : "";
      moons.add(
          new ArrayExample<>(Rows.label(label), new String[] {"x", "y"}, new double[] {x, y}));
    }
    Dataset<Label> spread = trainer().spread(moons);
    assertEquals(200, spread.size());
    for (int i = 0; i < 200; i++) {
      assertEquals(i % 2 == 0 ? "upper" : "lower", spread.getExample(i).getOutput().getLabel());
    }
    assertSame(moons.getExample(100), spread.getExample(100));
  }

  /** Floats of 1.7e9 are 128 apart, and their squares are all alike. */
  @Test
  void columnsFarFromZero() {
    MutableDataset<Label> near = Rows.empty();
    MutableDataset<Label> far = Rows.empty();
    for (int i = 0; i < 100; i++) {
      double x = i % 10 + (i < 50 ? 0 : 12);
      int line = i / 10;
      double y = 0.3 * line;
      String label = i == 0 ? "left" : i == 99 ? "right" : "";
      String[] names = {"x", "y"};
      near.add(new ArrayExample<>(Rows.label(label), names, new double[] {x, y}));
      far.add(new ArrayExample<>(Rows.label(label), names, new double[] {1.7e9 + x, y - 2000}));
    }
    Dataset<Label> expected = trainer().spread(near);
    Dataset<Label> found = trainer().spread(far);
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.getExample(i).getOutput(), found.getExample(i).getOutput());
      assertEquals(expected.getExample(i).getWeight(), found.getExample(i).getWeight(), 1e-3);
    }
  }

  @Test
  void rowsTooLongForFloats() {
    MutableDataset<Label> rows = Rows.empty();
    for (int i = 0; i < 10; i++) {
      rows.add(
          new ArrayExample<>(Rows.label("a"), new String[] {"x"}, new double[] {i * i * 1e20}));
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> trainer().spread(rows));
    assertTrue(e.getMessage().contains("in row 1 (from 0)"), e.getMessage());
  }

  private static LabelSpreadingTrainer trainer() {
    return LabelSpreadingTrainer.builder(new LogisticRegressionTrainer())
        .neighbours(5)
        .alpha(0.99)
        .build();
  }

  @Test
  void rowsThatNoLabelReachesAreLeftOut() {
    MutableDataset<Label> rows = Rows.empty();
    for (int i = 0; i < 40; i++) {
      double[] value = {i < 20 ? 0.01 * i : 100 + 0.01 * i};
      String label = i == 0 ? "a" : i == 19 ? "b" : "";
      rows.add(new ArrayExample<>(Rows.label(label), new String[] {"x"}, value));
    }
    Dataset<Label> spread = trainer().spread(rows);
    assertEquals(20, spread.size());
    assertEquals("a", spread.getExample(1).getOutput().getLabel());
    assertEquals("b", spread.getExample(18).getOutput().getLabel());
    float middle = spread.getExample(9).getWeight();
    assertTrue(middle < spread.getExample(1).getWeight() && middle >= 0.5f, "" + middle);
    assertTrue(LabelMasking.labelledRows(rows).size() == 2, "the rows are not changed");
  }

  /** Of many rows some are joined, among them all that have a label. */
  @Test
  void ofManyRowsSomeAreJoined() {
    MutableDataset<Label> few = Rows.groups(300, i -> i % 50 == 7, 1);
    LabelSpreadingTrainer trainer =
        LabelSpreadingTrainer.builder(new LogisticRegressionTrainer())
            .neighbours(5)
            .mostRows(80)
            .build();
    Dataset<Label> spread = trainer.spread(few);
    assertTrue(spread.size() <= 80 && spread.size() > 6, "" + spread.size());
    for (Example<Label> row : LabelMasking.labelledRows(few)) {
      assertTrue(spread.getData().contains(row));
    }
  }

  @Test
  void onLatentCodesIsOneModel() {
    MutableDataset<Label> few = Rows.groups(300, i -> i < 6, 1);
    LatentFeatureTrainer<Label> trainer =
        new LatentFeatureTrainer<>(
            VAETrainer.builder()
                .hidden(16)
                .latent(3)
                .epochs(60)
                .batchSize(30)
                .threads(1)
                .optimiser(new Adam(0.01))
                .build(),
            trainer());
    Model<Label> model = trainer.train(few);
    double accuracy =
        new LabelEvaluator().evaluate(model, Rows.groups(300, i -> true, 9)).accuracy();
    assertTrue(accuracy > 0.9, "accuracy " + accuracy);
    Helpers.testModelProtoSerialization(model, Label.class, few);
    Helpers.testConfigurableRoundtrip(trainer);
  }

  @Test
  void theModelSaysWhereItsLabelsCameFrom() {
    MutableDataset<Label> few = Rows.groups(60, i -> i < 6, 1);
    Model<Label> model = trainer().train(few);
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
    assertEquals(1, manager.lookupAll(SpreadSource.class).size());
  }

  @Test
  void saysWhatItRefuses() {
    PropertyException e =
        assertThrows(
            PropertyException.class,
            () ->
                LabelSpreadingTrainer.builder(new LogisticRegressionTrainer())
                    .neighbours(5)
                    .alpha(1)
                    .build());
    assertTrue(e.toString().contains("alpha") && e.toString().contains("1.0"), e.toString());
    assertThrows(
        PropertyException.class,
        () ->
            LabelSpreadingTrainer.builder(new LogisticRegressionTrainer())
                .neighbours(0)
                .alpha(0.5)
                .build());
    IllegalArgumentException few =
        assertThrows(
            IllegalArgumentException.class, () -> trainer().train(Rows.groups(5, i -> true, 1)));
    assertEquals("Expected more rows than neighbours=5, found 5", few.getMessage());
  }
}
