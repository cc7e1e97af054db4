package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Any trainer on features, codes or both, whichever predicts better. */
final class ChosenFeaturesTest {
  private static final LinearSGDTrainer LINEAR =
      new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 20, 1);

  private static VAETrainer encoder() {
    VAETrainerBuilder small = VAETrainer.builder().hidden(16).latent(2).epochs(40).batchSize(20);
    return small.threads(1).validation(0).optimiser(new Adam(0.01)).build();
  }

  private static <T extends Output<T>> ChosenFeaturesTrainer<T> trainer(Trainer<T> inner) {
    return ChosenFeaturesTrainer.builder(inner).encoder(encoder()).folds(3).build();
  }

  /** Columns that follow one number t, with noise; every third row has an output. */
  private static <T extends Output<T>> MutableDataset<T> rows(
      OutputFactory<T> factory, double noise, DoubleFunction<T> output) {
    return rows(factory, 10, 3, noise, output, 4);
  }

  private static <T extends Output<T>> MutableDataset<T> rows(
      OutputFactory<T> factory,
      int columns,
      int every,
      double noise,
      DoubleFunction<T> output,
      long seed) {
    Random random = new Random(seed);
    MutableDataset<T> rows =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
    String[] names = IntStream.range(0, columns).mapToObj(c -> "c" + c).toArray(String[]::new);
    for (int r = 0; r < 240; r++) {
      double t = random.nextDouble() * 2 - 1;
      double[] values = new double[columns];
      for (int c = 0; c < columns; c++) {
        values[c] = (c % 2 == 0 ? t : -t) + noise * random.nextGaussian();
      }
      T known = r % every == 0 ? output.apply(t) : factory.getUnknownOutput();
      rows.add(new ArrayExample<>(known, names, values));
    }
    return rows;
  }

  private static List<String> stages(Training training) {
    List<String> stages = new ArrayList<>();
    training.run(
        new TrainingListener() {
          @Override
          public void onEpoch(EpochReport report) {}

          @Override
          public void onStage(String stage) {
            stages.add(stage);
          }
        });
    return stages;
  }

  private interface Training {
    void run(TrainingListener listener);
  }

  @Test
  void numbersThatTheFeaturesTellNeedNoCodes() {
    MutableDataset<Regressor> rows =
        rows(new RegressionFactory(), 0.01, t -> new Regressor("y", 3 * t));
    List<Model<Regressor>> models = new ArrayList<>();
    List<String> stages =
        stages(
            listener ->
                models.add(
                    trainer(LINEAR)
                        .train(rows, Map.of(), Trainer.INCREMENT_INVOCATION_COUNT, listener)));
    assertFalse(models.get(0) instanceof LatentFeatureModel, stages::toString);
    assertTrue(stages.contains("chosen: features"), stages::toString);
    assertTrue(stages.stream().anyMatch(s -> s.startsWith("codes: loss ")), stages::toString);
    assertTrue(stages.stream().anyMatch(s -> s.startsWith("both: loss ")), stages::toString);
  }

  /** Twenty labels and forty columns with much noise: the code takes the mean of all columns. */
  @Test
  void codesAreTakenWhereTheyTellMore() {
    OutputFactory<Label> factory = new LabelFactory();
    DoubleFunction<Label> sign = t -> new Label(t > 0 ? "up" : "down");
    MutableDataset<Label> rows = rows(factory, 40, 12, 1.5, sign, 4);
    Trainer<Label> linear = new LogisticRegressionTrainer();
    Map<String, Provenance> run = Map.of("run", new StringProvenance("run", "thirteenth"));
    Model<Label> model =
        ChosenFeaturesTrainer.builder(linear).encoder(encoder()).errors(0).build().train(rows, run);
    assertTrue(model.getProvenance().toString().contains("thirteenth"), "provenance of the run");
    assertInstanceOf(LatentFeatureModel.class, model);
    MutableDataset<Label> fresh = rows(factory, 40, 1, 1.5, sign, 5);
    LabelEvaluator evaluator = new LabelEvaluator();
    double features =
        evaluator.evaluate(linear.train(LabelMasking.labelledRows(rows)), fresh).accuracy();
    assertTrue(evaluator.evaluate(model, fresh).accuracy() > features, "features " + features);
  }

  @Test
  void setsOfLabels() {
    MutableDataset<MultiLabel> rows =
        rows(
            new MultiLabelFactory(),
            0.1,
            t ->
                new MultiLabel(
                    t > 0.3 ? Set.of(new Label("a"), new Label("b")) : Set.of(new Label("b"))));
    Model<MultiLabel> model =
        trainer(new IndependentMultiLabelTrainer(new LogisticRegressionTrainer())).train(rows);
    Prediction<MultiLabel> prediction = model.predict(rows.getExample(0));
    assertTrue(prediction.getOutput().getNameSet().contains("b"), prediction::toString);
  }

  @Test
  void missingValuesLeaveTheCodes() {
    MutableDataset<Label> rows = rows(new LabelFactory(), 0.1, t -> new Label(t > 0 ? "a" : "b"));
    VAETrainer gaps = VAETrainer.builder().hidden(8).latent(2).epochs(2).missing(".*").build();
    ChosenFeaturesTrainer<Label> trainer =
        ChosenFeaturesTrainer.builder(new LogisticRegressionTrainer()).encoder(gaps).build();
    assertTrue(trainer.mayMiss("c0"));
    assertInstanceOf(LatentFeatureModel.class, trainer.train(rows));
  }

  @Test
  void lossesAreThoseOfTheirDefinitions() {
    List<ArrayExample<Regressor>> rows = List.of(number(1), number(5));
    RowLoss<Regressor> squares = RowLoss.suiting(List.copyOf(rows));
    assertEquals(
        9.0 / 4,
        squares.of(new Prediction<>(new Regressor("y", 4), 1, rows.get(0)), new Regressor("y", 1)));
    MultiLabel ab = new MultiLabel(Set.of(new Label("a"), new Label("b")));
    MultiLabel bc = new MultiLabel(Set.of(new Label("b"), new Label("c")));
    ArrayExample<MultiLabel> row = new ArrayExample<>(ab, new String[] {"x"}, new double[] {1});
    RowLoss<MultiLabel> jaccard = RowLoss.suiting(List.of(row));
    assertEquals(1 - 1 / 3.0, jaccard.of(new Prediction<>(bc, 1, row), ab), 1e-12);
  }

  /** A dimension that is constant tells nothing, and its rounding must not decide. */
  @Test
  void lossesAreOfDimensionsThatVary() {
    String[] names = {"flag", "price"};
    List<Example<Regressor>> rows = new ArrayList<>();
    for (double price : new double[] {1, 5}) {
      Regressor y = new Regressor(names, new double[] {1, price});
      rows.add(new ArrayExample<>(y, new String[] {"x"}, new double[] {1}));
    }
    Regressor predicted = new Regressor(names, new double[] {1.001, 4});
    assertEquals(
        9.0 / 4,
        RowLoss.suiting(rows)
            .of(
                new Prediction<>(predicted, 1, rows.get(0)),
                new Regressor(names, new double[] {1, 1})));
  }

  /** Steps that diverge on the features leave the codes. */
  @Test
  void predictionsThatAreNotFiniteAreLeftOut() {
    MutableDataset<Regressor> rows =
        rows(new RegressionFactory(), 8, 2, 0.3, t -> new Regressor("y", t), 4);
    MutableDataset<Regressor> large =
        new MutableDataset<>(rows.getProvenance(), new RegressionFactory());
    for (Example<Regressor> row : rows) {
      ArrayExample<Regressor> copy = new ArrayExample<>(row.getOutput());
      row.forEach(f -> copy.add(new Feature(f.getName(), 1e4 * f.getValue())));
      large.add(copy);
    }
    LinearSGDTrainer steps = new LinearSGDTrainer(new SquaredLoss(), SGD.getSimpleSGD(0.01), 50, 1);
    List<String> stages = stages(listener -> trainer(steps).train(large, listener));
    assertTrue(
        stages.contains("features: left out, predictions of held-out rows are not finite"),
        stages::toString);
    assertTrue(stages.contains("chosen: codes"), stages::toString);
  }

  private static ArrayExample<Regressor> number(double y) {
    return new ArrayExample<>(new Regressor("y", y), new String[] {"x"}, new double[] {1});
  }

  @Test
  void refusesWhatItCannotMeasure() {
    MutableDataset<Event> events =
        rows(new AnomalyFactory(), 0.1, t -> AnomalyFactory.EXPECTED_EVENT);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RowLoss.suiting(events.getData()));
    assertTrue(e.getMessage().contains("found org.tribuo.anomaly.Event"), e.getMessage());
  }
}
