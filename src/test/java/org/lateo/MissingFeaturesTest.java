package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;
import static org.lateo.IncompleteTable.example;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.nn.Activation;
import org.lateo.objective.IWAE;
import org.lateo.output.ImputedRow;
import org.lateo.output.LatentCode;
import org.lateo.train.Adam;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;

/** Features whose absence says that they are missing, from training to what is served. */
final class MissingFeaturesTest {
  private static final MutableDataset<LatentCode> DATASET = IncompleteTable.dataset(200);
  private static final VAEModel MODEL = trainer().build().fit(DATASET);

  @TempDir private Path folder;

  private static VAETrainerBuilder trainer() {
    return Tiny.trainer().epochs(100).optimiser(new Adam(0.01)).missing("a|b", "colour");
  }

  private static double elbo(VAEModel model, Object... namesAndValues) {
    return model.score(example(namesAndValues)).getELBO();
  }

  @Test
  void theModelSaysWhatMayBeMissing() {
    List<String> expected = List.of("a", "b", "colour@blue", "colour@green", "colour@red");
    assertEquals(expected, MODEL.missingFeatures());
    expected.forEach(name -> assertTrue(MODEL.mayMiss(name), name));
    assertTrue(MODEL.mayMiss("colour@violet"), "a value of a known field");
    assertFalse(MODEL.mayMiss("count"));
    assertFalse(MODEL.mayMiss("size"));
    assertEquals(List.of(), Tiny.trainer().build().fit(DATASET).missingFeatures());
  }

  /** A zero is a value of a column that may be missing, and the absence of one that may not. */
  @Test
  void anExplicitZeroIsAValue() {
    assertTrue(elbo(MODEL, "a", 0) < elbo(MODEL, "a", 100) - 3, "a is 100 or 200");
    assertFalse(elbo(MODEL, "a", 0, "b", 1) == elbo(MODEL, "b", 1));
    assertEquals(elbo(MODEL, "b", 1), elbo(MODEL, "b", 1, "count", 0));
    assertFalse(elbo(MODEL, "b", 1) == elbo(MODEL, "b", 1, "colour@red", 0));
  }

  /** Any column of a field that is there, even one that the model has never seen, tells of it. */
  @Test
  void aFieldIsMissingIfNoneOfItsColumnsIsThere() {
    double red = elbo(MODEL, "a", 200, "colour@red", 1);
    assertEquals(red, elbo(MODEL, "a", 200, "colour@red", 1, "colour@blue", 0));
    double none = elbo(MODEL, "a", 200, "colour@red", 0);
    assertEquals(none, elbo(MODEL, "a", 200, "colour@violet", 1));
    assertFalse(none == elbo(MODEL, "a", 200));
  }

  /** Means, variances and ranges are those of known values: a is never below 97. */
  @Test
  void scalingIsLearnedFromKnownValues() {
    int column = MODEL.featureNames().indexOf("a");
    double[] known =
        DATASET.getData().stream()
            .filter(e -> e.lookup("a") != null)
            .mapToDouble(e -> e.lookup("a").getValue())
            .toArray();
    double mean = Arrays.stream(known).average().orElseThrow();
    VAEModel all = trainer().validation(0).epochs(1).build().fit(DATASET);
    assertEquals(mean, all.definition().scaling().shift()[column], 1e-4);
    assertEquals(50, all.definition().scaling().scale()[column], 3);
  }

  /** Tribuo's rule: an example without features is none. */
  @Test
  void refusesExamplesOfWhichNothingIsKnown() {
    assertThrows(IllegalArgumentException.class, () -> IncompleteTable.dataset(1).add(example()));
    assertRefused(() -> MODEL.encode(example()), "none among its 0 in row 0");
    assertRefused(() -> MODEL.impute(List.of(example("size", 1))), "none among its 1 in row 0");
  }

  /** The only row with a size counts for nothing. */
  @Test
  void refusesAColumnThatIsMissingInEveryTrainingRow() {
    MutableDataset<LatentCode> dataset = IncompleteTable.dataset(10);
    Example<LatentCode> size = example("size", 1);
    size.setWeight(0);
    dataset.add(size);
    assertRefused(
        () -> Tiny.trainer().missing(".*").validation(0).build().fit(dataset),
        "a value of feature size in at least one training row");
  }

