package org.lateo.codes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.Labels;
import org.lateo.RecordingTrainer;
import org.lateo.Tiny;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.graph.Parameter;
import org.lateo.graph.Parameters;
import org.lateo.objective.Reconstruction;
import org.lateo.output.LatentCode;
import org.lateo.rows.CodeFeatures;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.LatentFeatures;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.test.Helpers;

/** What of a code becomes features of the model on codes. */
final class LatentFeaturesTest {
  private static final int ROWS = 60;
  private static final MutableDataset<Label> DATASET = Labels.partly(ROWS, 2);
  private static final VAEModel ENCODER = Tiny.trainer().build().fit(DATASET);

  private final RecordingTrainer inner = new RecordingTrainer();

  @TempDir private Path folder;

  private LatentFeatureTrainer<Label> trainer() {
    return with().build();
  }

  private LatentFeatureTrainerBuilder<Label> with() {
    return LatentFeatureTrainer.builder(Tiny.trainer().build(), inner).inactiveBelow(0);
  }

  private Example<Label> seen(int row) {
    return inner.seen.get(0).getExample(row);
  }

  private static double value(Example<?> example, String name) {
    for (Feature feature : example) {
      if (feature.getName().equals(name)) {
        return feature.getValue();
      }
    }
    throw new AssertionError("no " + name + " in " + example);
  }

  private static List<String> names(Example<?> example) {
    List<String> names = new ArrayList<>();
    example.forEach(feature -> names.add(feature.getName()));
    return names;
  }

  @Test
  void meansAndLogVariances() {
    LatentFeatureModel<Label> model =
        with().codes(CodeFeatures.MEAN_AND_LOG_VARIANCE).build().train(DATASET);
    LatentCode code = model.encoder().encode(DATASET.getExample(2));
    List<String> names =
        List.of("lateo.v0", "lateo.v1", "lateo.v2", "lateo.z0", "lateo.z1", "lateo.z2");
    assertEquals(names, names(seen(1)));
    assertEquals(names, ExampleTable.names(model.inner().getFeatureIDMap()));
    for (int d = 0; d < 3; d++) {
      assertEquals(code.getMean()[d], value(seen(1), "lateo.z" + d), 1e-6);
      assertEquals(code.getLogVariance()[d], value(seen(1), "lateo.v" + d), 1e-6);
    }
    LatentFeatures.requireMeansAndLogVariances(names);
    assertRefused(
        () -> LatentFeatures.requireMeansAndLogVariances(List.of("lateo.v0", "lateo.z1")),
        "lateo.v00",
        "[lateo.v0, lateo.z1]");
    assertRefused(
        () -> LatentFeatures.requireMeansAndLogVariances(List.of("a", "b")), "found [a, b]");
  }

  /** Each labelled row ten thousand times: mean and variance of the draws are the posterior's. */
  @Test
  void samplesAreDrawsOfThePosterior() {
    int draws = 10_000;
    MutableDataset<Label> rows = Labels.partly(ROWS, 20);
    LatentFeatureModel<Label> model = with().samples(draws).build().train(rows);
    Dataset<Label> seen = inner.seen.get(0);
    assertEquals(3 * draws, seen.size());
    for (int i = 0; i < 3; i++) {
      LatentCode code = model.encoder().encode(rows.getExample(20 * i));
      for (int d = 0; d < 3; d++) {
        int from = i * draws;
        String name = "lateo.z" + d;
        double variance = Math.exp(code.getLogVariance()[d]);
        double mean =
            IntStream.range(from, from + draws)
                .mapToDouble(k -> value(seen.getExample(k), name))
                .average()
                .orElseThrow();
        double square =
            IntStream.range(from, from + draws)
                .mapToDouble(k -> Math.pow(value(seen.getExample(k), name) - mean, 2))
                .average()
                .orElseThrow();
        assertEquals(code.getMean()[d], mean, 5 * Math.sqrt(variance / draws));
        assertEquals(variance, square, 5 * variance * Math.sqrt(2.0 / draws));
      }
      assertEquals(rows.getExample(20 * i).getOutput(), seen.getExample(i * draws).getOutput());
    }
  }

