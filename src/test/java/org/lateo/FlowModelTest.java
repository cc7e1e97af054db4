package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.density.FlowKind;
import org.lateo.flow.FlowArchitecture;
import org.lateo.flow.FlowScaling;
import org.lateo.graph.ParameterLayout;
import org.lateo.model.Definition;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.LatentCodeEvaluator;
import org.lateo.train.Adam;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;

/** The face of flows: what a trained one says, stored, exported, trained again and refused. */
final class FlowModelTest {
  private static final MutableDataset<LatentCode> ROWS =
      Tiny.dataset(Tiny.realRows(300, Tiny.COLUMNS, 7));

  @TempDir Path folder;

  private static FlowTrainerBuilder trainer(FlowKind kind) {
    return FlowTrainer.builder()
        .kind(kind)
        .layers(3)
        .hidden(16)
        .optimiser(new Adam(0.01))
        .epochs(6)
        .batchSize(50)
        .patience(0)
        .normalised(kind == FlowKind.MAF)
        .mixed(kind == FlowKind.REAL_NVP)
        .sameOrder(kind == FlowKind.SPLINE_AUTOREGRESSIVE)
        .orderSeed(3)
        .threads(1);
  }

  private static void assertSame(FlowModel expected, FlowModel found) {
    Bits.assertSameCodes(expected.score(ROWS), found.score(ROWS));
    assertArrayEquals(expected.logDensity(ROWS), found.logDensity(ROWS));
    assertArrayEquals(expected.sample(5, 1), found.sample(5, 1));
    assertEquals(expected.getProvenance(), found.getProvenance());
  }

  @ParameterizedTest
  @EnumSource
  void isStoredAndExported(FlowKind kind) throws IOException, ClassNotFoundException {
    FlowModel model = trainer(kind).build().train(ROWS);
    Path file = folder.resolve("model.tribuo");
    model.serializeToFile(file);
    assertSame(model, assertInstanceOf(FlowModel.class, Model.deserializeFromFile(file)));
    assertSame(model, assertInstanceOf(FlowModel.class, JavaSerialization.roundTrip(model)));
    assertEquals(List.of("log_density", "z", "sample"), model.heads());
    for (String head : model.heads()) {
      double difference = model.exportONNX(head, folder.resolve(head + ".onnx"));
      assertTrue(difference <= 1e-4, head + " " + difference);
    }
    model.exportONNXModel("org.lateo", 1);
  }

  /** The sum of the sizes of all weights, biases and the like left out. */
  private static double weights(FlowTrainerBuilder trainer) {
    Definition<FlowArchitecture> model = trainer.build().train(ROWS).definition();
    ParameterLayout layout = model.connect(org.lateo.model.Model.class).layout();
    return layout.parameters().stream()
        .filter(p -> p.name().endsWith(".weight"))
        .flatMapToInt(p -> IntStream.range(layout.offset(p), layout.offset(p) + p.size()))
        .mapToDouble(i -> Math.abs(model.parameters()[i]))
        .sum();
  }

  /** 36 steps of 0.01 take most weights to zero, where a prior of next to nothing wants them. */
  @ParameterizedTest
  @EnumSource
  void aPriorOnWeightsKeepsThemSmall(FlowKind kind) {
    double without = weights(trainer(kind));
    double with = weights(trainer(kind).weightPrior(1e-3));
    assertTrue(with < 0.5 * without, with + " " + without);
  }

