package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.ONNXVAE;
import org.lateo.TrainingFailedException;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.likelihood.Gaussian;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.rows.CodeFeatures;
import org.lateo.rows.LabelledRows;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.dataset.DatasetView;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.test.Helpers;

/** M2 and M1+M2 as Tribuo's trainers and models. */
final class SemiSupervisedVAETest {
  private static final MutableDataset<Label> FEW = Rows.groups(300, i -> i < 6, 1);
  private static final MutableDataset<Label> TEST = Rows.groups(300, i -> true, 9);

  @TempDir private Path folder;

  static {
    Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
  }

  private static VAETrainerBuilder small() {
    return VAETrainer.builder()
        .hidden(16)
        .latent(2)
        .epochs(60)
        .batchSize(30)
        .threads(1)
        .validation(0)
        .optimiser(new Adam(0.01));
  }

  private static SemiSupervisedVAETrainer m2() {
    return new SemiSupervisedVAETrainer(small().build());
  }

  private static SemiSupervisedVAETrainerBuilder m2With() {
    return SemiSupervisedVAETrainer.builder(small().build());
  }

  private static LatentFeatureTrainer<Label> m1m2() {
    return m1m2(1);
  }

  private static LatentFeatureTrainer<Label> m1m2(double classificationWeight) {
    VAETrainer second = small().likelihood(new Gaussian(Gaussian.Variance.ROW)).build();
    return SemiSupervisedVAETrainer.builder(second)
        .classificationWeight(classificationWeight)
        .stackedOn(small().latent(4).build())
        .build();
  }

  private static double accuracy(Model<Label> model) {
    return new LabelEvaluator().evaluate(model, TEST).accuracy();
  }

  /**
   * Six labels of rows with many flipped bits: a classifier of these alone errs. Groups so clear
   * are found without labels, which M1+M2 need not weigh as much as usual.
   */
  @Test
  void unlabelledRowsHelp() {
    MutableDataset<Label> few = Rows.groups(600, i -> i < 6, 1, 0.2);
    MutableDataset<Label> test = Rows.groups(600, i -> true, 9, 0.2);
    double raw = error(new LogisticRegressionTrainer().train(LabelMasking.labelledRows(few)), test);
    double alone = error(m2().train(few), test);
    double estimated = error(m2With().classesPerRow(2).build().train(few), test);
    double stacked = error(m1m2(0.1).train(few), test);
    assertTrue(error(m1m2().train(few), test) < raw, "M1+M2 by default, raw " + raw);
    System.out.printf(
        "error raw %.3f, M2 %.3f (of two classes a row %.3f), M1+M2 %.3f%n",
        raw, alone, estimated, stacked);
    assertTrue(raw > 0.1, "the task is too easy: raw " + raw);
    assertTrue(alone < raw - 0.02, "raw " + raw + ", M2 " + alone);
    assertTrue(estimated < raw - 0.02, "raw " + raw + ", M2 of two classes a row " + estimated);
    assertTrue(stacked < raw - 0.02, "raw " + raw + ", M1+M2 " + stacked);
  }

  /** Inside it, a bound that is high says nothing of which class is which. */
  @Test
  void noEpochOfTheWarmUpIsKept() {
    VAETrainer inside = small().validation(0.3).build();
    Model<Label> model =
        SemiSupervisedVAETrainer.builder(inside).warmUpShare(0.8).build().train(FEW);
    Provenance kept =
        model.getProvenance().getInstanceProvenance().getMap().get("lateo-kept-epoch");
    int epoch = assertInstanceOf(IntProvenance.class, kept).getValue();
    assertTrue(epoch > 48 && epoch <= 60, "kept epoch " + epoch + ", of 60 after 48 of warm-up");
  }

  private static double error(Model<Label> model, Dataset<Label> test) {
    return 1 - new LabelEvaluator().evaluate(model, test).accuracy();
  }

