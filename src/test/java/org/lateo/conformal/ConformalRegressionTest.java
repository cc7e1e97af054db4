package org.lateo.conformal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.JavaSerialization;
import org.lateo.TrainedAgain;
import org.lateo.TrainingFailedException;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.data.Split;
import org.lateo.math.NormalQuantile;
import org.lateo.math.RandomStream;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.dataset.DatasetView;
import org.tribuo.hash.HashCodeHasher;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.hash.HashingTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.example.GaussianDataSource;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Intervals of regressions hold what they promise. */
final class ConformalRegressionTest {
  private static final RegressionFactory FACTORY = new RegressionFactory();

  /** y = scale noise, with noise of a standard normal distribution; z is 3 noise. */
  private static Example<Regressor> example(double scale, double noise) {
    Example<Regressor> example =
        new ArrayExample<>(
            new Regressor(new String[] {"y", "z"}, new double[] {scale * noise, 3 * noise}));
    example.add(new Feature("scale", scale));
    return example;
  }

  private static MutableDataset<Regressor> dataset(List<Example<Regressor>> rows) {
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("noise", FACTORY), FACTORY);
    dataset.addAll(rows);
    return dataset;
  }

  private static MutableDataset<Regressor> noise(
      int rows, long seed, ToDoubleFunction<Integer> scale) {
    return dataset(
        IntStream.range(0, rows)
            .mapToObj(
                i -> {
                  double noise = RandomStream.of(seed, "noise").at(i).gaussian(0);
                  return example(scale.applyAsDouble(i), noise);
                })
            .toList());
  }

  /** Predicts zero, and the variance of y. */
  private static Model<Regressor> zero(Dataset<Regressor> like) {
    return new KnownModel<>(
        like,
        false,
        row -> {
          double scale = row.lookup("scale").getValue();
          Regressor predicted =
              new Regressor(
                  new String[] {"y", "z"}, new double[2], new double[] {scale * scale, 9});
          return new Prediction<>(predicted, 1, row);
        });
  }

  private static ConformalRegressionModel calibrated(
      ResidualScore score, double coverage, Dataset<Regressor> rows) {
    return ConformalRegressionTrainer.builder()
        .score(score)
        .coverage(coverage)
        .build()
        .calibrate(zero(rows), rows);
  }

  private static double reach(ConformalRegressionModel model, String name) {
    return model.intervals(example(1, 0)).get(name).upper();
  }

  /** Of 15 rows the 13th smallest distance, since 0.8 of 16 places are 12.8. */
  @Test
  void theReachIsARankOfDistances() {
    MutableDataset<Regressor> rows = noise(15, 1, i -> 1);
    double[] distances =
        rows.getData().stream()
            .mapToDouble(row -> Math.abs(row.getOutput().getValues()[0]))
            .sorted()
            .toArray();
    ConformalRegressionModel model = calibrated(ResidualScore.ABSOLUTE, 0.8, rows);
    assertIsOutwards(distances[12], reach(model, "y"));
    assertIsOutwards(distances[12], -model.intervals(example(1, 0)).get("y").lower());
    assertEquals(3 * distances[12], reach(model, "z"), 1e-12);
    assertIsOutwards(
        distances[14], model.intervals(List.of(example(1, 0)), 0.93).get(0).get("y").upper());
  }

  /** Ends lie by what rounding may take from them further out, and no further. */
  private static void assertIsOutwards(double distance, double end) {
    assertTrue(end >= distance && end <= distance + 4 * Math.ulp(distance), end + ", " + distance);
  }

  /** Rounding of a distance and of an end does not part a row from others of the same score. */
  @ParameterizedTest
  @EnumSource
  void aTargetOfTheThresholdsScoreIsInside(ResidualScore score) {
    for (double variance : new double[] {1, 0.3, 7, 1e-6}) {
      for (int k = -99; k < 100; k++) {
        Regressor.DimensionTuple prediction =
            new Regressor(new String[] {"y"}, new double[] {k / 100.0}, new double[] {variance})
                .getDimension("y")
                .orElseThrow();
        for (int y = -5; y <= 5; y++) {
          Interval interval = score.interval(prediction, score.of(prediction, y));
          assertTrue(interval.contains(y), y + " of " + k + " / 100 in " + interval);
        }
      }
    }
  }

  /** Of many rows it is the quantile of |y|, of a normal distribution Φ⁻¹((1 + c) / 2). */
  @Test
  void ofManyRowsItIsTheQuantile() {
    int rows = 20_000;
    for (double coverage : new double[] {0.5, 0.8, 0.95}) {
      double truth = NormalQuantile.of((1 + coverage) / 2);
      double density = 2 * Math.exp(-truth * truth / 2) / Math.sqrt(2 * Math.PI);
      double error = Math.sqrt(coverage * (1 - coverage) / rows) / density;
      ConformalRegressionModel model =
          calibrated(ResidualScore.ABSOLUTE, coverage, noise(rows, 2, i -> 1));
      assertEquals(truth, reach(model, "y"), 4 * error);
    }
  }

  /** On the average over draws the share is exact, neither c nor what the 12th of 15 would hold. */
  @ParameterizedTest
  @EnumSource
  void coverageIsExact(ResidualScore score) {
    int draws = 4000;
    int fresh = 10;
    double found = 0;
    for (int draw = 0; draw < draws; draw++) {
      RandomStream scales = RandomStream.of(draw, "scales");
      MutableDataset<Regressor> all = noise(15 + fresh, 1000L + draw, i -> 1 + scales.below(3, i));
      List<Example<Regressor>> rows = new ArrayList<>(all.getData());
      int[] order = RandomStream.of(draw, "split").permutation(rows.size());
      ConformalRegressionModel model =
          calibrated(score, 0.8, dataset(Arrays.stream(order, 0, 15).mapToObj(rows::get).toList()));
      Dataset<Regressor> others =
          dataset(Arrays.stream(order, 15, 15 + fresh).mapToObj(rows::get).toList());
      found += IntervalEvaluation.of(model, others).coverage().get("y") / draws;
    }
    Band band = new Band(15, 0.8);
    assertEquals(13 / 16.0, band.expected());
    band.assertHolds(found, draws, fresh);
    assertTrue(band.expected() - 12 / 16.0 > 8 * band.error(draws, fresh));
  }

  /** Of rows of two kinds those with more noise get wider intervals, and each kind its share. */
  @Test
  void normalisedIntervalsAdapt() {
    int rows = 4000;
    MutableDataset<Regressor> all = noise(rows, 3, i -> i % 2 == 0 ? 1 : 5);
    ConformalRegressionModel adaptive = calibrated(ResidualScore.NORMALISED, 0.9, all);
    ConformalRegressionModel equal = calibrated(ResidualScore.ABSOLUTE, 0.9, all);
    Interval narrow = adaptive.intervals(example(1, 0)).get("y");
    assertEquals(5 * narrow.width(), adaptive.intervals(example(5, 0)).get("y").width(), 1e-12);
    double error = Math.sqrt(0.09 * (1.0 / rows + 1.0 / rows));
    for (double scale : new double[] {1, 5}) {
      Dataset<Regressor> fresh = noise(rows, 4, i -> scale);
      assertEquals(0.9, IntervalEvaluation.of(adaptive, fresh).coverage().get("y"), 4 * error);
      double ofEqual = IntervalEvaluation.of(equal, fresh).coverage().get("y");
      assertTrue(scale == 1 ? ofEqual > 0.99 : ofEqual < 0.83, scale + ": " + ofEqual);
    }
    Dataset<Regressor> fresh = noise(rows, 4, i -> i % 2 == 0 ? 1 : 5);
    IntervalEvaluation evaluation = IntervalEvaluation.of(adaptive, fresh);
    assertEquals(rows, evaluation.rows());
    assertEquals(3 * narrow.width(), evaluation.meanWidth().get("y"), 1e-9);
    assertTrue(
        evaluation.meanWidth().get("y") < IntervalEvaluation.of(equal, fresh).meanWidth().get("y"));
  }

  private static MutableDataset<Regressor> lines(int rows, long seed) {
    List<Example<Regressor>> examples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      RandomStream random = RandomStream.of(seed, "lines").at(i);
      double a = random.gaussian(0);
      Example<Regressor> example =
          new ArrayExample<>(new Regressor("y", 2 * a + random.gaussian(1)));
      example.add(new Feature("a", a));
      examples.add(example);
    }
    return dataset(examples);
  }

  private static LinearSGDTrainer tribuos() {
    return new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 20, 1L);
  }

  @Test
  void trainsAModelOfTribuoAndCalibratesIt() throws Exception {
    ConformalRegressionTrainer trainer =
        ConformalRegressionTrainer.builder().innerTrainer(tribuos()).calibration(0.5).build();
    ConformalRegressionModel model = trainer.train(lines(1000, 1));
    assertEquals(Set.of("y"), model.calibrationRows().keySet());
    assertEquals(500, model.calibrationRows().get("y"));
    MutableDataset<Regressor> fresh = lines(2000, 2);
    IntervalEvaluation evaluation = IntervalEvaluation.of(model, fresh);
    double error = Math.sqrt(0.09 * (1 / 500.0 + 1 / 2000.0));
    assertEquals(0.9, evaluation.coverage().get("y"), 4 * error);
    // Noise is N(0, 1), of which ±1.645 hold 0.9; the width has the quantile's error.
    assertEquals(2 * 1.645, evaluation.meanWidth().get("y"), 0.35);
    ConformalRegressionModel stored =
        (ConformalRegressionModel) Model.deserialize(model.serialize());
    Example<Regressor> row = fresh.getExample(0);
    assertEquals(model.model().predict(row).getOutput(), model.predict(row).getOutput());
    assertEquals(model.interval(row), stored.interval(row));
    assertEquals(
        model.interval(row),
        ((ConformalRegressionModel) JavaSerialization.roundTrip(model)).interval(row));
    assertEquals(model.interval(row), ((ConformalRegressionModel) model.copy()).interval(row));
    assertEquals(model.getProvenance(), stored.getProvenance());
    assertEquals(
        List.of(
            "0.9 of fresh outputs are held, by ABSOLUTE among 500 calibration rows, which did not train"),
        stored.describe());
    assertEquals(ResidualScore.ABSOLUTE, stored.score());
  }

  /** Of a regression whose predictions carry variances, in both its dimensions. */
  @Test
  void normalisesByTheVariancesOfOurs() {
    List<Example<Regressor>> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      RandomStream random = RandomStream.of(1, "two").at(i);
      double a = random.gaussian(0);
      double[] values = {a + 0.1 * random.gaussian(1), -a + random.gaussian(2)};
      Example<Regressor> row = new ArrayExample<>(new Regressor(new String[] {"u", "v"}, values));
      row.add(new Feature("a", a));
      rows.add(row);
    }
    ConformalRegressionModel model =
        ConformalRegressionTrainer.builder()
            .innerTrainer(BayesianRegressionTrainer.builder().hidden().epochs(20).build())
            .score(ResidualScore.NORMALISED)
            .calibration(0.5)
            .build()
            .train(dataset(rows.subList(0, 300)));
    IntervalEvaluation evaluation = IntervalEvaluation.of(model, dataset(rows.subList(300, 400)));
    double error = Math.sqrt(0.09 * (1 / 150.0 + 1 / 100.0));
    assertEquals(0.9, evaluation.coverage().get("u"), 4 * error);
    assertEquals(0.9, evaluation.coverage().get("v"), 4 * error);
    assertTrue(evaluation.meanWidth().get("u") < evaluation.meanWidth().get("v"));
    assertRefused(() -> model.interval(rows.get(0)), "one dimension", "[u, v]", "intervals()");
  }

  @Test
  void refusesWhatCannotBePromised() {
    MutableDataset<Regressor> few = noise(8, 1, i -> 1);
    assertRefused(
        () -> calibrated(ResidualScore.ABSOLUTE, 0.9, few),
        "at least 9 calibration rows",
        "found 8");
    ConformalRegressionModel model = calibrated(ResidualScore.ABSOLUTE, 0.8, few);
    assertRefused(
        () -> model.intervals(List.of(example(1, 0)), 0.95), "at least 19", "found 8 of y");
    assertRefused(() -> model.intervals(List.of(example(1, 0)), 1), "(0, 1)", "1.0");
    ConformalRegressionTrainer trainer =
        ConformalRegressionTrainer.builder().innerTrainer(tribuos()).build();
    assertRefused(() -> trainer.train(lines(30, 1)), "at least 9 calibration rows", "found 8");
    MutableDataset<Regressor> weighted = noise(20, 1, i -> 1);
    weighted.getExample(3).setWeight(2);
    assertRefused(
        () -> calibrated(ResidualScore.ABSOLUTE, 0.8, weighted),
        "weight 1",
        "found 2.0 in row 3 (from 0)",
        "fresh");
    MutableDataset<Regressor> unknown = noise(20, 1, i -> 1);
    Example<Regressor> without = new ArrayExample<>(RegressionFactory.UNKNOWN_REGRESSOR);
    without.add(new Feature("scale", 1));
    assertRefused(
        () ->
            ConformalRegressionTrainer.builder()
                .build()
                .calibrate(
                    zero(unknown),
                    dataset(IntStream.range(0, 20).mapToObj(i -> without.copy()).toList())),
        "unknown output",
        "row 0");
    assertRefused(
        () ->
            ConformalRegressionTrainer.builder()
                .innerTrainer(tribuos())
                .score(ResidualScore.NORMALISED)
                .build()
                .train(lines(100, 1)),
        "positive variance",
        "NaN",
        "ABSOLUTE");
    assertRefused(
        () -> new HashingTrainer<>(trainer, new HashCodeHasher("salty salt")).train(lines(100, 1)),
        "found hashes",
        "HashingTrainer");
    assertField("innerTrainer", () -> new ConformalRegressionTrainer().train(lines(100, 1)));
    assertField("coverage", ConformalRegressionTrainer.builder().coverage(1)::build);
    assertField("calibration", ConformalRegressionTrainer.builder().calibration(0)::build);
    assertRefused(() -> IntervalEvaluation.of(model, dataset(List.of())), "at least 1 row");
  }

  /** What a training that fails later than in its first epoch leaves is calibrated like a whole. */
  @Test
  void theBestModelOfAFailedTrainingIsCalibrated() {
    ConformalRegressionModel whole =
        ConformalRegressionTrainer.builder().innerTrainer(tribuos()).build().train(lines(100, 1));
    Model<?> kept = failed(whole.model()).bestModel().orElseThrow();
    ConformalRegressionModel calibrated = (ConformalRegressionModel) kept;
    Assertions.assertSame(whole.model(), calibrated.model());
    for (Example<Regressor> row : lines(10, 2)) {
      assertEquals(whole.intervals(row), calibrated.intervals(row));
    }
  }

  /** Without a model, or with one of another type of output, there is nothing to promise by. */
  @Test
  void aFailedTrainingWithoutAPredictorLeavesNone() {
    assertEquals(Optional.empty(), failed(null).bestModel());
    MutableDataset<Label> labels =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("labels", new LabelFactory()), new LabelFactory());
    lines(20, 1).forEach(row -> labels.add(new ArrayExample<>(new Label("a"), row, 1f)));
    Model<Label> other = DummyClassifierTrainer.createMostFrequentTrainer().train(labels);
    assertEquals(Optional.empty(), failed(other).bestModel());
  }

  /** What a conformal trainer says of a training inside that fails with a model. */
  private static TrainingFailedException failed(Model<?> best) {
    BayesianRegressionTrainer diverging =
        BayesianRegressionTrainer.builder()
            .method(BayesianMethod.LAST_LAYER)
            .optimiser(new Adam(1e5))
            .build();
    Trainer<Regressor> inner =
        new Counting() {
          @Override
          public Model<Regressor> train(
              Dataset<Regressor> rows, Map<String, Provenance> run, int number) {
            try {
              return diverging.train(rows);
            } catch (TrainingFailedException e) {
              throw e.holding(best);
            }
          }

          @Override
          public TrainerProvenance getProvenance() {
            return tribuos().getProvenance();
          }
        };
    return assertThrows(
        TrainingFailedException.class,
        () ->
            ConformalRegressionTrainer.builder().innerTrainer(inner).build().train(lines(100, 1)));
  }

  /** A trainer that counts what it is asked to train. */
  private static class Counting implements Trainer<Regressor> {
    private int count;

    @Override
    public Model<Regressor> train(
        Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
      return train(examples, runProvenance, count);
    }

    @Override
    public Model<Regressor> train(
        Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
      throw new AssertionError("trained");
    }

    @Override
    public int getInvocationCount() {
      return count;
    }

    @Override
    public void setInvocationCount(int invocationCount) {
      count = invocationCount;
    }

    @Override
    public TrainerProvenance getProvenance() {
      return new TrainerProvenanceImpl(this);
    }
  }

  /** The row is that of the dataset, in whichever part it is, and nothing is trained before. */
  @Test
  void refusesBeforeItTrains() {
    ConformalRegressionTrainer trainer =
        ConformalRegressionTrainer.builder().innerTrainer(new Counting()).build();
    for (int r = 0; r < 40; r += 3) {
      String row = "row " + r;
      MutableDataset<Regressor> weighted = lines(40, 1);
      weighted.getExample(r).setWeight(2);
      assertRefused(() -> trainer.train(weighted), "weight 1", "found 2.0 in " + row);
      MutableDataset<Regressor> without = with(RegressionFactory.UNKNOWN_REGRESSOR, r);
      assertRefused(() -> trainer.train(without), "unknown output", "in " + row + " (from 0),");
    }
    for (int r : new int[] {firstSplit().validation()[4], firstSplit().training()[20]}) {
      trainer.setInvocationCount(0);
      assertRefused(
          () -> trainer.train(with(new Regressor("y", Double.NaN), r)),
          "finite targets in row " + r + " (from 0)");
      assertRefused(
          () -> trainer.train(with(new Regressor("y", 1e39), r)),
          "as floats hold them",
          "found 1.0E39 of y in row " + r + " (from 0)");
    }
  }

  /** Of forty rows, in the first training with the settings' defaults. */
  private static Split firstSplit() {
    return Split.of(40, 0.25, RandomStream.of(12345, "invocation").at(0).key());
  }

  /** The setting that was given, and not that of validation rows. */
  @Test
  void namesTheShareThatLeavesNoneToTrain() {
    assertRefused(
        () ->
            ConformalRegressionTrainer.builder()
                .innerTrainer(new Counting())
                .calibration(0.99)
                .build()
                .train(lines(10, 1)),
        "the 10 that a calibration share of 0.99 holds back",
        "found 10");
  }

  /** Forty rows, some of which have no feature of another row. */
  private static MutableDataset<Regressor> withUnreadable(int... rows) {
    List<Example<Regressor>> all = new ArrayList<>(lines(40, 1).getData());
    for (int r : rows) {
      Example<Regressor> row = new ArrayExample<>(all.get(r).getOutput());
      row.add(new Feature("only in row " + r, 1));
      all.set(r, row);
    }
    return dataset(all);
  }

  /** A model can read neither them nor fresh rows like them. */
  @Test
  void rowsWithoutAKnownFeatureDoNotCalibrate() {
    int[] held = firstSplit().validation();
    ConformalRegressionTrainer trainer =
        ConformalRegressionTrainer.builder().innerTrainer(tribuos()).build();
    ConformalRegressionModel model = trainer.train(withUnreadable(held[3]));
    assertEquals(9, model.calibrationRows().get("y"));
    List<Example<Regressor>> others = new ArrayList<>();
    Arrays.stream(held)
        .filter(r -> r != held[3])
        .forEach(r -> others.add(lines(40, 1).getExample(r)));
    Example<Regressor> row = others.get(0);
    assertEquals(trainer.calibrate(model, dataset(others)).interval(row), model.interval(row));
    assertEquals(39, trainer.calibrate(model, withUnreadable(7)).calibrationRows().get("y"));
    ConformalRegressionTrainer refusing =
        ConformalRegressionTrainer.builder().innerTrainer(new Counting()).build();
    assertRefused(
        () -> refusing.train(withUnreadable(held[3], held[8])),
        "at least 9 calibration rows",
        "found 8");
  }

  /** Forty rows, of which one has another output. */
  private static MutableDataset<Regressor> with(Regressor output, int row) {
    List<Example<Regressor>> rows = new ArrayList<>(lines(40, 1).getData());
    rows.set(row, new ArrayExample<>(output, rows.get(row), 1f));
    return dataset(rows);
  }

  @Test
  void calibratingIsNoTraining() {
    Counting inner = new Counting();
    inner.setInvocationCount(5);
    ConformalRegressionTrainer trainer =
        ConformalRegressionTrainer.builder().innerTrainer(inner).build();
    trainer.calibrate(tribuos().train(lines(50, 1)), lines(40, 2));
    assertEquals(5, inner.getInvocationCount());
    assertEquals(0, trainer.getInvocationCount());
  }

  @Test
  void refusesRowsThatTrainedTheModel() {
    MutableDataset<Regressor> rows = lines(100, 1);
    ConformalRegressionTrainer trainer =
        ConformalRegressionTrainer.builder().innerTrainer(tribuos()).build();
    assertRefused(
        () -> trainer.calibrate(tribuos().train(rows), rows), "have not trained the model");
    assertRefused(() -> trainer.calibrate(trainer.train(rows), rows), "have not trained the model");
    Dataset<Regressor> part =
        new DatasetView<>(rows, IntStream.range(0, 50).toArray(), "first half");
    assertRefused(
        () -> trainer.calibrate(tribuos().train(rows), part), "have not trained the model");
    assertRefused(
        () -> trainer.calibrate(tribuos().train(part), rows), "have not trained the model");
    Dataset<Regressor> others =
        new DatasetView<>(rows, IntStream.range(50, 100).toArray(), "second half");
    assertEquals(50, trainer.calibrate(tribuos().train(part), others).calibrationRows().get("y"));
    ConformalRegressionTrainer ofOurs =
        ConformalRegressionTrainer.builder()
            .innerTrainer(BayesianRegressionTrainer.builder().hidden().epochs(1).build())
            .build();
    assertRefused(() -> ofOurs.calibrate(ofOurs.train(rows), rows), "have not trained the model");
  }

  @Test
  void refusesHashedRows() {
    HashedFeatureMap hashes =
        HashedFeatureMap.generateHashedFeatureMap(
            lines(40, 1).getFeatureIDMap(), new HashCodeHasher("salty salt"));
    Dataset<Regressor> hashed =
        ImmutableDataset.hashFeatureMap(
            ImmutableDataset.copyDataset(lines(40, 1), hashes, lines(40, 1).getOutputIDInfo()),
            new HashCodeHasher("salty salt"));
    assertRefused(
        () ->
            ConformalRegressionTrainer.builder()
                .build()
                .calibrate(tribuos().train(lines(40, 2)), hashed),
        "found hashes");
  }

  /** A conformal model is calibrated again by the model inside, and can be stored. */
  @Test
  void calibratesAgain() {
    ConformalRegressionTrainer trainer =
        ConformalRegressionTrainer.builder().innerTrainer(tribuos()).build();
    ConformalRegressionModel model = trainer.train(lines(100, 1));
    MutableDataset<Regressor> newer = lines(60, 2);
    ConformalRegressionModel again = trainer.calibrate(model, newer);
    Assertions.assertSame(model.model(), again.model());
    assertEquals(60, again.calibrationRows().get("y"));
    ConformalRegressionModel stored =
        (ConformalRegressionModel) Model.deserialize(again.serialize());
    Example<Regressor> row = newer.getExample(0);
    assertEquals(again.interval(row), stored.interval(row));
    assertEquals(trainer.calibrate(model.model(), newer).interval(row), again.interval(row));
    assertRefused(
        () ->
            ConformalRegressionModel.of(
                model, newer.getData(), 0.9, ResidualScore.ABSOLUTE, model.getProvenance()),
        "not conformal itself",
        "found a ConformalRegressionModel",
        "model()");
    assertField("innerTrainer", ConformalRegressionTrainer.builder().innerTrainer(trainer)::build);
  }

  /** What cannot be counted is no miss. */
  @Test
  void evaluationRefusesWhatItCannotCount() {
    ConformalRegressionModel model =
        ConformalRegressionTrainer.builder().innerTrainer(tribuos()).build().train(lines(100, 1));
    assertRefused(
        () -> IntervalEvaluation.of(model, with(RegressionFactory.UNKNOWN_REGRESSOR, 7)),
        "unknown output",
        "row 7");
    assertRefused(
        () -> IntervalEvaluation.of(model, with(new Regressor("y", Double.NaN), 8)),
        "finite targets in row 8",
        "NaN");
    assertRefused(
        () -> IntervalEvaluation.of(model, noise(10, 1, i -> 1)),
        "targets of [y] in row 0 (from 0)",
        "found those of [y, z]");
  }

  private static void assertField(String field, Executable made) {
    assertEquals(field, Assertions.assertThrows(PropertyException.class, made).getProperty());
  }

  /** By its provenance alone, whether the model was trained with it or was there already. */
  @Test
  void isTrainedAgain() {
    MutableDataset<Regressor> rows = new MutableDataset<>(source(1));
    ConformalRegressionTrainer trainer =
        ConformalRegressionTrainer.builder().innerTrainer(tribuos()).build();
    trainer.train(rows);
    assertSame(trainer.train(rows), rows);
    Model<Regressor> there = tribuos().train(rows);
    assertSame(trainer.calibrate(there, new MutableDataset<>(source(2))), rows);
  }

  private static GaussianDataSource source(long seed) {
    return new GaussianDataSource(200, 2, 1, 1, -2, 2, seed);
  }

  private static void assertSame(ConformalRegressionModel model, Dataset<Regressor> rows) {
    ConformalRegressionModel again =
        (ConformalRegressionModel)
            new TrainedAgain<Regressor>(model.getProvenance(), Regressor.class).model();
    assertEquals(model.intervals(rows.getData(), 0.8), again.intervals(rows.getData(), 0.8));
  }

  @Test
  void containsTheModel() {
    MutableDataset<Regressor> rows = noise(20, 1, i -> 1);
    Model<Regressor> inner = zero(rows);
    ConformalRegressionModel model =
        ConformalRegressionTrainer.builder().build().calibrate(inner, rows);
    Assertions.assertSame(inner, model.model());
    assertEquals(List.of(inner), model.members());
    assertEquals(0.9, model.coverage());
  }
}
