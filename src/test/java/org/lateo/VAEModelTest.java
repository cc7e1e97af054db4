package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.LatentCodeEvaluator;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.hash.HashCodeHasher;
import org.tribuo.impl.ArrayExample;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** What a trained autoencoder answers, and what it refuses. */
final class VAEModelTest {
  private static final MutableDataset<LatentCode> DATASET = Tiny.real(120);
  private static final VAEModel MODEL = Tiny.trainer().epochs(60).build().fit(DATASET);
  private static final Example<LatentCode> ROW = DATASET.getExample(0);

  private static Example<LatentCode> example(String[] names, double... values) {
    return new ArrayExample<>(LatentCode.UNKNOWN, names, values);
  }

  @Test
  void predictEncodes() {
    List<Prediction<LatentCode>> predictions = MODEL.predict(DATASET);
    List<LatentCode> codes = MODEL.encode(Bits.examples(DATASET));
    assertEquals(DATASET.size(), predictions.size());
    for (int i = 0; i < predictions.size(); i++) {
      Prediction<LatentCode> prediction = predictions.get(i);
      assertTrue(prediction.getOutput().fullEquals(codes.get(i)));
      assertFalse(prediction.getOutput().isScored());
      assertTrue(prediction.getOutput().getKL() > 0);
      assertSame(DATASET.getExample(i), prediction.getExample());
      assertEquals(Tiny.COLUMNS, prediction.getNumActiveFeatures());
      assertFalse(prediction.hasProbabilities());
      assertEquals(Map.of(VAEModel.CODE, prediction.getOutput()), prediction.getOutputScores());
    }
    assertTrue(MODEL.predict(ROW).getOutput().fullEquals(codes.get(0), 1e-5));
    assertEquals(List.of(), MODEL.predict(List.of()));
  }

  @Test
  void scoresAddUpAndOrderUsualFromUnusual() {
    for (LatentCode code : MODEL.score(DATASET)) {
      assertTrue(code.isScored());
      assertEquals(code.getReconstruction() - code.getKL(), code.getELBO());
    }
    double[] odd = Tiny.realRows(1, Tiny.COLUMNS, 99)[0];
    odd[1] += 3;
    LatentCode unusual = MODEL.score(Tiny.example(LatentCode.UNKNOWN, odd));
    double smallest =
        MODEL.score(DATASET).stream().mapToDouble(LatentCode::getELBO).min().orElseThrow();
    assertTrue(unusual.getELBO() < smallest, () -> unusual + " against " + smallest);
  }

  @Test
  void logLikelihoodIsAboveTheBoundOnAverage() {
    List<Example<?>> rows = Bits.examples(DATASET);
    double elbo = MODEL.score(rows).stream().mapToDouble(LatentCode::getELBO).average().orElse(0);
    double logLikelihood = Arrays.stream(MODEL.logLikelihood(rows, 300)).average().orElseThrow();
    assertTrue(logLikelihood > elbo, () -> logLikelihood + " against " + elbo);
    assertTrue(logLikelihood < elbo + 5, () -> logLikelihood + " against " + elbo);
    assertArrayEquals(new double[0], MODEL.logLikelihood(List.of(), 3));
  }

  @Test
  void reconstructsTheRow() {
    double[][] values = Tiny.realRows(120, Tiny.COLUMNS, 7);
    double[] sums = new double[2];
    for (int i = 0; i < values.length; i++) {
      double[] found = MODEL.reconstruct(DATASET.getExample(i));
      sums[0] += Math.abs(found[1] - values[i][1]);
      sums[1] += Math.abs(values[0][1] - values[i][1]);
    }
    assertTrue(sums[0] < 0.7 * sums[1], () -> Arrays.toString(sums));
    assertArrayEquals(MODEL.decode(MODEL.encode(ROW).getMean()), MODEL.reconstruct(ROW));
  }