  @Test
  void learnsWhatBelongsTogether() {
    ImputedRow row = MODEL.impute(List.of(example("a", 200)), 500).get(0);
    assertEquals("red", row.category("colour").orElseThrow());
    assertEquals(1, row.value("b"), 0.2);
    ImputedRow other = MODEL.impute(List.of(example("b", 0.02))).get(0);
    assertEquals(100, other.value("a"), 20);
    assertFalse(other.category("colour").equals(Optional.of("red")));
  }

  @Test
  void knownValuesComeBackAsTheyAre() {
    for (int samples : new int[] {0, 10}) {
      Example<LatentCode> full = example("a", 150, "b", 2.5, "count", 2, "colour@blue", 1);
      ImputedRow row = impute(full, samples);
      assertEquals(0, row.imputedCells());
      assertArrayEquals(new double[] {150, 2.5, 1, 0, 0, 2}, row.values());
      row = impute(example("a", 150, "count", 2), samples);
      assertEquals(4, row.imputedCells());
      assertEquals(150, row.value("a"));
      assertEquals(2, row.value("count"));
      double colours = 0;
      int chosen = 0;
      for (int c = 2; c < 5; c++) {
        colours += row.values()[c];
        chosen += (int) row.value(row.names().get(c));
        assertTrue(row.values()[c] >= 0);
      }
      // What is left is the probability of a colour that training has not seen.
      assertTrue(colours > 0.8 && colours <= 1 + 1e-6, "" + colours);
      assertEquals(1, chosen);
    }
  }

  private static ImputedRow impute(Example<LatentCode> example, int samples) {
    List<Example<LatentCode>> one = List.of(example);
    return (samples == 0 ? MODEL.impute(one) : MODEL.impute(one, samples)).get(0);
  }

  @Test
  void imputationIsAFunctionOfModelAndRow() {
    List<Example<LatentCode>> rows = DATASET.getData();
    List<ImputedRow> all = MODEL.impute(rows, 300);
    for (int r : new int[] {0, 7, 199}) {
      assertArrayEquals(
          all.get(r).values(), MODEL.impute(rows.subList(r, r + 1), 300).get(0).values());
    }
  }

  /**
   * Of a row of which nothing is known the expected values are those of p(x): the mean of p(x|z)
   * over the prior.
   */
  @Test
  void nothingKnownGetsWhatAnyRowIsExpectedToBe() {
    VAEModel model = trainer().missing(".*").build().fit(DATASET);
    double[] imputed = model.impute(List.of(example()), 20_000).get(0).values();
    double[][] drawn = model.sample(20_000, 1);
    for (int c = 0; c < imputed.length; c++) {
      int column = c;
      double mean = Arrays.stream(drawn).mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          Arrays.stream(drawn)
              .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
              .average()
              .orElseThrow();
      // Both are estimates; the weights of the one make it a little less sure.
      double error = Math.sqrt(2 * variance / drawn.length);
      assertEquals(mean, imputed[c], 6 * error + 1e-6, model.featureNames().get(c));
    }
    assertTrue(model.impute(List.of(example(), example("a", 100))).get(0).isEmpty());
    assertFalse(model.impute(List.of(example(), example("a", 100))).get(1).isEmpty());
    assertRefused(() -> model.score(example()), "none among its 0 in row 0");
  }

  /** Floats hold neither; that a model reads floats does not change what is known. */
  @Test
  void knownValuesAreImputedUnchanged() {
    VAEModel model =
        Tiny.trainer().missing("a", "b").epochs(1).build().fit(IncompleteTable.dataset(60));
    List<Example<LatentCode>> rows =
        List.of(IncompleteTable.example("a", 100.1, "count", 0.3, "colour@red", 1));
    for (List<ImputedRow> imputed : List.of(model.impute(rows), model.impute(rows, 5))) {
      assertEquals(100.1, imputed.get(0).value("a"));
      assertEquals(0.3, imputed.get(0).value("count"));
      assertEquals(0, imputed.get(0).value("colour@blue"));
      assertEquals(1, imputed.get(0).imputedCells());
    }
  }

  @Test
  void refusesToImputeWhereNothingMayBeMissing() {
    VAEModel model = Tiny.trainer().build().fit(DATASET);
    assertRefused(() -> model.impute(DATASET.getData()), "nothing to impute");
    assertRefused(
        () -> MODEL.impute(DATASET.getData(), 0), "importance samples: expected at least 1", "0");
  }

  @Test
  void storedAndCopiedModelsAreTheSame() {
    VAEModel read = (VAEModel) Model.deserialize(MODEL.serialize());
    for (VAEModel model : List.of(read, (VAEModel) MODEL.copy())) {
      Bits.assertSameModel(MODEL, model, DATASET);
      assertEquals(MODEL.definition().missing(), model.definition().missing());
      assertArrayEquals(imputed(MODEL), imputed(model));
    }
    Helpers.testModelSerialization(MODEL, LatentCode.class);
    Helpers.testProvenanceMarshalling(MODEL.getProvenance());
  }