  @Test
  void predictionsOfSamplesAreOnTheMean() {
    LatentFeatureModel<Label> drawn =
        LatentFeatureTrainer.builder(Tiny.trainer().build(), new LogisticRegressionTrainer())
            .inactiveBelow(0)
            .samples(5)
            .build()
            .train(DATASET);
    MutableDataset<Label> codes = drawn.encoder().encodeDataset(DATASET);
    for (int i = 0; i < ROWS; i++) {
      assertTrue(
          drawn
              .inner()
              .predict(codes.getExample(i))
              .distributionEquals(drawn.predict(DATASET.getExample(i)), 1e-5));
    }
  }

  @Test
  void theRowsOwnFeaturesMayStay() {
    with().rawFeatures(true).build().train(DATASET);
    assertEquals(
        Stream.concat(
                Stream.of(Tiny.names(Tiny.COLUMNS)), Stream.of("lateo.z0", "lateo.z1", "lateo.z2"))
            .sorted()
            .toList(),
        names(seen(0)).stream().sorted().toList());
    assertEquals(value(DATASET.getExample(2), "f003"), value(seen(1), "f003"));
  }

  /** The decoder's layer is made from the code's mean, and that from the encoder's layer. */
  @Test
  void hiddenLayersAreThoseAroundTheCode() {
    double[] mean = ENCODER.encode(DATASET.getExample(2)).getMean();
    with().codes(CodeFeatures.ENCODER_LAYER).build().train(DATASET);
    assertArrayEquals(mean, affine("posterior.mean", units(16)), 1e-5);
    inner.seen.clear();
    with().codes(CodeFeatures.DECODER_LAYER).build().train(DATASET);
    double[] decoded = Arrays.stream(affine("decoder.0", mean)).map(Math::tanh).toArray();
    assertArrayEquals(decoded, units(16), 1e-5);
  }

  /** Without hidden layers, the encoder's layer is what it reads, also of sparse rows. */
  @Test
  void theEncodersLayerWithoutHiddenLayersIsTheRow() {
    MutableDataset<Label> rows =
        new MutableDataset<>(DATASET.getSourceProvenance(), Labels.FACTORY);
    for (int i = 0; i < ROWS; i++) {
      String[] only = {String.format("f%03d", i % 20)};
      rows.add(new ArrayExample<>(i % 2 == 0 ? Labels.LOW : Labels.HIGH, only, new double[] {1}));
    }
    VAETrainer linear = Tiny.trainer().hidden().build();
    LatentFeatureTrainer.builder(linear, inner)
        .codes(CodeFeatures.ENCODER_LAYER)
        .build()
        .train(rows);
    assertEquals(1, value(inner.seen.get(0).getExample(3), "lateo.h03"));
    assertEquals(0, value(inner.seen.get(0).getExample(3), "lateo.h04"));
  }

  @Test
  void aPlainAutoencoderOfAnothersHasNoVarianceEither() {
    VAEModel plain = Tiny.trainer().autoencoder(new Reconstruction()).build().fit(DATASET);
    PropertyException refused =
        assertThrows(
            PropertyException.class,
            () -> with().codes(CodeFeatures.MEAN_AND_LOG_VARIANCE).build().train(DATASET, plain));
    assertTrue(refused.toString().contains("no variance"), refused.toString());
  }

  private double[] units(int count) {
    return IntStream.range(0, count)
        .mapToDouble(j -> value(seen(1), String.format("lateo.h%02d", j)))
        .toArray();
  }

  /** x W + b by the encoder's parameters of a name. */
  private static double[] affine(String name, double[] x) {
    float[] weight = parameter(name + ".weight");
    float[] bias = parameter(name + ".bias");
    double[] values = new double[bias.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = bias[j];
      for (int i = 0; i < x.length; i++) {
        values[j] += x[i] * weight[i * values.length + j];
      }
    }
    return values;
  }

