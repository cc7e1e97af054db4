package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.likelihood.Gaussian;
import org.lateo.logistic.KernelLogisticModel;
import org.lateo.nn.Activation;
import org.lateo.train.Adam;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.SGD;

/** A method that cannot be tried leaves the choice to the others, and says why. */
final class LeftOutMethodsTest {
  private static final MutableDataset<Label> FEW = Rows.groups(300, i -> i < 15, 1, 0.2);

  @TempDir private Path folder;

  private static VAETrainerBuilder small() {
    return VAETrainer.builder()
        .hidden(16)
        .latent(3)
        .epochs(5)
        .batchSize(30)
        .threads(1)
        .validation(0)
        .optimiser(new Adam(0.01));
  }

  private static FewLabelsTrainerBuilder trainer() {
    return FewLabelsTrainer.builder(small().build()).folds(3);
  }

  private static LinearSGDTrainer withoutProbabilities() {
    return new LinearSGDTrainer(new Hinge(), SGD.getSimpleSGD(0.1), 5, 1);
  }

  private static String text(FewLabelsModel model) {
    return String.join("\n", model.describe());
  }

  @Test
  void oneThatDiverges() {
    VAETrainer exploding =
        small()
            .activation(Activation.RELU)
            .likelihood(new Gaussian(Gaussian.Variance.ROW))
            .optimiser(new Adam(9e5))
            .build();
    FewLabelsModel model =
        trainer()
            .m2(
                SemiSupervisedVAETrainer.builder(exploding)
                    .classifierHidden(16, 16, 16, 16, 16, 16, 16))
            .methods(EnumSet.of(FewLabelsMethod.RAW, FewLabelsMethod.M2))
            .build()
            .train(FEW);
    assertTrue(text(model).contains("m2: cannot be tried: "), text(model));
    assertTrue(text(model).contains("chosen: raw"), text(model));
  }

  @Test
  void oneWithoutProbabilities() {
    FewLabelsModel model =
        trainer()
            .classifier(withoutProbabilities())
            .methods(EnumSet.of(FewLabelsMethod.RAW, FewLabelsMethod.M1, FewLabelsMethod.SPREAD))
            .build()
            .train(FEW);
    assertTrue(
        text(model).contains("m1: cannot be tried: Expected a classifier with probabilities"),
        text(model));
    assertTrue(text(model).contains("chosen: spread"), text(model));
  }

  /** The first method that can be tried is, however little time there is. */
  @Test
  void theTimeIsOverButNothingCouldBeTried() {
    FewLabelsModel model =
        trainer().classifier(withoutProbabilities()).timeBudgetSeconds(1e-9).build().train(FEW);
    assertTrue(text(model).contains("chosen: spread"), text(model));
    assertTrue(text(model).contains("m2: given up, over the time budget"), text(model));
  }

  @Test
  void allOfThem() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                trainer()
                    .classifier(withoutProbabilities())
                    .methods(EnumSet.of(FewLabelsMethod.RAW, FewLabelsMethod.M1))
                    .build()
                    .train(FEW));
    assertTrue(e.getMessage().contains("raw: cannot be tried"), e.getMessage());
    assertTrue(e.getMessage().contains("m1: cannot be tried"), e.getMessage());
  }

  /** Words, of which some are in rows without a label only, and some in one row only. */
  private static MutableDataset<Label> words() {
    MutableDataset<Label> rows = Rows.empty();
    for (int i = 0; i < 60; i++) {
      String label = i >= 24 ? "" : i % 2 == 0 ? "even" : "odd";
      List<Feature> words = new ArrayList<>();
      words.add(new Feature(i == 5 ? "rare" : i % 2 == 0 ? "two" : "one", 1));
      if (i >= 40) {
        words.set(0, new Feature("unlabelled", 1));
      }
      rows.add(new ArrayExample<>(Rows.label(label), words));
    }
    return rows;
  }

  /** A row none of whose words a labelled row has is a row of zeros, and not an error. */
  @Test
  void noneForTheWordsOfARow() {
    FewLabelsModel model =
        trainer()
            .methods(EnumSet.of(FewLabelsMethod.RAW, FewLabelsMethod.M1))
            .errors(1e9)
            .build()
            .train(words());
    assertInstanceOf(KernelLogisticModel.class, model.model(), text(model));
    assertTrue(text(model).startsWith("raw: log-loss"), text(model));
    ArrayExample<Label> row =
        new ArrayExample<>(Rows.label(""), List.of(new Feature("unlabelled", 1)));
    assertEquals(2, model.predict(row).getOutputScores().size());
  }

  @Test
  void whatWasNotTriedIsNotSaidToBe() {
    FewLabelsModel only = trainer().methods(EnumSet.of(FewLabelsMethod.M1)).build().train(FEW);
    assertEquals(Collections.emptyList(), only.tried());
    assertEquals("m1", only.chosen());
    FewLabelsModel alike = trainer().build().train(Rows.dataset(60, i -> i < 20 ? "only" : ""));
    assertEquals("raw: chosen untried, all labels are of one class", text(alike));
  }

  @Test
  void aClassifierOfTribuoOnTheFeaturesIsWrittenByTribuo() {
    FewLabelsModel model =
        trainer()
            .classifier(new LogisticRegressionTrainer())
            .methods(EnumSet.of(FewLabelsMethod.RAW))
            .build()
            .train(FEW);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> model.exportPipeline(folder.resolve("raw.onnx")));
    assertTrue(e.getMessage().contains("exportONNXModel"), e.getMessage());
    assertTrue(model.exportONNXModel("org.lateo", 1).getGraph().getNodeCount() > 0);
  }
}
