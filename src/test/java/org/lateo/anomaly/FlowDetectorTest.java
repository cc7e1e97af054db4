package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.FlowModel;
import org.lateo.FlowTrainer;
import org.lateo.FlowTrainerBuilder;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.density.FlowKind;
import org.lateo.inference.ScoreKind;
import org.lateo.math.RandomStream;
import org.lateo.onnx.ONNXCheck;
import org.lateo.onnx.ONNXSession;
import org.lateo.onnx.SessionSettings;
import org.lateo.protos.ConstantsProto;
import org.lateo.protos.VAEAnomalyModelProto;
import org.lateo.storage.Checksummed;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.hash.HashCodeHasher;
import org.tribuo.hash.HashingTrainer;
import org.tribuo.impl.ArrayExample;

/** Detectors whose members are flows. */
final class FlowDetectorTest {
  private static final String[] NAMES = {"a", "b", "c"};

  @TempDir private static Path folder;

  /** Of a Gaussian with correlations, and far from zero. */
  private static double[] gaussian(RandomStream random) {
    double a = random.gaussian(0);
    double b = 0.8 * a + 0.6 * random.gaussian(1);
    return new double[] {a, 10 * b, 1e6 + b - 0.5 * a + random.gaussian(2)};
  }

  private static Example<Event> example(String[] names, double... row) {
    return new ArrayExample<>(new Event(EventType.EXPECTED), names, row);
  }