  @Test
  void samplesLookLikeTheData() {
    double[][] samples = MODEL.sample(400, 3);
    assertEquals(400, samples.length);
    for (int c = 0; c < Tiny.COLUMNS; c++) {
      int column = c;
      double mean = Arrays.stream(samples).mapToDouble(x -> x[column]).average().orElseThrow();
      double place = 10 * c - 20;
      double scale = Math.pow(10, c % 4 - 1);
      assertTrue(mean > place && mean < place + scale, "column " + c + ": " + mean);
    }
    assertArrayEquals(samples[7], MODEL.sample(8, 3)[7], 1e-4);
    assertFalse(Arrays.equals(samples[0], MODEL.sample(1, 4)[0]));
    assertEquals(0, MODEL.sample(0, 3).length);
  }

  @Test
  void unknownFeaturesAreIgnored() {
    String[] names = Arrays.copyOf(Tiny.names(Tiny.COLUMNS), Tiny.COLUMNS + 2);
    names[Tiny.COLUMNS] = "another";
    names[Tiny.COLUMNS + 1] = "f000x";
    double[] values = Arrays.copyOf(Tiny.realRows(120, Tiny.COLUMNS, 7)[0], Tiny.COLUMNS + 2);
    values[Tiny.COLUMNS] = Double.NaN;
    values[Tiny.COLUMNS + 1] = 1e300;
    Example<LatentCode> more = example(names, values);
    assertTrue(MODEL.score(more).fullEquals(MODEL.score(ROW)));
    assertEquals(Tiny.COLUMNS, MODEL.predict(more).getNumActiveFeatures());
  }

  @Test
  void anAbsentFeatureIsZero() {
    Example<LatentCode> absent = example(new String[] {"f001", "f003"}, 2, 5);
    Example<LatentCode> zero = example(Tiny.names(Tiny.COLUMNS), 0, 2, 0, 5, 0, 0);
    assertTrue(MODEL.score(absent).fullEquals(MODEL.score(zero)));
    assertEquals(2, MODEL.predict(absent).getNumActiveFeatures());
  }

  @Test
  void sparseRowsTrainAsDenseOnes() {
    MutableDataset<LatentCode> dense = Tiny.unit(0);
    MutableDataset<LatentCode> sparse = Tiny.unit(0);
    for (int i = 0; i < 60; i++) {
      double[] values = new double[Tiny.COLUMNS];
      values[i % Tiny.COLUMNS] = 1;
      dense.add(Tiny.example(LatentCode.UNKNOWN, values));
      sparse.add(example(new String[] {Tiny.names(Tiny.COLUMNS)[i % Tiny.COLUMNS]}, 1));
    }
    Bits.assertSameModel(
        Tiny.trainer().build().fit(dense), Tiny.trainer().build().fit(sparse), dense);
  }

  @Test
  void hashedFeatureNamesDoNotChangeWhatIsSeen() {
    Dataset<LatentCode> hashed =
        ImmutableDataset.hashFeatureMap(DATASET, new HashCodeHasher("abcdefghi"));
    VAEModel model = Tiny.trainer().build().fit(hashed);
    assertTrue(model.featureNames().stream().noneMatch(name -> name.startsWith("f0")));
    assertTrue(model.score(ROW).isScored());
    assertEquals(Tiny.COLUMNS, model.predict(ROW).getNumActiveFeatures());
  }

  @Test
  void codesAreADatasetForAnyTrainer() {
    MutableDataset<Label> labelled = Labels.partly(40, 4);
    labelled.getExample(3).setWeight(2.5f);
    VAEModel model = Tiny.trainer().latent(11).build().fit(labelled);
    MutableDataset<Label> codes = model.encodeDataset(labelled);
    List<LatentCode> expected = model.encode(Bits.examples(labelled));
    assertEquals(40, codes.size());
    assertEquals(11, codes.getFeatureMap().size());
    for (int i = 0; i < 40; i++) {
      Example<Label> row = codes.getExample(i);
      assertEquals(labelled.getExample(i).getOutput(), row.getOutput());
      assertEquals(labelled.getExample(i).getWeight(), row.getWeight());
      assertEquals(expected.get(i).getMean()[10], row.lookup("lateo.z10").getValue());
    }
    assertEquals(0, model.encodeDataset(Labels.dataset(0)).size());
  }