  @Test
  void predictionsHaveProbabilities() {
    SemiSupervisedVAEModel model = m2().train(FEW);
    assertTrue(model.generatesProbabilities());
    double[][] all = model.probabilities(TEST.getData());
    List<Prediction<Label>> predictions = model.predict(TEST);
    for (int i = 0; i < all.length; i++) {
      Prediction<Label> prediction = predictions.get(i);
      assertTrue(prediction.hasProbabilities());
      assertEquals(
          1,
          IntStream.range(0, 3)
              .mapToDouble(k -> prediction.getOutputScores().get("group" + k).getScore())
              .sum(),
          1e-6);
      int best = model.getOutputIDInfo().getID(prediction.getOutput());
      for (int k = 0; k < 3; k++) {
        assertTrue(all[i][k] <= all[i][best]);
      }
      assertEquals(prediction.getOutput(), model.predict(TEST.getExample(i)).getOutput(), "alone");
    }
  }

  @Test
  void sameBitsAtAnyNumberOfThreads() {
    VAETrainer threads = small().threads(3).build();
    assertArrayEquals(bits(m2()), bits(new SemiSupervisedVAETrainer(threads)));
    float[] ofTwo = bits(m2With().classesPerRow(2).build());
    assertArrayEquals(
        ofTwo, bits(SemiSupervisedVAETrainer.builder(threads).classesPerRow(2).build()));
    assertFalse(Arrays.equals(ofTwo, bits(m2())), "of two classes as of all");
    assertArrayEquals(bits(m2()), bits(m2With().classesPerRow(3).build()), "as many as there are");
  }

  /** All of few classes, two of many, unless it is said. */
  @Test
  void classesOfARow() {
    assertEquals(4, m2With().build().classesPerRow(4));
    assertEquals(2, m2With().build().classesPerRow(5));
    assertEquals(2, m2With().build().classesPerRow(1));
    assertEquals(7, m2With().classesPerRow(7).build().classesPerRow(5));
  }

  /** Rows whose weights undo how they were drawn give the shares that the weights say. */
  @Test
  void sharesOfClassesAreThoseOfWeights() {
    MutableDataset<Label> rows = Rows.dataset(12, i -> i < 9 ? "many" : "few");
    for (int i = 0; i < rows.size(); i++) {
      rows.getExample(i).setWeight(i < 9 ? 1 : 3);
    }
    LabelledRows<Label> labelled = LabelledRows.of(rows);
    List<Double> shares =
        ClassShares.of(ClassPriorKind.LABELLED, new String[0], labelled).probabilities();
    assertEquals(0.5, shares.get(0), 1e-6);
    assertEquals(0.5, shares.get(1), 1e-6);
  }

  /** A share that rounds up to a whole minibatch leaves room for one other row. */
  @Test
  void nearlyAllOfASmallMinibatchMayBeLabelled() {
    VAETrainer four = small().batchSize(4).epochs(1).build();
    assertEquals(
        3,
        SemiSupervisedVAETrainer.builder(four)
            .labelledShare(0.9)
            .build()
            .train(FEW)
            .getOutputIDInfo()
            .size());
  }

  /** Steps so large that no number is left, of which no class is the most probable. */
  @Test
  void saysThatTrainingDiverged() {
    SemiSupervisedVAETrainerBuilder exploding =
        SemiSupervisedVAETrainer.builder(
                small()
                    .activation(Activation.RELU)
                    .likelihood(new Gaussian(Gaussian.Variance.ROW))
                    .optimiser(new Adam(9e5))
                    .build())
            .classifierHidden(16, 16, 16, 16, 16, 16, 16);
    for (int classes : new int[] {0, 2, 3}) {
      assertSays(
          assertThrows(
              TrainingFailedException.class,
              () -> exploding.classesPerRow(classes).build().train(FEW)),
          "epoch 1");
    }
  }

  /** Noise on the rows, which codes have of themselves. */
  @Test
  void rowsMayHaveJitter() {
    VAETrainerBuilder gaussian = small().likelihood(new Gaussian());
    VAETrainer still = gaussian.build();
    VAETrainer shaking = gaussian.jitter(0.5).build();
    assertFalse(
        Arrays.equals(
            bits(new SemiSupervisedVAETrainer(still)),
            bits(new SemiSupervisedVAETrainer(shaking))));
    assertSays(
        refused(() -> SemiSupervisedVAETrainer.builder(shaking).stackedOn(still).build()),
        "autoencoder",
        "jitter");
  }

  private static float[] bits(SemiSupervisedVAETrainer trainer) {
    return trainer.train(FEW).definition().parameters();
  }

