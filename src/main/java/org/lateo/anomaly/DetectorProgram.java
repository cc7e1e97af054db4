package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.Below;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Known;
import org.lateo.graph.op.NonZero;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.ScatterMean;
import org.lateo.graph.op.SelectNonZeros;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.SumGroups;
import org.lateo.graph.op.Unless;
import org.lateo.graph.op.WhereNumber;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreParts;
import org.lateo.likelihood.Origin;
import org.lateo.onnx.ONNXHead;

/**
 * What a detector computes of rows, as one program over the parameters of all members: what each
 * member's score is the sum of, the mean over members, the sums of groups, the row's score, and
 * what a calibration makes of it. In Java and in an exported file it is the same.
 */
final class DetectorProgram {
  /** The rows, {@code [batch, columns]}, as the input of an exported file is called. */
  static final String ROWS = ONNXHead.INPUT;

  /**
   * What features add that no member has seen, minus infinity for an example of nothing that one
   * has, {@code [batch, 1]}. Rows of an exported file cannot say it.
   */
  static final String UNSEEN = "unseen";

  /** What each group of features adds, {@code [batch, groups]}; not of every kind of score. */
  static final String GROUPS = "groups";

  /** What each latent entry adds, {@code [batch, latents]}; not of every kind of score. */
  static final String LATENTS = "latents";

  /** Of a member, what each of its columns adds, {@code [batch, any]}. */
  static final String FEATURES = "features";

  private static final float IMPOSSIBLE = Float.NEGATIVE_INFINITY;

  private final Ensemble ensemble;
  private final DetectorOutputs names;
  private final Input rows;
  private final Optional<Node> unseen;

  /** What the rows lack of raw values. */
  private final Origin origin;

  private final Map<Node, Integer> noises = new HashMap<>();
  private final Map<String, Node> outputs = new LinkedHashMap<>();

  private DetectorProgram(Ensemble ensemble, Origin origin, boolean ofExamples) {
    this.ensemble = ensemble;
    this.names = ensemble.outputs();
    this.origin = origin;
    this.rows = new Input(ROWS, ensemble.width(), ensemble.isSparse());
    this.unseen = ofExamples ? Optional.of(new Input(UNSEEN, 1)) : Optional.empty();
    List<MemberParts> members = IntStream.range(0, ensemble.size()).mapToObj(this::parts).toList();
    outputs.put(names.total(), total(members));
    List<ScoreParts> joined = members.stream().map(MemberParts::joined).toList();
    withCharges(features(joined)).ifPresent(this::putFeatures);
    latents(joined).ifPresent(this::putLatents);
  }

  /** Of examples, which are read less the ensemble's origin, and beside them what is unseen. */
  static DetectorProgram ofExamples(Ensemble ensemble) {
    return new DetectorProgram(ensemble, ensemble.origin(), true);
  }

  /**
   * Of raw rows of floats, as an exported file takes them.
   *
   * @throws IllegalArgumentException if the score's draws depend on the row
   */
  static DetectorProgram ofRawRows(Ensemble ensemble) {
    return new DetectorProgram(ensemble, Origin.none(ensemble.width()), false);
  }

  /** The input of a part that a member has computed elsewhere. */
  static String part(int member, String part) {
    return Ensemble.name(member) + "." + part;
  }

  /** What a member's score is the sum of, of its own columns. */
  private MemberParts parts(int m) {
    int[] columns = ensemble.columns(m);
    if (ensemble.kind() == ScoreKind.LOG_LIKELIHOOD && unseen.isPresent()) {
      Input features = new Input(part(m, FEATURES), columns.length);
      Input latents = new Input(part(m, LATENTS), 1);
      return new MemberParts(
          new ScoreParts(Optional.of(features), Optional.of(latents), Optional.empty()),
          Optional.empty());
    }
    MemberRows read =
        ensemble
            .models()
            .get(m)
            .reading(
                SelectNonZeros.of(rows, columns),
                originLeft(m),
                ensemble.kind(),
                ensemble.draws(m));
    ScoreParts bound = read.score();
    bound.noise().ifPresent(noise -> noises.put(noise, m));
    Optional<Exemplars> exemplars = ensemble.members().get(m).exemplars();
    return new MemberParts(
        exemplars.map(some -> some.weighed(read)).orElse(bound),
        exemplars.map(some -> some.parts(read)));
  }

  /** What a member still takes off the rows. */
  private Origin originLeft(int m) {
    double[] left = ensemble.models().get(m).origin().values().clone();
    for (int c = 0; c < left.length; c++) {
      left[c] -= origin.values()[ensemble.columns(m)[c]];
    }
    return new Origin(left);
  }

  /** What each feature adds, the mean over members, {@code [batch, columns]}. */
  private Optional<Node> features(List<ScoreParts> parts) {
    List<Node> features = of(parts, ScoreParts::features);
    List<int[]> columns = IntStream.range(0, ensemble.size()).mapToObj(ensemble::columns).toList();
    return features.isEmpty()
        ? Optional.empty()
        : Optional.of(ScatterMean.of(columns, ensemble.width(), features));
  }

