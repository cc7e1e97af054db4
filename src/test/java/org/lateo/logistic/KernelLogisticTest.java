package org.lateo.logistic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.JavaSerialization;
import org.lateo.math.RandomStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Logistic regression as a Tribuo trainer: it converges, and chooses how strongly to regularise.
 */
final class KernelLogisticTest {
  private static final LabelFactory FACTORY = new LabelFactory();

  @TempDir private Path folder;

  private static MutableDataset<Label> dataset(
      int rows, IntFunction<double[]> values, IntFunction<String> label) {
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", FACTORY), FACTORY);
    for (int i = 0; i < rows; i++) {
      double[] row = values.apply(i);
      String[] names = new String[row.length];
      Arrays.setAll(names, c -> "f" + c);
      String name = label.apply(i);
      Label output = name.isEmpty() ? LabelFactory.UNKNOWN_LABEL : new Label(name);
      dataset.add(new ArrayExample<>(output, names, row));
    }
    return dataset;
  }

  private static double[] gaussians(int row, int columns) {
    double[] values = new double[columns];
    RandomStream random = RandomStream.of(row, "logistic");
    Arrays.setAll(values, c -> random.gaussian(c));
    return values;
  }

  private static String side(double score) {
    return score > 0 ? "plus" : "minus";
  }

  /** Two columns, of which the first decides, with some noise. */
  private static MutableDataset<Label> line(int rows) {
    return dataset(
        rows,
        i -> gaussians(i, 2),
        i -> {
          double[] x = gaussians(i, 3);
          return side(2 * x[0] + x[2]);
        });
  }

  private static double accuracy(Model<Label> model, Dataset<Label> test) {
    return new LabelEvaluator().evaluate(model, test).accuracy();
  }

  /** The best that any model of the first column can do is 0.852. */
  @ParameterizedTest
  @ValueSource(ints = {10, 100, 100_000})
  void convergesOnFewAndOnManyRows(int rows) {
    double found = accuracy(new KernelLogisticTrainer().train(line(rows)), line(5000));
    assertTrue(found > (rows == 10 ? 0.7 : rows == 100 ? 0.82 : 0.85), rows + " rows: " + found);
  }

  /** Labels that have nothing to do with the rows: log 2 = 0.69 is what can be known of them. */
  @Test
  void regularisesWhatCannotBeLearned() {
    MutableDataset<Label> fresh = dataset(100, i -> gaussians(i + 1000, 20), i -> "plus");
    double sum = 0;
    for (int draw = 0; draw < 8; draw++) {
      RandomStream noise = RandomStream.of(draw, "noise");
      KernelLogisticModel model =
          new KernelLogisticTrainer()
              .train(dataset(60, i -> gaussians(i, 20), i -> side(noise.gaussian(i))));
      for (double[] p : model.probabilities(fresh.getData())) {
        sum -= Math.log(p[0] * p[1]) / 2;
      }
    }
    assertTrue(sum / 800 < 0.85, "expected log-loss " + sum / 800);
  }

  @Test
  void takesTheKernelThatTheRowsNeed() {
    MutableDataset<Label> ring =
        dataset(
            200,
            i -> gaussians(i, 2),
            i -> side(Math.hypot(gaussians(i, 2)[0], gaussians(i, 2)[1]) - 1.1));
    MutableDataset<Label> test =
        dataset(
            1000,
            i -> gaussians(i + 500, 2),
            i -> side(Math.hypot(gaussians(i + 500, 2)[0], gaussians(i + 500, 2)[1]) - 1.1));
    double linear =
        accuracy(KernelLogisticTrainer.builder().kernels(Kernel.LINEAR).build().train(ring), test);
    double chosen = accuracy(new KernelLogisticTrainer().train(ring), test);
    assertTrue(linear < 0.7, "linear " + linear);
    assertTrue(chosen > 0.93, "chosen " + chosen);
  }

  /** A column of large numbers that say nothing beside one of small numbers that decides. */
  @Test
  void unitsDoNotMatter() {
    MutableDataset<Label> rows =
        dataset(
            80,
            i -> new double[] {gaussians(i, 2)[0] / 1000, 1e5 * gaussians(i, 2)[1]},
            i -> side(gaussians(i, 2)[0]));
    assertTrue(accuracy(new KernelLogisticTrainer().train(rows), rows) > 0.9);
  }

