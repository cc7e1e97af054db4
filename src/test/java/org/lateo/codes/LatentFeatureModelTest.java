package org.lateo.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.JavaSerialization;
import org.lateo.Labels;
import org.lateo.Tiny;
import org.lateo.rows.ExampleTable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.baseline.IndependentMultiLabelTrainer;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.test.Helpers;

/** A pipeline of autoencoder and Tribuo model, over each kind of output. */
final class LatentFeatureModelTest {
  /** A dataset and the model trained on it. */
  private record Case<T extends Output<T>>(
      Dataset<T> dataset, Class<T> type, LatentFeatureModel<T> model) {

    static <T extends Output<T>> Case<T> of(Dataset<T> dataset, Class<T> type, Trainer<T> inner) {
      return new Case<>(
          dataset,
          type,
          LatentFeatureTrainer.builder(Tiny.trainer().build(), inner)
              .inactiveBelow(0)
              .build()
              .train(dataset));
    }

    @SuppressWarnings("unchecked") // the assertion before it
    LatentFeatureModel<T> checked(Object found) {
      assertInstanceOf(LatentFeatureModel.class, found);
      return (LatentFeatureModel<T>) found;
    }

    void assertIsModel(Object found) {
      Labels.assertSame(model, checked(found), dataset);
      assertEquals(model.getName(), checked(found).getName());
      assertEquals(model.getProvenance(), checked(found).getProvenance());
      assertEquals(
          model.getOutputIDInfo().getDomain(), checked(found).getOutputIDInfo().getDomain());
      // Not that of the model: Tribuo 4.3.2 forgets it of sets of labels.
      assertEquals(
          checked(found).inner().generatesProbabilities(), checked(found).generatesProbabilities());
      assertEquals(model.getTopFeatures(-1), checked(found).getTopFeatures(-1));
    }

    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  private static final double[][] VALUES = Tiny.unitRows(90, Tiny.COLUMNS, 11);
  private static final Case<Label> LABEL =
      Case.of(Labels.dataset(90), Label.class, new LogisticRegressionTrainer());
  private static final List<Case<?>> CASES =
      List.of(
          LABEL,
          Case.of(
              Tiny.dataset(
                  VALUES,
                  new RegressionFactory(),
                  i -> new Regressor(new String[] {"u", "v"}, Arrays.copyOf(VALUES[i], 2))),
              Regressor.class,
              new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 5, 1L)),
          Case.of(
              Tiny.dataset(
                  VALUES, new MultiLabelFactory(), i -> multiLabel(VALUES[i][0], VALUES[i][1])),
              MultiLabel.class,
              new IndependentMultiLabelTrainer(new LogisticRegressionTrainer())));

  private static MultiLabel multiLabel(double a, double b) {
    return new MultiLabelFactory().generateOutput((a > 0.5 ? "a" : "c") + (b > 0.5 ? ",b" : ""));
  }

  static Stream<Case<?>> cases() {
    return CASES.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T extends Output<T>> void survivesStorage(Case<T> c, @TempDir Path folder) throws Exception {
    c.assertIsModel(Model.deserialize(c.model.serialize()));
    c.assertIsModel(JavaSerialization.roundTrip(c.model));
    c.assertIsModel(c.model.copy());
    Path file = folder.resolve("model.tribuo");
    c.model.serializeToFile(file);
    c.assertIsModel(Model.deserializeFromFile(file));
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T extends Output<T>> void tribuosHelpers(Case<T> c) {
    Helpers.testModelSerialization(c.model, c.type);
    c.assertIsModel(Helpers.testModelProtoSerialization(c.model, c.type, c.dataset));
    Helpers.testProvenanceMarshalling(c.model.getProvenance());
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T extends Output<T>> void predictsForTheOriginalExample(Case<T> c) {
    List<Prediction<T>> predictions = c.model.predict(c.dataset);
    for (int i = 0; i < predictions.size(); i++) {
      assertSame(c.dataset.getExample(i), predictions.get(i).getExample());
      assertEquals(Tiny.COLUMNS, predictions.get(i).getNumActiveFeatures());
    }
    assertTrue(
        c.model
            .predict(c.dataset.getExample(0))
            .getOutput()
            .fullEquals(predictions.get(0).getOutput(), 1e-4));
    assertEquals(List.of(), c.model.predict(List.of()));
    assertTrue(c.model.validate(c.type));
  }

  @ParameterizedTest
  @MethodSource("cases")
  <T extends Output<T>> void predictsWhatTheInnerModelSaysOfTheCodes(Case<T> c) {
    for (Prediction<T> prediction : c.model.predict(c.dataset).subList(0, 5)) {
      Example<T> original = prediction.getExample();
      double[] mean = c.model.encoder().encode(original).getMean();
      Example<T> codes =
          new ArrayExample<>(
              original.getOutput(), new String[] {"lateo.z0", "lateo.z1", "lateo.z2"}, mean);
      Prediction<T> byHand = c.model.inner().predict(codes);
      assertTrue(byHand.getOutput().fullEquals(prediction.getOutput(), 1e-4));
      assertEquals(byHand.getOutputScores().keySet(), prediction.getOutputScores().keySet());
      assertEquals(byHand.hasProbabilities(), prediction.hasProbabilities());
    }
  }

  @Test
  void knowsItsFeatures() {
    LatentFeatureModel<Label> model = LABEL.model;
    assertEquals(List.of(Tiny.names(Tiny.COLUMNS)), ExampleTable.names(model.getFeatureIDMap()));
    assertEquals(
        List.of("lateo.z0", "lateo.z1", "lateo.z2"),
        ExampleTable.names(model.inner().getFeatureIDMap()));
    assertEquals(LABEL.dataset.getOutputs(), model.getOutputIDInfo().getDomain());
    assertTrue(model.getExcuse(LABEL.dataset.getExample(0)).isPresent());
    assertTrue(
        model.getTopFeatures(2).values().stream()
            .anyMatch(top -> top.toString().contains("lateo.z")));
  }

  @Test
  void unknownFeaturesAreIgnored() {
    double[] values = VALUES[0].clone();
    String[] names = {"f000", "f001", "f002", "f003", "f004", "f005x"};
    Example<Label> known =
        new ArrayExample<>(
            Labels.LOW,
            new String[] {"f000", "f001", "f002", "f003", "f004"},
            Arrays.copyOf(values, 5));
    Example<Label> more = new ArrayExample<>(Labels.LOW, names, values);
    Prediction<Label> prediction = LABEL.model.predict(more);
    assertEquals(
        LABEL.model.predict(known).getOutputScores().toString(),
        prediction.getOutputScores().toString());
    assertEquals(5, prediction.getNumActiveFeatures());
  }

  @Test
  void refusesRowsWithoutAKnownFeature() {
    Example<Label> other = new ArrayExample<>(Labels.LOW, new String[] {"x"}, new double[] {1});
    assertRefused(
        () -> LABEL.model.predict(List.of(LABEL.dataset.getExample(0), other)),
        "at least one of the model's 6 features",
        "none among its 1",
        "row 1");
  }
}