  /** What each latent entry of each member adds, {@code [batch, latents]}. */
  private static Optional<Node> latents(List<ScoreParts> parts) {
    List<Node> latents = of(parts, ScoreParts::latents);
    List<int[]> columns = new ArrayList<>();
    int next = 0;
    for (Node of : latents) {
      columns.add(IntStream.range(next, next + of.columns()).toArray());
      next += of.columns();
    }
    return latents.isEmpty()
        ? Optional.empty()
        : Optional.of(ScatterMean.of(columns, next, latents));
  }

  /** What exemplars add, the mean over members, {@code [batch, 1]}. */
  private static Optional<Node> near(List<MemberParts> members) {
    double[] share = {1.0 / members.size()};
    return members.stream()
        .flatMap(member -> member.near().stream())
        .map(near -> ScaleColumns.restore(near.total(), new double[1], share))
        .reduce(Sum::add);
  }

  private static List<Node> of(List<ScoreParts> parts, Function<ScoreParts, Optional<Node>> part) {
    return parts.stream().map(part).flatMap(Optional::stream).toList();
  }

  /** With what columns add, where they are not zero, for the members that have not seen them. */
  private Optional<Node> withCharges(Optional<Node> features) {
    if (ensemble.penalties().isNone()) {
      return features;
    }
    double[] charges = new double[ensemble.width()];
    double[] zero = new double[charges.length];
    for (int c = 0; c < charges.length; c++) {
      charges[c] = ensemble.penalties().of(c);
      zero[c] = -origin.values()[c];
    }
    Node values = Densify.of(rows);
    Node there = new NonZero(origin.isNone() ? values : ScaleColumns.subtract(values, zero));
    Node charged = ScaleColumns.restore(there, new double[charges.length], charges);
    return Optional.of(features.map(added -> Sum.add(added, charged)).orElse(charged));
  }

  /**
   * The row's score, minus infinity where it is no number or nothing of the row is known. Of
   * exemplars it takes the totals: scoring rows then leaves their parts out, four products of five.
   */
  private Node total(List<MemberParts> members) {
    List<ScoreParts> bounds = members.stream().map(MemberParts::bound).toList();
    Node sum =
        Stream.of(withCharges(features(bounds)), latents(bounds), near(members), unseen)
            .flatMap(Optional::stream)
            .map(SumColumns::of)
            .reduce(Sum::add)
            .orElseThrow();
    Node number = new WhereNumber(sum, IMPOSSIBLE);
    boolean[] missing = ensemble.missing().flags();
    if (!IntStream.range(0, missing.length).allMatch(c -> missing[c])) {
      return number;
    }
    Node known = SumColumns.of(new Known(rows, missing));
    return new Unless(number, new Below(known, 0.5f), IMPOSSIBLE);
  }

  private void putFeatures(Node features) {
    if (names.features() != null) {
      names.reconstruction().ifPresent(name -> outputs.put(name, SumColumns.of(features)));
      outputs.put(names.features(), features);
    }
    int[] group = ensemble.groups().group();
    outputs.put(GROUPS, SumGroups.of(features, group, ensemble.groups().names().size()));
  }

  private void putLatents(Node latents) {
    Node sum = SumColumns.of(latents);
    names
        .divergence()
        .ifPresent(
            name -> outputs.put(name, ScaleColumns.restore(sum, new double[1], new double[] {-1})));
    outputs.put(LATENTS, latents);
  }

  /** The same with what a calibration makes of a row's score. */
  DetectorProgram with(Calibration calibration) {
    Node total = outputs.get(names.total());
    Node score = less(total, PValue.atLeast(calibration.threshold()));
    outputs.put(DetectorOutputs.SCORE, score);
    outputs.put(DetectorOutputs.IS_ANOMALY, new Below(score, 0f));
    outputs.put(DetectorOutputs.P_VALUE, new PValue(total, calibration.scores()));
    Baseline usual = calibration.baseline();
    putDeviations(DetectorOutputs.FEATURE_DEVIATIONS, GROUPS, usual.features());
    putDeviations(DetectorOutputs.LATENT_DEVIATIONS, LATENTS, usual.latents());
    return this;
  }

  private void putDeviations(String name, String of, double[] usual) {
    if (outputs.containsKey(of)) {
      outputs.put(name, less(outputs.get(of), usual));
    }
  }

  /** What is infinitely low stays so, whatever is taken off. */
  private static Node less(Node x, double... usual) {
    return new WhereNumber(ScaleColumns.subtract(x, usual), IMPOSSIBLE);
  }

  Input rows() {
    return rows;
  }

  /** By name: those of {@link DetectorOutputs}, and those that are named here. */
  Map<String, Node> outputs() {
    return outputs;
  }

  /** The member whose draws each noise is filled with. */
  Map<Node, Integer> noises() {
    return noises;
  }
}
