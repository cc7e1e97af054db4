package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.latent.MixturePrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.output.LatentCode;
import org.lateo.train.EpochReport;
import org.lateo.train.Fingerprint;
import org.lateo.train.SGD;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingState;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.IncrementalTrainer;
import org.tribuo.MutableDataset;
import org.tribuo.test.Helpers;

/** Training that goes on from a model has its features, shape and scaling, and tells of it. */
final class FurtherTrainingTest {
  private static final MutableDataset<LatentCode> FIRST = Tiny.real(200);
  private static final MutableDataset<LatentCode> MORE = Tiny.real(300);
  private static final VAEModel MODEL =
      Tiny.trainer().likelihood(new Gaussian()).build().fit(FIRST);

  private static VAETrainerBuilder further() {
    return VAETrainer.builderLike(MODEL).epochs(5).batchSize(50).threads(1);
  }

  private static double elbo(VAEModel model) {
    return model.score(Bits.examples(MORE)).stream()
        .mapToDouble(LatentCode::getELBO)
        .average()
        .orElseThrow();
  }

  @Test
  void theLikelihoodRises() {
    VAEModel once = further().build().incrementalTrain(MORE, MODEL);
    VAEModel twice = further().build().incrementalTrain(MORE, once);
    assertTrue(elbo(once) > elbo(MODEL), elbo(once) + " after " + elbo(MODEL));
    assertTrue(elbo(twice) > elbo(once), elbo(twice) + " after " + elbo(once));
    Helpers.testModelProtoSerialization(twice, LatentCode.class, MORE);
  }

  /** Column summaries of the new rows are others; what codes and scores mean is not. */
  @Test
  void whatTheRowsAreReadByStays() {
    float[] before = MODEL.definition().parameters().clone();
    VAEModel model = further().seed(3).build().incrementalTrain(Tiny.real(50), MODEL);
    assertArrayEquals(before, MODEL.definition().parameters());
    assertNotEquals(Arrays.toString(before), Arrays.toString(model.definition().parameters()));
    assertEquals(MODEL.definition().scaling(), model.definition().scaling());
    assertEquals(MODEL.definition().seed(), model.definition().seed());
    assertEquals(MODEL.definition().sparse(), model.definition().sparse());
    assertEquals(MODEL.featureNames(), model.featureNames());
    assertEquals(MODEL.describeLikelihood(), model.describeLikelihood());
  }