  @Test
  void trainsAgainFromProvenanceToTheSameBits() {
    for (SemiSupervisedTrainer<Label> trainer : List.of(m2(), m1m2())) {
      trainer.train(FEW);
      Model<Label> second = trainer.train(FEW);
      ConfigurationManager manager = new ConfigurationManager();
      manager.addConfiguration(ProvenanceUtil.extractConfiguration(second.getProvenance()));
      SemiSupervisedTrainer<?> found =
          manager.getComponentNames().stream()
              .map(manager::lookup)
              .filter(trainer.getClass()::isInstance)
              .map(SemiSupervisedTrainer.class::cast)
              .findFirst()
              .orElseThrow();
      @SuppressWarnings("unchecked") // what the provenance is of
      SemiSupervisedTrainer<Label> rebuilt = (SemiSupervisedTrainer<Label>) found;
      int invocation =
          (Integer)
              second
                  .getProvenance()
                  .getTrainerProvenance()
                  .getInstanceValues()
                  .get(TrainerProvenance.TRAIN_INVOCATION_COUNT)
                  .getValue();
      assertEquals(1, invocation);
      assertSame(second, rebuilt.train(FEW, Map.of(), invocation));
    }
  }

  private static void assertSame(Model<Label> expected, Model<Label> found) {
    List<Prediction<Label>> a = expected.predict(TEST);
    List<Prediction<Label>> b = found.predict(TEST);
    for (int i = 0; i < a.size(); i++) {
      assertTrue(a.get(i).distributionEquals(b.get(i), 0), "row " + i);
      assertEquals(a.get(i).getNumActiveFeatures(), b.get(i).getNumActiveFeatures());
    }
  }

  @Test
  void survivesTribuosHelpers() throws IOException {
    for (SemiSupervisedTrainer<Label> trainer : List.of(m2(), m1m2())) {
      Model<Label> model = trainer.train(FEW);
      Helpers.testConfigurableRoundtrip(trainer);
      Helpers.testProvenanceMarshalling(model.getProvenance());
      Helpers.testModelSerialization(model, Label.class);
      assertSame(model, Helpers.testModelProtoSerialization(model, Label.class, TEST));
      assertSame(model, model.copy());
      Path file = folder.resolve("model");
      model.serializeToFile(file);
      assertSame(model, Model.deserializeFromFile(file).castModel(Label.class));
    }
  }

  @Test
  void everyKindOfClassPriorIsStored() {
    VAETrainer short1 = small().epochs(2).build();
    for (SemiSupervisedVAETrainer trainer :
        List.of(
            SemiSupervisedVAETrainer.builder(short1).classPrior(ClassPriorKind.LABELLED).build(),
            SemiSupervisedVAETrainer.builder(short1).classPrior(ClassPriorKind.LEARNED).build(),
            SemiSupervisedVAETrainer.builder(short1)
                .classPrior(ClassPriorKind.GIVEN, "group0=0.25", "group1=0.5", "group2=0.25")
                .build())) {
      SemiSupervisedVAEModel model = trainer.train(FEW);
      assertEquals(
          1,
          model.definition().architecture().prior().probabilities().stream()
              .mapToDouble(p -> p)
              .sum(),
          1e-9);
      assertSame(model, Helpers.testModelProtoSerialization(model, Label.class, TEST));
    }
  }

  @Test
  void insideBaggingAndCrossValidation() {
    Dataset<Label> some = Rows.groups(120, i -> i % 2 == 0, 1);
    SemiSupervisedVAETrainer trainer = new SemiSupervisedVAETrainer(small().epochs(20).build());
    Model<Label> bagged = new BaggingTrainer<>(trainer, new VotingCombiner(), 3).train(some);
    assertTrue(accuracy(bagged) > 0.85, () -> "bagged " + accuracy(bagged));
    List<Pair<LabelEvaluation, Model<Label>>> folds =
        new CrossValidation<>(
                trainer,
                some,
                new LabelledRowsEvaluator<>(new LabelEvaluator(), Rows.FACTORY),
                3,
                1L)
            .evaluate();
    folds.forEach(f -> assertTrue(f.getA().accuracy() > 0.85, () -> "" + f.getA().accuracy()));
  }

