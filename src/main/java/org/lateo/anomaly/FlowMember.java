package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lateo.FlowModel;
import org.lateo.FlowTrainer;
import org.lateo.data.Split;
import org.lateo.flow.DensityFlow;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.SelectNonZeros;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreParts;
import org.lateo.inference.ScoreSplit;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.onnx.CheckRows;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.train.TrainedPart;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableInfo;
import org.tribuo.anomaly.Event;
import org.tribuo.dataset.DatasetView;

/**
 * A normalising flow as the model of a member, and beside it the columns that were constant in its
 * training. Its score is log p(x), exact and without draws, the sum of what columns add on their
 * ways from x to z ({@link DensityFlow#columnNats}).
 */
final class FlowMember implements MemberModel {
  private static final String PARTS = "parts";

  private final FlowModel model;
  private final ConstantColumns constants;
  private final ImmutableFeatureMap features;
  private final double unseen;
  private final DensityFlow flow;
  private final Parameters parameters;
  private final int[] varying;
  private final int[] constant;

  /**
   * @param whole has all features of the member
   * @param rows how many the member was trained on
   * @throws IllegalArgumentException if they do not fit together, if the flow mixes columns, or if
   *     features are hashed
   */
  FlowMember(FlowModel model, ConstantColumns constants, ImmutableFeatureMap whole, int rows) {
    requireNames(whole);
    this.model = model;
    this.constants = constants;
    this.features = features(whole, model.featureNames(), constants);
    this.unseen = Member.unseen(rows);
    this.flow = model.definition().connect(DensityFlow.class);
    this.parameters = model.definition().parametersOf(flow);
    this.varying = model.featureNames().stream().mapToInt(features::getID).toArray();
    this.constant = constants.values().keySet().stream().mapToInt(features::getID).toArray();
    if (flow.columnNats().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a flow of columns that are not mixed, so that its score splits by features,"
              + " found a mixed one");
    }
  }

  private static void requireNames(ImmutableFeatureMap features) {
    if (HashedDomain.is(features)) {
      throw new IllegalArgumentException(
          "Expected features with names, found hashes: a detector of flows tells constant columns by"
              + " their names; train it on the names themselves, or with autoencoders");
    }
  }

  private static ImmutableFeatureMap features(
      ImmutableFeatureMap whole, List<String> ofFlow, ConstantColumns constants) {
    List<String> names = new ArrayList<>(ofFlow);
    names.addAll(constants.values().keySet());
    return features(whole, names);
  }

  private static ImmutableFeatureMap features(ImmutableFeatureMap whole, List<String> names) {
    List<VariableInfo> some = new ArrayList<>();
    for (String name : names) {
      VariableInfo info = whole.get(name);
      if (info == null) {
        throw new IllegalArgumentException(
            "Expected a member of features of the whole model, found the feature " + name);
      }
      some.add(info);
    }
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "Expected different features of a member, found one that is constant and is not");
    }
    return some.size() == whole.size() ? whole : new ImmutableFeatureMap(some);
  }

  /** Trains flows, each on the columns that vary among the rows that it is trained on. */
  static MemberTrainer trainer(FlowTrainer trainer) {
    return new MemberTrainer(
        name -> false,
        (rows, invocation, name, listener) -> {
          requireNames(rows.getFeatureIDMap());
          ConstantColumns constants = constants(trainer, rows, invocation);
          Dataset<Event> varying = without(constants, rows);
          TrainedPart<FlowModel> trained =
              TrainedPart.of(
                  name,
                  FlowModel.class,
                  () -> trainer.fit(varying, listener, Map.of(), invocation));
          return new TrainedPart<>(
              new FlowMember(trained.model(), constants, rows.getFeatureIDMap(), rows.size()),
              trained.stop());
        });
  }

  /** Those of the rows that are left for training without the rows for validation. */
  private static ConstantColumns constants(
      FlowTrainer trainer, Dataset<Event> rows, int invocation) {
    Split split = trainer.split(rows.size(), trainer.runSeed(invocation));
    ConstantColumns found = ConstantColumns.of(rows, split.training());
    if (found.values().size() == rows.getFeatureIDMap().size()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a column that varies among the %d training rows of a member, found none of %d",
              split.training().length, found.values().size()));
    }
    return found;
  }

  private static Dataset<Event> without(ConstantColumns constants, Dataset<Event> rows) {
    if (constants.isEmpty()) {
      return rows;
    }
    List<String> varying = new ArrayList<>(ExampleTable.names(rows.getFeatureIDMap()));
    varying.removeAll(constants.values().keySet());
    return new DatasetView<>(
        rows,
        IntStream.range(0, rows.size()).toArray(),
        features(rows.getFeatureIDMap(), varying),
        rows.getOutputIDInfo(),
        "columns that vary");
  }

  @Override
  public FlowModel model() {
    return model;
  }

  /** The columns that were constant. */
  ConstantColumns constants() {
    return constants;
  }

  @Override
  public String plural() {
    return "flows";
  }

  @Override
  public ImmutableFeatureMap features() {
    return features;
  }

  @Override
  public MissingColumns missing() {
    return MissingColumns.none(features.size());
  }

  /** Zero in columns that are constant. */
  @Override
  public Origin origin() {
    double[] values = new double[features.size()];
    double[] ofFlow = model.definition().origin().values();
    for (int c = 0; c < ofFlow.length; c++) {
      values[varying[c]] = ofFlow[c];
    }
    return new Origin(values);
  }

  @Override
  public boolean isSparse() {
    return model.definition().sparse();
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int latents() {
    return 0;
  }

  @Override
  public long seed() {
    return model.definition().seed();
  }

  @Override
  public DetectorOutputs outputs(ScoreKind kind) {
    return DetectorOutputs.OF_FLOWS;
  }

  @Override
  public MemberRows reading(Node rows, Origin left, ScoreKind kind, int draws) {
    Node nats =
        flow.reading(SelectNonZeros.of(rows, varying), of(left, varying))
            .columnNats()
            .orElseThrow();
    Node parts = constants.isEmpty() ? nats : beside(nats, rows, left);
    return new MemberRows(
        new ScoreParts(Optional.of(parts), Optional.empty(), Optional.empty()),
        left.off(rows),
        UnaryOperator.identity(),
        constant);
  }

  private Node beside(Node nats, Node rows, Origin left) {
    Node values = of(left, constant).off(SelectColumns.of(rows, constant));
    return MergeColumns.of(
        List.of(varying, constant), List.of(nats, constants.charges(values, unseen)));
  }

  private static Origin of(Origin all, int... columns) {
    return new Origin(Arrays.stream(columns).mapToDouble(c -> all.values()[c]).toArray());
  }

  @Override
  public List<ScoreSplit> split(ScoreKind kind, int samples, RowSource rows, int count) {
    Input input = new Input("rows", features.size());
    Node parts =
        reading(input, Origin.none(features.size()), kind, 0).score().features().orElseThrow();
    double[][] values =
        new Runner(parameters, Map.of(PARTS, parts)).values(PARTS, rows, count, NoiseSource.NONE);
    return Arrays.stream(values).map(row -> new ScoreSplit(row, new double[0])).toList();
  }

  /** In every tenth of these rows each constant column has another value. */
  @Override
  public float[][] checkRows() {
    float[][] ofFlow = CheckRows.of(model.definition(), flow.support());
    double[] same = constants.inOrder();
    float[][] rows = new float[ofFlow.length][features.size()];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < varying.length; c++) {
        rows[r][varying[c]] = ofFlow[r][c];
      }
      for (int c = 0; c < constant.length; c++) {
        rows[r][constant[c]] = (float) (r % 10 == 9 ? same[c] + Math.abs(same[c]) + 1 : same[c]);
      }
    }
    return rows;
  }
}