  @Test
  void sameBitsAgain() {
    MutableDataset<Label> rows = line(50);
    float[] once = new KernelLogisticTrainer().train(rows).definition().parameters();
    assertArrayEquals(once, new KernelLogisticTrainer().train(rows).definition().parameters());
  }

  @Test
  void rowsWithoutALabelAreLeftOut() {
    MutableDataset<Label> partly = line(60);
    MutableDataset<Label> labelled = line(60);
    for (Example<Label> unknown : dataset(30, i -> gaussians(i + 99, 2), i -> "")) {
      partly.add(unknown);
    }
    assertArrayEquals(
        new KernelLogisticTrainer().train(labelled).definition().parameters(),
        new KernelLogisticTrainer().train(partly).definition().parameters());
  }

  /** A class with one row is trained on and never held out; so with every class, if need be. */
  @Test
  void classesWithOneAndTwoRows() {
    IntFunction<double[]> values = i -> new double[] {i, 1};
    KernelLogisticModel one =
        new KernelLogisticTrainer().train(dataset(3, values, i -> "abc".substring(i, i + 1)));
    assertEquals(
        "a", one.predict(dataset(1, values, i -> "a").getExample(0)).getOutput().getLabel());
    KernelLogisticModel two =
        new KernelLogisticTrainer()
            .train(dataset(5, values, i -> i == 0 ? "one" : i < 3 ? "two" : "three"));
    assertEquals(
        "one", two.predict(dataset(1, values, i -> "one").getExample(0)).getOutput().getLabel());
  }

  @Test
  void oneClassAloneIsAlwaysPredicted() {
    KernelLogisticModel model =
        new KernelLogisticTrainer().train(dataset(4, i -> gaussians(i, 2), i -> "only"));
    assertEquals(1, model.probabilities(line(1).getData())[0][0]);
  }

  @Test
  void noLabelIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new KernelLogisticTrainer().train(dataset(4, i -> gaussians(i, 2), i -> "")));
    assertTrue(e.getMessage().contains("at least one row with an output"), e.getMessage());
  }

  @Test
  void aClassWithoutARowHasProbabilityZero() {
    MutableDataset<Label> all = dataset(9, i -> gaussians(i, 2), i -> i < 8 ? side(i - 4) : "rare");
    Dataset<Label> without =
        new org.tribuo.dataset.DatasetView<>(all, new int[] {0, 1, 2, 3, 4, 5, 6, 7}, "no rare");
    KernelLogisticModel model = new KernelLogisticTrainer().train(without);
    assertEquals(3, model.getOutputIDInfo().size());
    int rare = model.getOutputIDInfo().getID(new Label("rare"));
    assertEquals(0, model.probabilities(all.getData())[8][rare], 1e-30);
  }

  /** Dense and sparse rows, and values so far from zero that floats cannot tell them apart. */
  private static List<MutableDataset<Label>> kinds() {
    IntToDoubleFunction score = i -> gaussians(i, 2)[0];
    return List.of(
        line(60),
        dataset(
            60,
            i -> {
              double[] row = new double[40];
              row[i % 40] = 1 + Math.abs(score.applyAsDouble(i));
              return row;
            },
            i -> side(i % 40 - 20)),
        dataset(
            60,
            i -> new double[] {1.7e9 + score.applyAsDouble(i), gaussians(i, 2)[1]},
            i -> side(score.applyAsDouble(i))));
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void exportedAndStoredAsItIs(Kernel kernel) throws Exception {
    int file = 0;
    for (MutableDataset<Label> rows : kinds()) {
      KernelLogisticModel model =
          KernelLogisticTrainer.builder().kernels(kernel).build().train(rows);
      assertTrue(accuracy(model, rows) > 0.75, kernel + " of " + file);
      assertTrue(model.exportPipeline(folder.resolve(kernel + "-" + file++ + ".onnx")) < 1e-4);
      double[][] before = model.probabilities(rows.getData());
      KernelLogisticModel read = (KernelLogisticModel) Model.deserialize(model.serialize());
      assertArrayEquals(before, read.probabilities(rows.getData()));
      assertArrayEquals(
          before,
          ((KernelLogisticModel) JavaSerialization.roundTrip(model)).probabilities(rows.getData()));
    }
  }

  @Test
  void refusesSettings() {
    PropertyException e =
        assertThrows(
            PropertyException.class, () -> KernelLogisticTrainer.builder().folds(1).build());
    assertTrue(e.getMessage().contains("folds") && e.getMessage().contains("1"), e.getMessage());
  }
}