  /** The code, its parts, and the way back; a batch does not matter. */
  @ParameterizedTest
  @EnumSource
  void saysWhatItPromises(FlowKind kind) {
    FlowModel model = trainer(kind).build().train(ROWS);
    List<Prediction<LatentCode>> predictions = model.predict(ROWS);
    double[] density = model.logDensity(ROWS);
    double[] logLikelihood = model.logLikelihood(ROWS, 3);
    double mean = 0;
    for (int i = 0; i < density.length; i++) {
      LatentCode code = predictions.get(i).getOutput();
      double squares = Arrays.stream(code.getMean()).map(z -> z * z).sum();
      double kl = 0.5 * (squares + Tiny.COLUMNS * Math.log(2 * Math.PI));
      assertEquals(kl, code.getKL(), 1e-5 * (1 + kl));
      assertEquals(density[i], code.getELBO());
      assertEquals(code.getReconstruction() - code.getKL(), code.getELBO(), 1e-9);
      assertEquals(density[i], logLikelihood[i]);
      double alone = model.logDensity(List.of(ROWS.getExample(i)))[0];
      assertEquals(density[i], alone, 1e-6 * (1 + kl + Math.abs(code.getReconstruction())));
      mean += density[i] / density.length;
    }
    FlowModel before = trainer(kind).epochs(1).batchSize(1000).build().train(ROWS);
    double first = Arrays.stream(before.logDensity(ROWS)).average().orElseThrow();
    assertTrue(mean > first + 0.5, first + " nats, then " + mean);
    assertTrue(Arrays.stream(density).distinct().count() > density.length / 2);
    double[] row = model.reconstruct(ROWS.getExample(3));
    for (int c = 0; c < row.length; c++) {
      double expected = value(3, c);
      assertEquals(expected, row[c], 1e-4 * (1 + Math.abs(expected)));
    }
    LatentCodeEvaluation evaluation =
        new LatentCodeEvaluator(2, done -> {}).evaluate((Model<LatentCode>) model, ROWS);
    assertEquals(mean, evaluation.getELBO(), 1e-6 * (1 + Math.abs(mean)));
  }

  /** The mean parts of drawn rows add up to their mean log-density, and are those of the model. */
  @Test
  void knowsWhatFeaturesAddInAUsualRow() {
    FlowModel model = trainer(FlowKind.SPLINE_AUTOREGRESSIVE).epochs(40).build().train(ROWS);
    double[] usual = model.usualFeatureNats().orElseThrow();
    double drawn = Arrays.stream(model.logDensity(model.sample(2000, 1))).average().orElseThrow();
    assertEquals(drawn, Arrays.stream(usual).sum(), 0.3);
    assertArrayEquals(usual, model.usualFeatureNats().orElseThrow());
    FlowModel whole = trainer(FlowKind.SPLINE_COUPLING).epochs(1).build().train(ROWS);
    assertEquals(Optional.empty(), whole.usualFeatureNats());
    assertEquals(Optional.empty(), whole.featureNats(ROWS.getData()));
  }

  private static double value(int row, int column) {
    double value = 0;
    for (var feature : ROWS.getExample(row)) {
      value =
          ROWS.getFeatureIDMap().getID(feature.getName()) == column ? feature.getValue() : value;
    }
    return value;
  }

  /** Quantiles near those of the rows; codes of samples are of N(0, I), as the density has it. */
  @Test
  void samplesAreOfTheDensity() {
    FlowModel model = trainer(FlowKind.SPLINE_COUPLING).epochs(40).build().train(ROWS);
    double[][] rows = Tiny.realRows(2000, Tiny.COLUMNS, 11);
    double[][] samples = model.sample(2000, 5);
    for (int c = 0; c < Tiny.COLUMNS; c++) {
      int column = c;
      double[] real = Arrays.stream(rows).mapToDouble(row -> row[column]).sorted().toArray();
      double[] drawn = Arrays.stream(samples).mapToDouble(row -> row[column]).sorted().toArray();
      double scale = real[1900] - real[100];
      assertEquals(real[1000], drawn[1000], 0.2 * scale);
      assertEquals(real[200], drawn[200], 0.2 * scale);
    }
    for (int c = 0; c < Tiny.COLUMNS; c++) {
      int column = c;
      Sample z = new Sample();
      Sample square = new Sample();
      model.encode(samples).stream()
          .mapToDouble(code -> code.getMean()[column])
          .forEach(
              value -> {
                z.add(value);
                square.add(value * value);
              });
      z.assertMean(0);
      square.assertMean(1);
    }
  }

