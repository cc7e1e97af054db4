package org.lateo.nearest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.JavaSerialization;
import org.lateo.math.RandomStream;
import org.tribuo.Dataset;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A classifier by nearest rows against its formula, computed by brute force in double. */
final class NearestRowsTest {
  private static final LabelFactory FACTORY = new LabelFactory();

  private static final int COLUMNS = 3;

  @TempDir private Path folder;

  private static double[] gaussians(int row) {
    double[] values = new double[COLUMNS];
    RandomStream random = RandomStream.of(row, "nearest");
    Arrays.setAll(values, c -> random.gaussian(c));
    return values;
  }

  private static String ring(double... x) {
    double radius = Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
    return radius < 1.2 ? "inside" : radius < 1.9 ? "between" : "outside";
  }

  private static MutableDataset<Label> dataset(
      int from, int rows, IntFunction<double[]> values, IntFunction<String> labels) {
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", FACTORY), FACTORY);
    for (int i = from; i < from + rows; i++) {
      String name = labels.apply(i);
      Label label = name.isEmpty() ? LabelFactory.UNKNOWN_LABEL : new Label(name);
      ArrayExample<Label> example =
          new ArrayExample<>(label, new String[] {"a", "b", "c"}, values.apply(i));
      example.setWeight(weight(i));
      dataset.add(example);
    }
    return dataset;
  }

  private static float weight(int row) {
    return 1 + row % 4;
  }

  private static MutableDataset<Label> rings(int from, int rows) {
    return dataset(from, rows, NearestRowsTest::gaussians, i -> ring(gaussians(i)));
  }

  /**
   * The formula of {@link NearestRows}.
   *
   * @param least what is added to the squared reach
   */
  private static double[] bruteForce(
      int rows, int k, double least, List<String> classes, double... x) {
    double[] squares =
        IntStream.range(0, rows)
            .mapToDouble(
                i ->
                    IntStream.range(0, COLUMNS)
                        .mapToDouble(c -> Math.pow(gaussians(i)[c] - x[c], 2))
                        .sum())
            .toArray();
    double reach = Arrays.stream(squares).sorted().toArray()[Math.min(k, rows - 1)] + least;
    double all = IntStream.range(0, rows).mapToDouble(NearestRowsTest::weight).sum();
    double[] votes = new double[classes.size()];
    for (int i = 0; i < rows; i++) {
      int label = classes.indexOf(ring(gaussians(i)));
      double own = weight(i) * rows / all;
      votes[label] += own * Math.max(0, 1 - squares[i] / reach) + 0.01 * own / rows;
    }
    double sum = Arrays.stream(votes).sum();
    return Arrays.stream(votes).map(v -> v / sum).toArray();
  }