  private static float[] parameter(String name) {
    Parameters all = ENCODER.parameters();
    Parameter found =
        all.layout().parameters().stream()
            .filter(parameter -> parameter.name().equals(name))
            .findFirst()
            .orElseThrow();
    int offset = all.layout().offset(found);
    return Arrays.copyOfRange(all.values(), offset, offset + found.size());
  }

  @ParameterizedTest
  @EnumSource
  void everyFormIsStoredAndExported(CodeFeatures form) {
    for (boolean raw : new boolean[] {false, true}) {
      LatentFeatureModel<Label> model =
          LatentFeatureTrainer.builder(
                  Tiny.trainer().latent(12).build(), new LogisticRegressionTrainer())
              .inactiveBelow(0)
              .codes(form)
              .rawFeatures(raw)
              .build()
              .train(DATASET);
      Model<Label> read = Helpers.testModelProtoSerialization(model, Label.class, DATASET);
      Labels.assertSamePredictions(model, read, DATASET);
      assertEquals(model.pipeline().view(), ((LatentFeatureModel<Label>) read).pipeline().view());
      assertTrue(model.exportPipeline(folder.resolve(form + "" + raw)) < 1e-4);
    }
  }

  @Test
  void inactiveDimensionsAreLeftOut() {
    VAETrainer wide = Tiny.trainer().latent(8).epochs(60).optimiser(new Adam(0.01)).build();
    LatentFeatureModel<Label> model =
        new LatentFeatureTrainer<>(wide, new LogisticRegressionTrainer()).train(DATASET);
    double[] deviations = model.encoder().codeDeviations();
    List<Integer> active = IntStream.range(0, 8).filter(d -> deviations[d] >= 0.1).boxed().toList();
    assertTrue(active.size() > 0 && active.size() < 8, "or this tests nothing: " + active);
    assertEquals(active, model.pipeline().view().dimensions());
    assertEquals(
        active.stream().map(d -> "lateo.z" + d).toList(),
        ExampleTable.names(model.inner().getFeatureIDMap()));
    Helpers.testModelProtoSerialization(model, Label.class, DATASET);
    assertTrue(model.exportPipeline(folder.resolve("some.onnx")) < 1e-4);
  }

  @Test
  void allAreUsedWhereNoneIsActive() {
    LatentFeatureModel<Label> model =
        LatentFeatureTrainer.builder(Tiny.trainer().build(), new LogisticRegressionTrainer())
            .inactiveBelow(1e9)
            .build()
            .train(DATASET);
    assertEquals(List.of(0, 1, 2), model.pipeline().view().dimensions());
  }

  @Test
  void onAnAutoencoderThatIsThereAlready() {
    LatentFeatureTrainer<Label> trainer = Labels.trainer();
    LatentFeatureModel<Label> together = trainer.train(DATASET);
    LatentFeatureModel<Label> after = Labels.trainer().train(DATASET, ENCODER);
    Labels.assertSame(together, after, DATASET);
    assertRefused(
        () ->
            trainer.train(
                Tiny.dataset(Tiny.unitRows(9, 3, 1), Labels.FACTORY, i -> Labels.LOW), ENCODER),
        "the dataset's 3 features",
        "one of 6");
  }

  @Test
  void codesAreNotScaled() {
    trainer().train(DATASET);
    double[] expected = ENCODER.encode(DATASET.getExample(0)).getMean();
    double[] found =
        IntStream.range(0, 3).mapToDouble(d -> value(seen(0), "lateo.z" + d)).toArray();
    assertArrayEquals(expected, found, 1e-6);
    assertFalse(Math.abs(expected[0]) > 3);
  }

  @Test
  void refusesWhatCannotBe() {
    PropertyException draws =
        assertThrows(PropertyException.class, () -> with().samples(0).build());
    assertTrue(draws.toString().contains("samples"), draws.toString());
    PropertyException below =
        assertThrows(PropertyException.class, () -> with().inactiveBelow(-1).build());
    assertTrue(below.toString().contains("inactiveBelow"), below.toString());
  }
}