  @Test
  void splitsByFeaturesWhereLayersHaveOneOrder() {
    FlowModel model = trainer(FlowKind.SPLINE_AUTOREGRESSIVE).build().train(ROWS);
    double[][] nats = model.featureNats(ROWS.getData()).orElseThrow();
    double[] density = model.logDensity(ROWS);
    for (int i = 0; i < nats.length; i++) {
      assertEquals(density[i], Arrays.stream(nats[i]).sum(), 1e-5 * (1 + Math.abs(density[i])));
    }
    FlowModel maf = trainer(FlowKind.MAF).build().train(ROWS);
    assertTrue(maf.featureNats(ROWS.getData()).isEmpty(), "every second layer goes backwards");
  }

  @Test
  void isTrainedAgainFromItsProvenance() {
    FlowModel model = trainer(FlowKind.MAF).hidden().build().train(ROWS);
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
    FlowTrainer again = manager.lookupAll(FlowTrainer.class).get(0);
    assertArrayEquals(model.definition().parameters(), again.train(ROWS).definition().parameters());
  }

  @Test
  void goesOnWhereItWasKilled() {
    Resumption.assertExact(
        (listener, threads) ->
            trainer(FlowKind.SPLINE_COUPLING).threads(threads).build().fit(ROWS, listener),
        ROWS,
        folder);
  }

  @Test
  void logitsAreOfRawValues() {
    FlowModel model =
        trainer(FlowKind.SPLINE_COUPLING)
            .scaling(FlowScaling.LOGIT)
            .margin(1e-4)
            .build()
            .train(Tiny.unit(300));
    double[] row = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
    assertTrue(Double.isFinite(model.logDensity(new double[][] {row})[0]));
    row[2] = 1.5;
    assertEquals(Double.NEGATIVE_INFINITY, model.logDensity(new double[][] {row})[0]);
    assertTrue(model.impossible(model.examples(new double[][] {row}).get(0)).isPresent());
    for (double[] sample : model.sample(50, 1)) {
      Example<?> drawn = model.examples(new double[][] {sample}).get(0);
      assertEquals(Optional.empty(), model.impossible(drawn));
    }
    for (String head : model.heads()) {
      assertTrue(model.exportONNX(head, folder.resolve(head + ".onnx")) <= 1e-4);
    }
  }