  @Test
  void allLabelledOneLabelAClassAndImbalance() {
    SemiSupervisedVAETrainer trainer = m2();
    assertTrue(accuracy(trainer.train(Rows.groups(150, i -> true, 1))) > 0.95);
    assertTrue(accuracy(trainer.train(Rows.groups(300, i -> i < 3, 1))) > 0.8);
    Dataset<Label> skewed = Rows.groups(300, i -> i % 3 == 0 || i < 12, 1);
    assertTrue(accuracy(trainer.train(skewed)) > 0.9);
  }

  /** Every row counts, whatever its weight is called: twice the weight, twice the row. */
  @Test
  void weightsReachTheBound() {
    MutableDataset<Label> heavy = Rows.groups(60, i -> i < 12, 1);
    heavy.getData().forEach(example -> example.setWeight(3));
    SemiSupervisedVAEModel plain = m2().train(Rows.groups(60, i -> i < 12, 1));
    SemiSupervisedVAEModel equal = m2().train(heavy);
    heavy.getExample(20).setWeight(50);
    SemiSupervisedVAEModel other = m2().train(heavy);
    double[] p = plain.probabilities(TEST.getData().subList(0, 1))[0];
    assertArrayEquals(p, equal.probabilities(TEST.getData().subList(0, 1))[0], 1e-2);
    assertFalse(
        List.of(p[0], p[1])
            .equals(
                List.of(
                    other.probabilities(TEST.getData().subList(0, 1))[0][0],
                    other.probabilities(TEST.getData().subList(0, 1))[0][1])));
  }