  private static MutableDataset<Event> gaussians(int count, long seed) {
    List<Example<Event>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(example(NAMES, gaussian(RandomStream.of(seed, "gaussians").at(i))));
    }
    return Pump.dataset(rows);
  }

  private static FlowTrainerBuilder small(FlowKind kind) {
    return FlowTrainer.builder()
        .kind(kind)
        .layers(2)
        .hidden(8)
        .epochs(20)
        .batchSize(100)
        .threads(1);
  }

  private static VAEAnomalyModel alone(FlowTrainerBuilder flow, MutableDataset<Event> rows) {
    return VAEAnomalyTrainer.builder()
        .flow(flow.build())
        .members(1)
        .exemplars(0)
        .build()
        .train(rows);
  }

  private static FlowModel flow(VAEAnomalyModel model, int member) {
    return (FlowModel) model.members().get(member);
  }

  @ParameterizedTest
  @EnumSource
  void theScoreOfOneMemberIsTheFlowsLogDensity(FlowKind kind) {
    VAEAnomalyModel model = alone(small(kind), gaussians(500, 1));
    MutableDataset<Event> fresh = gaussians(200, 2);
    double[] expected = flow(model, 0).logDensity(fresh.getData());
    assertArrayEquals(expected, Pump.scores(model, fresh), 2e-5);
  }

  /** The truth is -log N: a detector is not only the flow's, but right. */
  @Test
  void andThatOfTheGaussian() {
    VAEAnomalyModel model = alone(small(FlowKind.MAF).layers(1).epochs(200), gaussians(2000, 1));
    int rows = 2000;
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      double[] row = gaussian(RandomStream.of(3, "gaussians").at(i));
      double a = row[0];
      double b = (row[1] / 10 - 0.8 * a) / 0.6;
      double c = row[2] - 1e6 - row[1] / 10 + 0.5 * a;
      double truth =
          -0.5 * (a * a + b * b + c * c) - 1.5 * Math.log(2 * Math.PI) - Math.log(0.6 * 10);
      mean += (truth - model.score(example(NAMES, row))) / rows;
    }
    // A divergence, which is not negative but for the luck of the rows.
    assertEquals(0, mean, 0.03);
  }

  /** Of fresh usual rows p-values are uniform, by a split and, nearly, by folds. */
  @ParameterizedTest
  @EnumSource(names = {"FLOW", "FLOW_ALONE"})
  void pValuesAreUniform(DetectorCase kind) {
    int fresh = 2000;
    List<Example<Event>> rows = gaussians(fresh, 5).getData();
    for (int crossBelow : new int[] {0, 10_000}) {
      VAEAnomalyModel model =
          kind.trainer().crossBelow(crossBelow).calibration(0.5).build().train(gaussians(1000, 4));
      double[] p = rows.stream().mapToDouble(model::pValue).toArray();
      double calibrating = model.calibrationScores().usual().length;
      for (double level : new double[] {0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9}) {
        double found = Arrays.stream(p).filter(value -> value <= level).count() / (double) fresh;
        double error = Math.sqrt(level * (1 - level) * (1.0 / fresh + 1 / calibrating));
        assertEquals(level, found, 4 * error + 1 / calibrating, "at " + level);
      }
    }
  }

  /** In one order the parts are those of the chain rule. */
  @Test
  void anExplanationOfOneOrderIsTheChainRule() {
    VAEAnomalyModel model =
        alone(small(FlowKind.SPLINE_AUTOREGRESSIVE).sameOrder(true), gaussians(300, 1));
    List<Example<Event>> rows = gaussians(20, 2).getData();
    double[][] nats = flow(model, 0).featureNats(rows).orElseThrow();
    for (int i = 0; i < nats.length; i++) {
      for (Contribution part : model.explain(rows.get(i)).features()) {
        assertEquals(nats[i][List.of(NAMES).indexOf(part.name())], part.nats(), 1e-5);
      }
    }
  }

  /** Members of a random order have several, over which an explanation is averaged. */
  @Test
  void membersHaveOrdersOfTheirOwn() {
    FlowTrainer trainer = small(FlowKind.MAF).sameOrder(true).orderSeed(1).epochs(1).build();
    VAEAnomalyModel model =
        VAEAnomalyTrainer.builder().flow(trainer).members(5).build().train(gaussians(100, 1));
    long orders =
        model.members().stream()
            .map(member -> ((FlowModel) member).definition().architecture())
            .map(shape -> Arrays.toString(order(shape)))
            .distinct()
            .count();
    assertTrue(orders > 1, orders + " orders");
  }

  private static int[] order(Object architecture) {
    try {
      var field = architecture.getClass().getDeclaredField("order");
      field.setAccessible(true);
      return (int[]) field.get(architecture);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static final String[] WITH_CONSTANTS = {"a", "b", "c", "rare", "same", "zero"};

  /**
   * One column varies in one row alone, so that it is constant to the member that leaves it out.
   */
  private static MutableDataset<Event> withConstants(int count, long seed) {
    List<Example<Event>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(constants(i == 17 ? 5 : 2, 0.1, 0, gaussian(RandomStream.of(seed, "rows").at(i))));
    }
    return Pump.dataset(rows);
  }

  private static Example<Event> constants(double rare, double same, double zero, double... row) {
    return example(WITH_CONSTANTS, row[0], row[1], row[2], rare, same, zero);
  }

  private static VAEAnomalyModel ofConstants() {
    return ofConstants(0);
  }

  private static VAEAnomalyModel ofConstants(double exemplars) {
    return VAEAnomalyTrainer.builder()
        .flow(small(FlowKind.REAL_NVP).jitter(0.02).validation(0).patience(0).build())
        .members(2)
        .exemplars(exemplars)
        .build()
        .train(withConstants(100, 1));
  }

  /** The value of a constant column is as usual as it can be, and another one was never seen. */
  @Test
  void anotherValueOfAConstantColumnCountsAsUnseen() throws Exception {
    VAEAnomalyModel model = ofConstants();
    double[] row = gaussian(RandomStream.of(9, "rows"));
    double usual = model.score(constants(2, 0.1, 0, row));
    double penalty = StrictMath.log(50 + 2.0); // Each member has seen half of 100 rows.
    for (Example<Event> other : List.of(constants(2, 0.2, 0, row), constants(2, 0.1, -1e-5, row))) {
      assertEquals(usual - penalty, model.score(other), 1e-4);
      Contribution first = model.explain(other).features().get(0);
      assertTrue(List.of("same", "zero").contains(first.name()), first.name());
      assertEquals(-penalty, first.deviation(), 1e-5);
    }
    assertEquals(usual, model.score(constants(2, (float) 0.1, 0, row)), 1e-6);
    List<Integer> columns =
        model.members().stream().map(member -> member.getFeatureIDMap().size()).sorted().toList();
    assertEquals(List.of(3, 4), columns, "the rare value is in the rows of one member");
    assertTrue(model.score(constants(5, 0.1, 0, row)) < usual);
    VAEAnomalyModel stored = (VAEAnomalyModel) Model.deserialize(model.serialize());
    assertArrayEquals(
        Pump.scores(model, withConstants(20, 3)), Pump.scores(stored, withConstants(20, 3)));
  }

  /** A column far from zero that varies in one row alone has an origin in some members only. */
  @Test
  void theOriginIsThatOfAMemberThatHasOne() {
    for (int odd : new int[] {0, 17, 40, 81}) {
      MutableDataset<Event> rows = times(odd);
      VAEAnomalyModel model =
          VAEAnomalyTrainer.builder()
              .flow(small(FlowKind.REAL_NVP).jitter(0.02).validation(0).patience(0).build())
              .members(2)
              .exemplars(0)
              .build()
              .train(rows);
      long alarms =
          IntStream.range(0, 100)
              .filter(i -> model.score(time(2, i, 1_700_000_050)) < model.threshold())
              .count();
      assertTrue(alarms < 15, alarms + " of 100 usual rows are anomalous, odd row " + odd);
    }
  }

  private static MutableDataset<Event> times(int odd) {
    return Pump.dataset(
        IntStream.range(0, 100)
            .mapToObj(i -> time(1, i, i == odd ? 1_700_000_051 : 1_700_000_050))
            .toList());
  }

  private static Example<Event> time(long seed, int row, double time) {
    RandomStream random = RandomStream.of(seed, "times").at(row);
    return example(new String[] {"a", "b", "t"}, random.gaussian(0), random.gaussian(1), time);
  }

  /** So it does beside exemplars, by whatever the value differs: they have no unit for it. */
  @Test
  void soItDoesBesideExemplars() throws Exception {
    VAEAnomalyModel model = ofConstants(0.3);
    double[] row = gaussian(RandomStream.of(9, "rows"));
    Example<Event> usual = constants(2, 0.1, 0, row);
    double penalty = StrictMath.log(50 + 2.0);
    for (double other : new double[] {-1e9, -1e-5, 0.3, 1000}) {
      Example<Event> odd = constants(2, 0.1, other, row);
      assertEquals(model.score(usual) - penalty, model.score(odd), 1e-4, "zero is " + other);
      Contribution first = model.explain(odd).features().get(0);
      assertEquals("zero", first.name());
      assertEquals(-penalty, first.deviation(), 1e-5);
    }
    Path file = folder.resolve("beside.onnx");
    assertTrue(model.exportONNX(file) < ONNXCheck.TOLERANCE);
  }

  /** Rows that check a file have another value in each constant column, also where it is -1. */
  @Test
  void rowsThatCheckAFileHaveOtherValues() {
    List<Example<Event>> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      RandomStream random = RandomStream.of(1, "minus one").at(i);
      rows.add(example(NAMES, random.gaussian(0), -1, random.gaussian(1)));
    }
    VAEAnomalyModel model = alone(small(FlowKind.MAF).epochs(1), Pump.dataset(rows));
    Member member = model.ensemble().members().get(0);
    int column = member.featureNames().indexOf("b");
    long others =
        Arrays.stream(member.model().checkRows()).filter(row -> row[column] != -1).count();
    assertEquals(10, others);
    double usual = model.score(example(NAMES, 0.3, -1, 0.2));
    double penalty = StrictMath.log(member.rows() + 2.0);
    assertEquals(usual - penalty, model.score(example(NAMES, 0.3, 1, 0.2)), 1e-5);
    assertEquals(usual - penalty, model.score(example(NAMES, 0.3, 0, 0.2)), 1e-5);
  }

  @Test
  void aFileSaysSoToo() {
    VAEAnomalyModel model = ofConstants();
    Path file = folder.resolve("constants.onnx");
    assertTrue(model.exportONNX(file) < ONNXCheck.TOLERANCE);
    List<Example<Event>> rows = new ArrayList<>(withConstants(30, 3).getData());
    rows.add(constants(2, 0.2, 0, gaussian(RandomStream.of(9, "rows"))));
    rows.add(constants(5, 0.1, 7, gaussian(RandomStream.of(10, "rows"))));
    float[][] floats = new float[rows.size()][WITH_CONSTANTS.length];
    for (int r = 0; r < floats.length; r++) {
      for (int c = 0; c < WITH_CONSTANTS.length; c++) {
        floats[r][c] = (float) rows.get(r).lookup(WITH_CONSTANTS[c]).getValue();
      }
    }
    try (ONNXDetector opened = ONNXDetector.open(file)) {
      List<Prediction<Event>> found = opened.predict(rows);
      for (int r = 0; r < rows.size(); r++) {
        double expected = model.predict(rows.get(r)).getOutput().getScore();
        assertEquals(expected, found.get(r).getOutput().getScore(), 0.2);
      }
    }
    try (ONNXSession session = ONNXSession.open(file, SessionSettings.DEFAULT)) {
      float[][] found = session.run(floats).get("log_density");
      double[] expected = model.score(rows);
      for (int r = 0; r < floats.length; r++) {
        // Floats near a million are 1/16 apart, of which the file has no other.
        assertEquals(expected[r], found[r][0], 0.2);
      }
    }
  }

  /** The default for tables has noise, so that whole numbers may repeat. */
  @Test
  void wholeNumbersByDefaultAndRefusedWithoutNoise() {
    List<Example<Event>> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      RandomStream random = RandomStream.of(1, "whole").at(i);
      rows.add(example(NAMES, random.below(4, 0), random.gaussian(1), i % 2));
    }
    MutableDataset<Event> dataset = Pump.dataset(rows);
    VAEAnomalyModel model =
        alone(AnomalyDefaults.flow(dataset).layers(1).hidden(8).epochs(10).threads(1), dataset);
    assertTrue(Double.isFinite(model.score(rows.get(0))));
    assertTrue(model.score(example(NAMES, 40, 0, 1)) < model.threshold());
    assertRefused(() -> alone(small(FlowKind.MAF), dataset), "seldom repeat", "jitter", "feature ");
  }

  @Test
  void refusesWhatFlowsRefuse() {
    MutableDataset<Event> fields = Pump.usual(60, 1);
    assertRefused(() -> alone(small(FlowKind.MAF), fields), "category", "mode@", "Leave the field");
    MutableDataset<Event> same =
        Pump.dataset(IntStream.range(0, 40).mapToObj(i -> example(NAMES, 1, 2, 3)).toList());
    assertRefused(() -> alone(small(FlowKind.MAF), same), "a column that varies", "none of 3");
    VAEAnomalyTrainer trainer =
        VAEAnomalyTrainer.builder().flow(small(FlowKind.MAF).build()).members(2).build();
    HashingTrainer<Event> hashing = new HashingTrainer<>(trainer, new HashCodeHasher("salty salt"));
    assertRefused(() -> hashing.train(gaussians(60, 1)), "with names", "found hashes");
  }

  @Test
  void refusesSettingsThatDoNotGoTogether() {
    VAEAnomalyTrainerBuilder flows = VAEAnomalyTrainer.builder().flow(small(FlowKind.MAF).build());
    for (ScoreKind kind : ScoreKind.values()) {
      if (kind != ScoreKind.ELBO) {
        VAEAnomalyTrainerBuilder other =
            VAEAnomalyTrainer.builder().flow(small(FlowKind.MAF).build()).score(kind);
        assertField("score", other);
      }
    }
    assertField("flow", flows.autoencoder(Pump.linear()));
    assertField("flow", VAEAnomalyTrainer.builder().flow(small(FlowKind.MAF).mixed(true).build()));
  }

  private static void assertField(String field, VAEAnomalyTrainerBuilder builder) {
    assertEquals(field, assertThrows(PropertyException.class, builder::build).getProperty());
  }

  /** What a stored detector cannot be: each is refused, with a reason. */
  @Test
  void refusesStoredPartsThatDoNotFit() throws Exception {
    VAEAnomalyModel model = ofConstants();
    VAEAnomalyModelProto stored =
        VAEAnomalyModelProto.parseFrom(
            Checksummed.unwrap(VAEAnomalyModel.class, model.serialize().getSerializedData()));
    ConstantsProto known = stored.getConstants(0);
    assertRead(stored, known.toBuilder().putValue("a", 1).build(), "found one that is constant");
    assertRead(stored, known.toBuilder().putValue("other", 1).build(), "the feature other");
    assertRead(
        stored, known.toBuilder().putValue("same", Double.NaN).build(), "finite value", "same");
    VAEAnomalyModelProto fewer = stored.toBuilder().clearConstants().build();
    assertRefused(() -> read(fewer), "constants of 2 members", "0");
    VAEAnomalyModelProto mixed =
        stored.toBuilder()
            .setMember(
                1,
                Any.pack(
                    Pump.trainer().build().train(Pump.usual(30, 1)).members().get(0).serialize()))
            .build();
    assertRefused(
        () -> read(mixed), "Expected members of one kind", "found flows and autoencoders");
  }

  private static void assertRead(
      VAEAnomalyModelProto stored, ConstantsProto constants, String... words) {
    assertRefused(() -> read(stored.toBuilder().setConstants(0, constants).build()), words);
  }

  private static void read(VAEAnomalyModelProto proto) {
    try {
      AnomalyModelStorage.read(proto.toByteString());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