  private static void assertRefused(double[][] rows, String... parts) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer(FlowKind.SPLINE_COUPLING).build().fit(rows))
            .getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void refusesWhatHasNoDensity() {
    double[][] rows = Tiny.realRows(200, 3, 1);
    double[][] rounded = Tiny.realRows(200, 3, 1);
    double[][] constant = Tiny.realRows(200, 3, 1);
    double[][] spiked = Tiny.realRows(200, 3, 1);
    for (int r = 0; r < 200; r++) {
      rounded[r][1] = Math.round(10 * rounded[r][1]);
      constant[r][2] = 4;
      spiked[r][0] = r % 5 == 0 ? 0 : spiked[r][0];
    }
    assertRefused(rounded, "of 180 rows", "feature x1", "jitter");
    assertRefused(constant, "found only 4.0 in feature x2");
    assertRefused(spiked, "0.0 in 37 of 180 rows in feature x0", "jitter");
    rows[3][2] = Double.NaN;
    assertRefused(rows, "row 3", "x2", "NaN", "a part of a row");
    FlowModel noisy = trainer(FlowKind.SPLINE_COUPLING).jitter(0.02).build().fit(rounded);
    assertTrue(Double.isFinite(noisy.logDensity(rounded)[0]));
  }

  /** Noise is in units of what the training rows vary by. */
  @Test
  void refusesColumnsThatVaryInValidationRowsOnly() {
    double[][] rows = Tiny.realRows(200, 3, 1);
    for (double[] row : rows) {
      row[2] = 20240115;
    }
    FlowTrainer trainer = trainer(FlowKind.SPLINE_COUPLING).jitter(0.02).build();
    rows[trainer.split(rows.length, trainer.runSeed(0)).validation()[0]][2]++;
    String message =
        assertThrows(IllegalArgumentException.class, () -> trainer.fit(rows)).getMessage();
    assertTrue(message.contains("found only 2.0240115E7 in feature x2 of the training rows"));
  }

  /** The advice of one refusal is not refused by another. */
  @Test
  void massAtTheEndsTakesNoiseWithTheStandardScaling() {
    double[][] rows = Tiny.unitRows(200, 3, 1);
    for (int r = 0; r < 200; r += 5) {
      rows[r][0] = 1;
    }
    String refused =
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer(FlowKind.MAF).scaling(FlowScaling.LOGIT).build().fit(rows))
            .getMessage();
    assertTrue(refused.contains("jitter, such as 0.02; not with the scaling LOGIT"), refused);
    String logit =
        assertThrows(
                PropertyException.class,
                () -> trainer(FlowKind.MAF).scaling(FlowScaling.LOGIT).jitter(0.02).build())
            .getMessage();
    assertTrue(logit.contains("STANDARD takes noise"), logit);
    FlowModel model = trainer(FlowKind.MAF).jitter(0.02).build().fit(rows);
    assertTrue(Double.isFinite(model.logDensity(rows)[0]));
  }

  @Test
  void refusesCategories() {
    MutableDataset<LatentCode> rows = Tiny.dataset(new double[0][]);
    Random random = new Random(1);
    for (int r = 0; r < 50; r++) {
      String[] names = {"a", "colour@" + (r % 2 == 0 ? "red" : "blue")};
      rows.add(
          new ArrayExample<>(LatentCode.UNKNOWN, names, new double[] {random.nextGaussian(), 1}));
    }
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer(FlowKind.SPLINE_COUPLING).jitter(0.1).build().train(rows))
            .getMessage();
    assertTrue(message.contains("field colour") && message.contains("categories"), message);
  }

  /** As Tribuo's processors name them. */
  @Test
  void aFieldOfOneColumnIsANumber() {
    MutableDataset<LatentCode> rows = Tiny.dataset(new double[0][]);
    Random random = new Random(1);
    for (int r = 0; r < 50; r++) {
      String[] names = {"age@value", "size@value"};
      double[] values = {random.nextGaussian(), random.nextDouble()};
      rows.add(new ArrayExample<>(LatentCode.UNKNOWN, names, values));
    }
    FlowModel model = trainer(FlowKind.SPLINE_COUPLING).build().train(rows);
    assertEquals(List.of("age@value", "size@value"), model.featureNames());
  }

  @Test
  void refusesSettingsThatDoNotGoTogether() {
    assertThrows(
        PropertyException.class, () -> trainer(FlowKind.SPLINE_COUPLING).sameOrder(true).build());
    assertThrows(
        PropertyException.class,
        () -> trainer(FlowKind.MAF).scaling(FlowScaling.LOGIT).jitter(0.1).build());
  }

  /** More features than passes: a density, but no samples. */
  @Test
  void wideAutoregressiveFlowsSayWhyTheyDoNotSample() {
    FlowModel model =
        trainer(FlowKind.MAF).layers(1).epochs(1).build().fit(Tiny.realRows(100, 65, 1));
    assertEquals(List.of("log_density", "z"), model.heads());
    String message =
        assertThrows(IllegalArgumentException.class, () -> model.sample(1, 1)).getMessage();
    assertTrue(message.contains("65 features"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> model.exportONNX("sample", folder.resolve("sample.onnx")));
  }

  @Test
  void oneColumnIsEnough() {
    for (FlowKind kind : FlowKind.values()) {
      FlowModel model = trainer(kind).orderSeed(0).build().fit(Tiny.realRows(200, 1, 1));
      assertEquals(1, model.latent());
      assertTrue(Double.isFinite(model.logDensity(new double[][] {{-20}})[0]));
    }
  }
}