  @Test
  void aClassWithoutALabelledRowStays() {
    MutableDataset<Label> rows = Rows.groups(60, i -> i < 12, 1);
    rows.add(
        new ArrayExample<>(
            new Label("rare"), Rows.names(12), new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}));
    Dataset<Label> without =
        new DatasetView<>(rows, IntStream.range(0, 60).toArray(), "without the rare one");
    SemiSupervisedVAEModel model = m2().train(without);
    assertEquals(
        Set.of(new Label("group0"), new Label("group1"), new Label("group2"), new Label("rare")),
        model.getOutputIDInfo().getDomain());
  }

  @Test
  void copiesThatMakeAClassOfTheUnknownLabel() {
    assertSame(m2().train(FEW), m2().train(MutableDataset.createDeepCopy(FEW)));
    assertSame(m1m2().train(FEW), m1m2().train(MutableDataset.createDeepCopy(FEW)));
  }

  @Test
  void validationRowsAreUnlabelledOnes() {
    VAETrainer watched = small().epochs(5).validation(0.9).build();
    SemiSupervisedVAEModel model = new SemiSupervisedVAETrainer(watched).train(FEW);
    assertTrue(model.getProvenance().toString().contains("lateo-kept-epoch"));
    SemiSupervisedVAETrainer none = new SemiSupervisedVAETrainer(small().validation(0.5).build());
    assertTrue(accuracy(none.train(Rows.groups(90, i -> true, 1))) > 0.9, "none to hold back");
  }

  @Test
  void saysWhatItRefuses() {
    assertSays(
        assertThrows(
            IllegalArgumentException.class, () -> m2().train(Rows.groups(30, i -> false, 1))),
        "at least one row with an output",
        "30 rows");
    MutableDataset<Label> weightless = Rows.groups(30, i -> i < 3, 1);
    IntStream.range(0, 3).forEach(i -> weightless.getExample(i).setWeight(0));
    assertSays(
        assertThrows(IllegalArgumentException.class, () -> m2().train(weightless)),
        "labelled rows whose weights have a positive sum");
    assertSays(
        refused(() -> m2With().classificationWeight(-1).build()), "classificationWeight", "-1");
    assertSays(refused(() -> m2With().labelledShare(0).build()), "labelledShare", "0.0");
    assertSays(refused(() -> m2With().warmUpShare(1).build()), "warmUpShare", "1.0");
    assertSays(refused(() -> m2With().classesPerRow(1).build()), "classesPerRow", "2 or more", "1");
    assertSays(refused(() -> m2With().classesPerRow(-2).build()), "classesPerRow", "-2");
    assertSays(
        refused(() -> m2With().classifierHidden(3, 0).build()), "classifierHidden", "[3, 0]");
    assertSays(
        refused(() -> m2With().classPrior(ClassPriorKind.GIVEN).build()), "one for each class");
    assertSays(
        refused(() -> m2With().classPrior(ClassPriorKind.UNIFORM, "a=1").build()),
        "unless",
        "[a=1]");
    assertSays(
        refused(() -> m2With().classPrior(ClassPriorKind.GIVEN, "a:1").build()),
        "CLASS=PROBABILITY");
    assertSays(
        refused(
            () -> new SemiSupervisedVAETrainer(small().objective(new ELBO().withBeta(2)).build())),
        "objective at the default");
    assertSays(
        assertThrows(
            IllegalArgumentException.class,
            () -> m2With().classPrior(ClassPriorKind.GIVEN, "a=1").build().train(FEW)),
        "group0",
        "classProbabilities");
    assertSays(
        assertThrows(
            IllegalArgumentException.class,
            () ->
                LatentFeatureTrainer.builder(small().build(), m1m2Inner())
                    .codes(CodeFeatures.MEAN)
                    .build()
                    .train(FEW)),
        "MEAN_AND_LOG_VARIANCE",
        "lateo.z0");
  }

  /** The second half of M1+M2, which needs means and log-variances. */
  private static SemiSupervisedVAETrainer m1m2Inner() {
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(m1m2().getProvenance()));
    return manager.lookupAll(SemiSupervisedVAETrainer.class).get(0);
  }

  private static PropertyException refused(Runnable call) {
    return assertThrows(PropertyException.class, call::run);
  }

  private static void assertSays(Exception e, String... parts) {
    for (String part : parts) {
      assertTrue(e.toString().contains(part), () -> part + " in " + e);
    }
  }

  @Test
  void exportsAsOnnx() {
    LatentFeatureModel<Label> stacked = m1m2().train(FEW);
    double difference = stacked.exportPipeline(folder.resolve("m1m2.onnx"));
    assertTrue(difference < 1e-4, "" + difference);
    SemiSupervisedVAEModel alone = m2().train(FEW);
    double ofAlone = alone.exportPipeline(folder.resolve("m2.onnx"));
    assertTrue(ofAlone < 1e-4, "" + ofAlone);
    assertSaysTheSame(stacked, folder.resolve("m1m2.onnx"));
    assertSaysTheSame(alone, folder.resolve("m2.onnx"));
  }

  /** Usual rows and such as were never seen, in batches of 1, 7 and 1,000. */
  private static void assertSaysTheSame(Model<Label> model, Path file) {
    try (ONNXVAE opened = ONNXVAE.open(file)) {
      List<String> classes = opened.metadata().names(ONNXMetadata.CLASSES_FIELD);
      assertEquals(Set.of("group0", "group1", "group2"), Set.copyOf(classes));
      assertTrue(opened.metadata().isTrue(ONNXMetadata.PROBABILITIES_FIELD));
      for (int count : new int[] {1, 7, 1000}) {
        List<Example<Label>> examples = extremes(count);
        List<Prediction<Label>> expected = model.predict(examples);
        float[][] found = opened.run(examples).get("output");
        for (int i = 0; i < count; i++) {
          for (int k = 0; k < classes.size(); k++) {
            Label label = expected.get(i).getOutputScores().get(classes.get(k));
            assertEquals(label.getScore(), found[i][k], 1e-4);
          }
        }
      }
    }
  }

  private static List<Example<Label>> extremes(int count) {
    List<Example<Label>> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Example<Label> of = TEST.getExample(i % TEST.size());
      ArrayExample<Label> example = new ArrayExample<>(of.getOutput());
      double factor = i % 5 == 4 ? StrictMath.pow(-10, i % 4) : 1;
      of.forEach(feature -> example.add(feature.getName(), factor * feature.getValue()));
      examples.add(example);
    }
    return examples;
  }

  @Test
  void unknownFeaturesAreIgnoredAndNoneIsRefused() {
    SemiSupervisedVAEModel model = m2().train(FEW);
    Example<Label> known = TEST.getExample(0);
    ArrayExample<Label> more = new ArrayExample<>(known.getOutput(), known, 1f);
    more.add("other", 5);
    assertTrue(model.predict(known).distributionEquals(model.predict(more), 0));
    Example<Label> none =
        new ArrayExample<>(new Label("group0"), new String[] {"other"}, new double[] {1});
    assertThrows(IllegalArgumentException.class, () -> model.predict(none));
  }
}