  private static List<String> classes(Model<Label> model) {
    ImmutableOutputInfo<Label> domain = model.getOutputIDInfo();
    return IntStream.range(0, domain.size())
        .mapToObj(id -> domain.getOutput(id).getLabel())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 400})
  void votesByItsFormula(int neighbours) {
    NearestRowsModel model =
        NearestRowsTrainer.builder().neighbours(neighbours).build().train(rings(0, 300));
    double unit = model.definition().scaling().scale()[0];
    double least = model.definition().connect(NearestRows.class).leastReach() * unit * unit;
    double[][] found = model.probabilities(rings(1000, 200).getData());
    for (int i = 0; i < found.length; i++) {
      double[] x = gaussians(1000 + i);
      assertArrayEquals(bruteForce(300, neighbours, least, classes(model), x), found[i], 1e-4);
    }
  }

  /** Row by row nothing jumps: close rows have close probabilities. */
  @Test
  void votesFadeOut() {
    NearestRowsModel model = new NearestRowsTrainer().train(rings(0, 300));
    double[] before = null;
    for (int step = 0; step <= 2000; step++) {
      double[] x = {-2 + step * 2e-3, 0.1, 0.2};
      double[] p = model.probabilities(dataset(0, 1, i -> x, i -> "inside").getData())[0];
      for (int c = 0; before != null && c < p.length; c++) {
        assertEquals(before[c], p[c], 0.03, "at " + x[0]);
      }
      before = p;
    }
  }

  @Test
  void followsWhatNoLineParts() {
    NearestRowsModel model = new NearestRowsTrainer().train(rings(0, 3000));
    Dataset<Label> test = rings(5000, 500);
    long right =
        model.predict(test).stream()
            .filter(p -> p.getOutput().getLabel().equals(p.getExample().getOutput().getLabel()))
            .count();
    assertTrue(right > 450, right + " of 500");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2.5})
  void exportedAndStoredAsItIs(double temperature) throws Exception {
    NearestRowsModel model =
        NearestRowsTrainer.builder().temperature(temperature).build().train(rings(0, 500));
    double apart = model.exportPipeline(folder.resolve(temperature + ".onnx"));
    assertTrue(apart < 1e-4, "difference " + apart);
    double[][] before = model.probabilities(rings(0, 50).getData());
    NearestRowsModel read = (NearestRowsModel) Model.deserialize(model.serialize());
    assertArrayEquals(before, read.probabilities(rings(0, 50).getData()));
    assertArrayEquals(
        before,
        ((NearestRowsModel) JavaSerialization.roundTrip(model))
            .probabilities(rings(0, 50).getData()));
  }

  /** The same classes, less sure of them. */
  @Test
  void aTemperatureFlattens() {
    NearestRowsTrainer trainer = new NearestRowsTrainer();
    double[][] sure = trainer.train(rings(0, 300)).probabilities(rings(0, 50).getData());
    double[][] cool =
        trainer.withTemperature(3).train(rings(0, 300)).probabilities(rings(0, 50).getData());
    for (int i = 0; i < sure.length; i++) {
      double[] powers = Arrays.stream(sure[i]).map(Math::cbrt).toArray();
      double sum = Arrays.stream(powers).sum();
      assertArrayEquals(Arrays.stream(powers).map(p -> p / sum).toArray(), cool[i], 1e-5);
    }
  }

  /** Equal rows vote with one voice each, and far values keep their differences. */
  @Test
  void equalRowsAndRowsFarFromZero() {
    MutableDataset<Label> equal =
        dataset(0, 40, i -> new double[] {1, 2, 3}, i -> i < 30 ? "many" : "few");
    NearestRowsModel model = new NearestRowsTrainer().train(equal);
    double[] p = model.probabilities(equal.getData())[0];
    double few = IntStream.range(30, 40).mapToDouble(NearestRowsTest::weight).sum();
    double all = IntStream.range(0, 40).mapToDouble(NearestRowsTest::weight).sum();
    assertEquals(few / all, p[model.getOutputIDInfo().getID(new Label("few"))], 1e-5);
    IntFunction<double[]> far = i -> new double[] {1.7e9 + gaussians(i)[0], 0, 0};
    MutableDataset<Label> times = dataset(0, 200, far, i -> gaussians(i)[0] > 0 ? "plus" : "minus");
    NearestRowsModel ofTimes = new NearestRowsTrainer().train(times);
    long right =
        ofTimes.predict(times).stream()
            .filter(q -> q.getOutput().getLabel().equals(q.getExample().getOutput().getLabel()))
            .count();
    assertTrue(right > 190, right + " of 200");
  }

  /** What is added to the reach is a hundredth of the usual one, however far away some rows are. */
  @Test
  void strangeRowsDoNotMatter() {
    IntFunction<double[]> strange =
        i -> i % 20 == 19 ? new double[] {-999_999, 1e8, 0} : gaussians(i);
    NearestRowsModel model =
        new NearestRowsTrainer().train(dataset(0, 100, strange, i -> side(gaussians(i)[0])));
    assertRight(
        model, dataset(1000, 300, NearestRowsTest::gaussians, i -> side(gaussians(i)[0])), 250);
  }

  private static String side(double x) {
    return x > 0 ? "plus" : "minus";
  }

  private static void assertRight(NearestRowsModel model, MutableDataset<Label> rows, int least) {
    long right =
        model.predict(rows).stream()
            .filter(q -> q.getOutput().getLabel().equals(q.getExample().getOutput().getLabel()))
            .count();
    assertTrue(right >= least, right + " of " + rows.size());
  }

  /** Clusters far narrower than floats can tell rows of apart, and many equal rows among others. */
  @Test
  void tightClustersAndEqualRowsAmongOthers() {
    IntFunction<String> cluster = i -> i % 2 == 0 ? "a" : "b";
    for (double width : new double[] {1e-1, 1e-4, 1e-9, 0}) {
      MutableDataset<Label> rows =
          dataset(
              0,
              200,
              i ->
                  new double[] {i % 2 + width * gaussians(i)[0], 1000 + width * gaussians(i)[1], 7},
              cluster);
      NearestRowsModel model = new NearestRowsTrainer().train(rows);
      assertRight(model, rows, 200);
      assertTrue(model.exportPipeline(folder.resolve(width + ".onnx")) < 1e-4);
    }
    IntFunction<double[]> equal = i -> i < 150 ? new double[] {0, 0, 0} : gaussians(i);
    MutableDataset<Label> among = dataset(0, 200, equal, i -> i < 150 ? "equal" : "other");
    assertRight(new NearestRowsTrainer().train(among), among, 190);
  }

  /** A class that has no row is never predicted, whatever the temperature. */
  @Test
  void aClassWithoutARowHasProbabilityZero() {
    MutableDataset<Label> all =
        dataset(0, 60, NearestRowsTest::gaussians, i -> i < 59 ? side(gaussians(i)[0]) : "rare");
    int[] others = IntStream.range(0, 59).toArray();
    for (double temperature : new double[] {1, 16}) {
      NearestRowsModel model =
          NearestRowsTrainer.builder()
              .temperature(temperature)
              .build()
              .train(new org.tribuo.dataset.DatasetView<>(all, others, "no rare"));
      assertEquals(3, model.getOutputIDInfo().size());
      int rare = model.getOutputIDInfo().getID(new Label("rare"));
      assertEquals(0, model.probabilities(all.getData())[59][rare], 1e-30);
    }
  }

  /** Of many rows and one of a rare class the rare one is kept, and rows of all classes count. */
  @Test
  void drawsKeepEachClass() {
    MutableDataset<Label> rows =
        dataset(0, 500, NearestRowsTest::gaussians, i -> i == 77 ? "rare" : "often");
    for (int seed = 0; seed < 5; seed++) {
      NearestRowsModel model =
          NearestRowsTrainer.builder().mostRows(20).neighbours(1).seed(seed).build().train(rows);
      Label found = model.predict(rows.getExample(77)).getOutput();
      assertEquals("rare", found.getLabel());
    }
  }

  @Test
  void weightsOfZeroAreRefused() {
    MutableDataset<Label> rows = rings(0, 20);
    rows.getData().forEach(row -> row.setWeight(0));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new NearestRowsTrainer().train(rows));
    assertTrue(e.getMessage().contains("positive sum"), e.getMessage());
  }

  /** Far from all rows the classes have their shares. */
  @Test
  void farFromAllRowsSharesAreLeft() {
    NearestRowsModel model =
        new NearestRowsTrainer()
            .train(dataset(0, 300, NearestRowsTest::gaussians, i -> i < 60 ? "a" : "b"));
    Dataset<Label> far = dataset(0, 1, i -> new double[] {1e12, 0, 0}, i -> "a");
    double[] p = model.probabilities(far.getData())[0];
    double a = IntStream.range(0, 60).mapToDouble(NearestRowsTest::weight).sum();
    double all = IntStream.range(0, 300).mapToDouble(NearestRowsTest::weight).sum();
    assertEquals(a / all, p[model.getOutputIDInfo().getID(new Label("a"))], 0.02);
  }

  @Test
  void rowsWithoutALabelAreLeftOutAndFewRowsDo() {
    MutableDataset<Label> partly =
        dataset(0, 90, NearestRowsTest::gaussians, i -> i < 60 ? ring(gaussians(i)) : "");
    assertArrayEquals(
        new NearestRowsTrainer().train(rings(0, 60)).definition().parameters(),
        new NearestRowsTrainer().train(partly).definition().parameters());
    NearestRowsModel one = new NearestRowsTrainer().train(rings(0, 1));
    assertEquals(1, one.probabilities(rings(5, 1).getData())[0][0]);
    assertThrows(
        IllegalArgumentException.class,
        () -> new NearestRowsTrainer().train(dataset(0, 4, NearestRowsTest::gaussians, i -> "")));
  }

  /** The drawn rows depend on the seed alone. */
  @Test
  void keepsAsManyRowsAsAllowed() {
    NearestRowsTrainer some = NearestRowsTrainer.builder().mostRows(50).seed(3).build();
    float[] kept = some.train(rings(0, 300)).definition().parameters();
    assertTrue(kept.length < 50 * (COLUMNS + 1 + 3) + 64, kept.length + " numbers");
    assertArrayEquals(
        kept,
        NearestRowsTrainer.builder()
            .mostRows(50)
            .seed(3)
            .build()
            .train(rings(0, 300))
            .definition()
            .parameters());
  }

  @Test
  void refusesSettings() {
    for (Runnable each :
        List.<Runnable>of(
            () -> NearestRowsTrainer.builder().neighbours(0).build(),
            () -> NearestRowsTrainer.builder().mostRows(0).build(),
            () -> NearestRowsTrainer.builder().temperature(0).build())) {
      assertThrows(PropertyException.class, each::run);
    }
  }
}