  /** Before the first step, and after steps that are too small for a float. */
  @Test
  void withoutStepsNoBitChanges() {
    float[][] start = new float[1][];
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public TrainingState onStart(TrainingState first, Supplier<Fingerprint> training) {
            start[0] = first.parameters();
            return first;
          }

          @Override
          public void onEpoch(EpochReport report) {}
        };
    VAEModel same =
        further().optimiser(new SGD(1e-30)).validation(0).build().fit(MORE, MODEL, listener);
    assertArrayEquals(MODEL.definition().parameters(), start[0]);
    Bits.assertSameModel(MODEL, same, MORE);
  }

  @Test
  void itIsDeterministic() {
    VAEModel model = further().build().incrementalTrain(MORE, MODEL);
    for (int threads : new int[] {1, 2, 4, 8}) {
      Bits.assertSameModel(
          model, further().threads(threads).build().incrementalTrain(MORE, MODEL), MORE);
    }
  }

  @Test
  void itIsResumed(@TempDir Path folder) {
    Resumption.assertExact(
        (listener, threads) -> further().threads(threads).build().fit(MORE, MODEL, listener),
        MORE,
        folder);
  }

  @Test
  void itIsStopped() {
    TrainingStoppedException stopped =
        assertThrows(
            TrainingStoppedException.class,
            () -> further().build().fit(MORE, MODEL, Interrupt.afterSteps(9)));
    assertSays(stopped, "after epoch 1");
    VAEModel model = stopped.bestModel(VAEModel.class).orElseThrow();
    assertEquals(MODEL.definition().scaling(), model.definition().scaling());
  }

  @Test
  void theProvenanceTellsOfTheFirst() {
    VAEModel model = further().build().incrementalTrain(MORE, MODEL);
    String story = model.getProvenance().toString();
    assertTrue(story.contains(FirstModel.PROVENANCE), story);
    assertTrue(story.contains(FirstModel.PARAMETERS), story);
    String first = MODEL.getProvenance().getTrainingTime().toString();
    assertTrue(story.contains(first), "Expected when the first was trained, " + first);
  }

  /** Else the text of a model that is trained further every day fills its file in three weeks. */
  @Test
  void theStoryDoesNotDoubleWithEachTraining() {
    VAETrainer trainer = further().epochs(1).build();
    List<Integer> lengths = new ArrayList<>();
    VAEModel model = MODEL;
    for (int i = 0; i < 9; i++) {
      lengths.add(new FirstModel(model).provenance().length());
      model = trainer.incrementalTrain(MORE, model);
    }
    int early = lengths.get(2) - lengths.get(1);
    int late = lengths.get(8) - lengths.get(7);
    assertTrue(late < 1.1 * early, lengths.toString());
  }

  private static MutableDataset<LatentCode> changed(Consumer<Example<LatentCode>> change) {
    MutableDataset<LatentCode> rows = Tiny.real(50);
    MutableDataset<LatentCode> changed =
        new MutableDataset<>(rows.getSourceProvenance(), rows.getOutputFactory());
    for (Example<LatentCode> row : rows) {
      change.accept(row);
      changed.add(row);
    }
    return changed;
  }

  @Test
  void otherFeaturesAreRefusedByName() {
    MutableDataset<LatentCode> others = changed(row -> row.add(new Feature("colour", 1)));
    IncrementalTrainer<LatentCode, VAEModel> trainer = further().build();
    assertRefused(
        () -> trainer.incrementalTrain(others, MODEL),
        "Expected the first model's 6 features, found others: ",
        "colour");
  }

  /** As a pixel that is white in all new images. */
  @Test
  void featuresThatNoRowHasAreAbsent() {
    MutableDataset<LatentCode> fewer =
        changed(row -> row.removeFeatures(List.of(new Feature("f002", 1))));
    assertEquals(5, fewer.getFeatureMap().size());
    VAEModel model = further().build().incrementalTrain(fewer, MODEL);
    assertEquals(MODEL.featureNames(), model.featureNames());
  }

  /** As a sensor that is out of order for a week. */
  @Test
  void aColumnMayBeMissingInAllNewRows() {
    VAEModel first = Tiny.trainer().missing("a", "b").build().fit(IncompleteTable.dataset(60));
    MutableDataset<LatentCode> rows =
        new MutableDataset<>(FIRST.getSourceProvenance(), Codes.FACTORY);
    for (int i = 0; i < 50; i++) {
      rows.add(IncompleteTable.example("a", 100 + i % 7, "count", i % 3, "colour@red", 1));
    }
    for (double jitter : new double[] {0, 0.1}) {
      VAETrainer trainer = VAETrainer.builderLike(first).jitter(jitter).epochs(2).build();
      VAEModel model = trainer.incrementalTrain(rows, first);
      assertTrue(Double.isFinite(model.score(rows.getExample(0)).getELBO()));
    }
  }

  /** What the trainer sets has to be what the model has; what it does not set is the model's. */
  @Test
  void otherSettingsOfThePartsAreRefusedByName() {
    assertRefused(
        () ->
            further()
                .likelihood(new Gaussian(Gaussian.Variance.ROW))
                .build()
                .fit(MORE, MODEL, TrainingListener.NONE),
        "likelihood=gaussian, found gaussian:variance=ROW (");
    assertRefused(
        () -> further().missing("f00[12]").build().incrementalTrain(MORE, MODEL),
        "missing=[], found [f001, f002] (");
    MixedLikelihood rules = new MixedLikelihood("f00[1-3]=student-t");
    VAEModel mixed = Tiny.trainer().likelihood(rules).missing("f001").build().fit(FIRST);
    VAETrainerBuilder same = VAETrainer.builderLike(mixed).epochs(1);
    same.likelihood(rules).missing("f00[1]").build().incrementalTrain(MORE, mixed);
    assertRefused(
        () ->
            same.likelihood(new MixedLikelihood("f002=student-t"))
                .build()
                .incrementalTrain(MORE, mixed),
        "likelihood=mixed:rules=f00[1-3]=student-t, found mixed:rules=f002=student-t (");
  }

  @Test
  void valuesThatAreNotFiniteAreRefusedInTheirRow() {
    MutableDataset<LatentCode> unit = Tiny.unit(100);
    VAEModel first = Tiny.trainer().likelihood(new Bernoulli()).build().fit(unit);
    MutableDataset<LatentCode> others = Tiny.unit(100);
    others.getExample(7).set(new Feature("f003", Double.NaN));
    VAETrainer trainer = VAETrainer.builderLike(first).epochs(1).build();
    assertRefused(() -> trainer.incrementalTrain(others, first), "row 7", "f003", "NaN");
  }

  @Test
  void impossibleValuesAreRefused() {
    MutableDataset<LatentCode> unit = Tiny.unit(100);
    VAEModel first = Tiny.trainer().likelihood(new Bernoulli()).build().fit(unit);
    VAETrainer trainer = VAETrainer.builderLike(first).epochs(1).build();
    MutableDataset<LatentCode> others = Tiny.unit(100);
    others.getExample(7).set(new Feature("f003", 1.5));
    assertRefused(
        () -> trainer.incrementalTrain(others, first), "row 7 (from 0)", "f003", "[0, 1]", "1.5");
  }

  @Test
  void otherShapesAreRefusedByName() {
    assertRefused(
        () -> further().latent(4).build().incrementalTrain(MORE, MODEL),
        "Expected a trainer of models like the first, with latent=3, found 4 (");
    assertRefused(
        () -> further().hidden(9).decoderHidden().build().incrementalTrain(MORE, MODEL),
        "hidden=[16], found [9]; decoderHidden=[16], found []");
    assertRefused(
        () -> further().prior(new MixturePrior()).build().incrementalTrain(MORE, MODEL), "prior=");
    assertRefused(
        () -> further().likelihood(new Bernoulli()).build().incrementalTrain(MORE, MODEL),
        "likelihood=");
    assertFalse(MODEL.getProvenance().toString().contains("firstModel=\""));
  }
}