  @Test
  void tribuosToolsTakeTheTrainer() {
    CrossValidation<LatentCode, LatentCodeEvaluation> validation =
        new CrossValidation<>(Tiny.trainer().build(), DATASET, new LatentCodeEvaluator(), 3, 1L);
    for (Pair<LatentCodeEvaluation, Model<LatentCode>> fold : validation.evaluate()) {
      assertEquals(40, fold.getA().getScoredCount());
      assertTrue(Double.isFinite(fold.getA().getELBO()));
    }
    TransformationMap standardise = new TransformationMap(List.of(new MeanStdDevTransformation()));
    Model<LatentCode> transformed =
        new TransformTrainer<>(Tiny.trainer().build(), standardise).train(DATASET);
    Model<LatentCode> read = Model.deserialize(transformed.serialize()).castModel(LatentCode.class);
    assertTrue(transformed.predict(ROW).getOutput().fullEquals(read.predict(ROW).getOutput()));
  }

  @Test
  void offersNoTopFeaturesAndNoExcuse() {
    assertEquals(Map.of(), MODEL.getTopFeatures(3));
    assertEquals(Optional.empty(), MODEL.getExcuse(ROW));
    assertEquals(Optional.empty(), MODEL.getExcuses(List.of(ROW)));
  }

  @Test
  void knowsItsShape() {
    assertEquals(3, MODEL.latent());
    assertEquals(List.of(Tiny.names(Tiny.COLUMNS)), MODEL.featureNames());
    assertTrue(MODEL.validate(LatentCode.class));
    assertSame(MODEL, MODEL.castModel(LatentCode.class));
    assertEquals(
        List.of("z0", "z1", "z2"),
        MODEL.getOutputIDInfo().getDomain().stream()
            .flatMap(code -> Arrays.stream(code.getNames()))
            .sorted()
            .toList());
  }

  @Test
  void refusesRowsWithoutAKnownFeature() {
    Example<LatentCode> other = example(new String[] {"x", "y"}, 1, 2);
    for (Executable call :
        List.<Executable>of(
            () -> MODEL.predict(other),
            () -> MODEL.predict(List.of(ROW, other)),
            () -> MODEL.score(other),
            () -> MODEL.reconstruct(other),
            () -> MODEL.logLikelihood(List.of(other), 2))) {
      assertRefused(call, "at least one of the model's 6 features", "none among its 2");
    }
    assertTrue(MODEL.score(ROW).isScored(), "goes on working");
  }

  @Test
  void refusesValuesThatAreNotFinite() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e39}) {
      Example<LatentCode> bad = example(new String[] {"f001", "f004"}, 1, value);
      assertRefused(
          () -> MODEL.predict(List.of(ROW, ROW, bad)),
          "finite",
          "found " + value,
          "feature f004",
          "row 2");
      assertRefused(() -> MODEL.score(bad), "finite", "found " + value, "feature f004");
    }
  }

  @Test
  void refusesCodesOfAnotherSize() {
    assertRefused(() -> MODEL.decode(new double[2]), "code of 3 dimensions", "found 2");
    assertRefused(
        () -> MODEL.decode(new double[] {0, Double.NaN, 0}), "finite", "found NaN", "dimension 1");
  }

  @Test
  void refusesCountsBelowTheLeast() {
    assertRefused(
        () -> MODEL.logLikelihood(List.of(ROW), 0),
        "importance samples: expected at least 1",
        "found 0");
    assertRefused(() -> MODEL.sample(-1, 2), "0 or more", "found -1");
  }
}