  private static double[] imputed(VAEModel model) {
    return model.impute(DATASET.getData().subList(0, 5), 20).get(3).values();
  }

  @Test
  void provenanceTrainsItAgain() {
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(MODEL.getProvenance()));
    VAETrainer rebuilt =
        (VAETrainer)
            manager.getComponentNames().stream()
                .map(manager::lookup)
                .filter(VAETrainer.class::isInstance)
                .findFirst()
                .orElseThrow();
    Bits.assertSameModel(MODEL, rebuilt.train(DATASET), DATASET);
  }

  @Test
  void aSourceGivesTheSameBits() {
    var provenance = new SimpleDataSourceProvenance("gaps", Codes.FACTORY);
    var source = new ListDataSource<>(DATASET.getData(), Codes.FACTORY, provenance);
    Bits.assertSameModel(MODEL, trainer().build().fit(source), DATASET);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void anyNumberOfThreadsGivesTheSameBits(int threads) {
    Bits.assertSameModel(MODEL, trainer().threads(threads).build().fit(DATASET), DATASET);
  }

  static Stream<VAETrainerBuilder> families() {
    return Stream.of(
        trainer().prior(new VampPrior(5)),
        trainer().posterior(new AutoregressiveFlowPosterior()),
        trainer().objective(new IWAE()),
        trainer().missing(".*").likelihood(new MixedLikelihood("count=poisson", "a=student-t")));
  }

  /** Trained, scored and exported: each head is compared with Java on rows with gaps. */
  @ParameterizedTest
  @MethodSource("families")
  void otherFamiliesDoIt(VAETrainerBuilder builder) {
    VAEModel model = builder.epochs(10).build().fit(DATASET);
    assertTrue(model.score(DATASET).stream().allMatch(c -> Double.isFinite(c.getELBO())));
    assertTrue(Double.isFinite(model.estimateLogLikelihood(DATASET.getData(), 5).mean()));
    for (String head : List.of("encoder", "reconstruction", "score")) {
      model.exportONNX(head, folder.resolve(head + ".onnx"));
    }
  }

  @Test
  void classifiersOnCodesDoIt() {
    MutableDataset<Label> labelled =
        IncompleteTable.dataset(60, Labels.FACTORY, List.of(Labels.LOW, Labels.HIGH));
    LatentFeatureModel<Label> model =
        new LatentFeatureTrainer<>(trainer().build(), new LogisticRegressionTrainer())
            .train(labelled);
    assertTrue(model.encoder().mayMiss("a"));
    assertEquals(60, model.predict(labelled).size());
    assertTrue(model.exportPipeline(folder.resolve("pipeline.onnx")) < 1e-4);
  }

  /** The NaN of missing values is not what a run fails of. */
  @Test
  void whatDivergesIsNotTheGaps() {
    VAETrainer exploding =
        trainer()
            .activation(Activation.RELU)
            .likelihood(new Gaussian(Gaussian.Variance.ROW))
            .optimiser(new Adam(9e5))
            .build();
    TrainingFailedException failed =
        assertThrows(TrainingFailedException.class, () -> exploding.fit(DATASET));
    assertSays(failed, "first in ");
    assertFalse(
        failed.getMessage().matches(".*first in (Input|ScaleColumns).*"), failed.getMessage());
  }

  @Test
  void refusesWhatMakesNoSense() {
    PropertyException e =
        assertThrows(PropertyException.class, () -> trainer().missing("a", "b(").build());
    assertSays(e, "missing", "Expected regular expressions, found b(");
    assertRefused(
        () ->
            Tiny.trainer()
                .likelihood(new Multinomial())
                .missing("f000")
                .build()
                .fit(Tiny.counts(60)),
        "multinomial",
        "none may be missing");
    var columns = new MixedLikelihood("b|count=categorical");
    assertRefused(
        () -> Tiny.trainer().likelihood(columns).missing("b", "count").build().fit(flags()),
        "categorical",
        "missing together",
        "found 2");
  }

  private static MutableDataset<LatentCode> flags() {
    MutableDataset<LatentCode> flags = IncompleteTable.dataset(0);
    for (int r = 0; r < 20; r++) {
      flags.add(example("b", r % 2, "count", 1 - r % 2, "a", r));
    }
    return flags;
  }
}
