package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lateo.graph.ParameterBuffers;
import org.lateo.graph.Parameters;
import org.lateo.inference.FixedDraws;
import org.lateo.inference.ScoreKind;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.nn.Sizes;
import org.lateo.rows.ExampleReader;
import org.lateo.rows.ExampleTable;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableInfo;

/**
 * Models whose scores are averaged; the average splits as each of them does. Each has the features
 * of its own training rows; the ensemble has those of all of them. What one has not seen costs a
 * penalty in its score, whoever asks: rows that calibrate and fresh rows alike.
 */
final class Ensemble {
  private static final String EXEMPLARS = "exemplars";
  private static final String ANOMALIES = "anomalies";

  private final List<Member> members;
  private final ScoreKind kind;
  private final int samples;
  private final ImmutableFeatureMap features;
  private final List<String> names;
  private final FeatureGroups groups;
  private final List<int[]> columns;
  private final Penalties penalties;
  private final MissingColumns missing;
  private final Origin origin;
  private final ExampleReader reader;

  /**
   * @param members at least one, with models of one kind
   * @param kind what is averaged
   * @param samples of a row's code, where members have one, see {@link
   *     VAEAnomalyTrainerBuilder#samples}, at least 1
   * @throws IllegalArgumentException if there is no member, models are of several kinds, samples is
   *     below 1, there are more members or samples than {@link Sizes} allows, or exemplars beside a
   *     score other than ELBO
   */
  Ensemble(List<Member> members, ScoreKind kind, int samples) {
    if (members.isEmpty() || samples < 1) {
      throw new IllegalArgumentException(
          String.format(
              "Expected at least 1 member and 1 sample, found %d and %d", members.size(), samples));
    }
    if (members.size() > Sizes.MEMBERS || samples > Sizes.SAMPLES) {
      throw new IllegalArgumentException(
          String.format(
              "Expected at most %d members and %d samples, found %d and %d",
              Sizes.MEMBERS, Sizes.SAMPLES, members.size(), samples));
    }
    if (kind != ScoreKind.ELBO && members.stream().anyMatch(m -> m.exemplars().isPresent())) {
      throw new IllegalArgumentException("Expected exemplars beside ELBO only, found " + kind);
    }
    requireOneKind(members);
    this.members = List.copyOf(members);
    this.kind = kind;
    this.samples = samples;
    this.features = union(members);
    this.names = ExampleTable.names(features);
    this.groups = FeatureGroups.of(names);
    this.columns = members.stream().map(this::columnsOf).toList();
    this.penalties = new Penalties(members, kind, names, columns);
    this.missing = missing(members);
    this.origin = origin(members);
    this.reader = new ExampleReader(features, missing, origin).takingUnknown();
  }

  private static void requireOneKind(List<Member> members) {
    List<String> found =
        members.stream().map(member -> member.model().plural()).distinct().toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "Expected members of one kind, found " + String.join(" and ", found));
    }
  }

  private MissingColumns missing(List<Member> all) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] units = new int[names.size()];
    Arrays.fill(units, -1);
    for (int m = 0; m < all.size(); m++) {
      boolean[] flags = all.get(m).model().missing().flags();
      for (int c = 0; c < flags.length; c++) {
        int column = columns.get(m)[c];
        String variable = MissingColumns.variable(names.get(column));
        int next = numbers.size() + 1;
        int unit = flags[c] ? numbers.computeIfAbsent(variable, key -> next) : 0;
        if (units[column] >= 0 && units[column] != unit) {
          throw new IllegalArgumentException(
              "Expected members to which the same features may be missing, found some to which "
                  + names.get(column)
                  + " may be and others");
        }
        units[column] = unit;
      }
    }
    return new MissingColumns(Arrays.stream(units).boxed().toList());
  }

  /**
   * In each column the first that is not zero, so that no member reads rounded values, also where
   * the column is constant to another: members take off what is left.
   */
  private Origin origin(List<Member> all) {
    double[] values = new double[names.size()];
    for (int m = all.size() - 1; m >= 0; m--) {
      double[] ofMember = all.get(m).model().origin().values();
      for (int c = 0; c < ofMember.length; c++) {
        if (ofMember[c] != 0) {
          values[columns.get(m)[c]] = ofMember[c];
        }
      }
    }
    return new Origin(values);
  }

  private static ImmutableFeatureMap union(List<Member> members) {
    ImmutableFeatureMap first = members.get(0).model().features();
    List<String> names = members.get(0).featureNames();
    if (members.stream().allMatch(member -> member.featureNames().equals(names))) {
      return first;
    }
    Map<String, VariableInfo> all = new TreeMap<>();
    for (Member member : members) {
      member.model().features().forEach(info -> all.putIfAbsent(info.getName(), info));
    }
    return new ImmutableFeatureMap(List.copyOf(all.values()));
  }

  private int[] columnsOf(Member member) {
    return member.featureNames().equals(names)
        ? IntStream.range(0, names.size()).toArray()
        : member.featureNames().stream().mapToInt(features::getID).toArray();
  }

  /** Each member as an ensemble of its own, which knows what that has seen. */
  List<Ensemble> apart() {
    return members.stream().map(one -> new Ensemble(List.of(one), kind, samples)).toList();
  }

  List<Member> members() {
    return members;
  }

  List<MemberModel> models() {
    return members.stream().map(Member::model).toList();
  }

  ScoreKind kind() {
    return kind;
  }

  /** The names of what is computed. */
  DetectorOutputs outputs() {
    return withExemplars() > 0 ? DetectorOutputs.BESIDE_EXEMPLARS : models().get(0).outputs(kind);
  }

  int samples() {
    return samples;
  }

  /** The draws of a row's code that a bound of a member is averaged over. */
  int draws(int member) {
    return FixedDraws.count(members.get(member).model().latents(), samples);
  }

  /** The features that at least one member has seen. */
  ImmutableFeatureMap features() {
    return features;
  }

  List<String> featureNames() {
    return names;
  }

  FeatureGroups groups() {
    return groups;
  }

  /** The columns of a member among those of all, in its own order. */
  int[] columns(int member) {
    return columns.get(member);
  }

  Penalties penalties() {
    return penalties;
  }

  /** What stands before the names of a member's parameters. */
  static String name(int member) {
    return "member" + member;
  }

  /** Those of all members. */
  ParameterBuffers parameters() {
    Map<String, Parameters> parameters = new LinkedHashMap<>();
    for (int m = 0; m < size(); m++) {
      String name = name(m);
      parameters.put(name, members.get(m).model().parameters());
      members
          .get(m)
          .exemplars()
          .ifPresent(
              some -> {
                parameters.put(name + "." + EXEMPLARS, some.usual().parameters());
                some.anomalous()
                    .ifPresent(rows -> parameters.put(name + "." + ANOMALIES, rows.parameters()));
              });
    }
    return Parameters.together(parameters);
  }

  /** How many members there are. */
  int size() {
    return members.size();
  }

  /** The columns of a row, one for each of the features. */
  int width() {
    return names.size();
  }

  /** Whether rows are held as their non-zeros. */
  boolean isSparse() {
    return models().stream().allMatch(MemberModel::isSparse);
  }

  /** What is taken off values before they become floats. */
  Origin origin() {
    return origin;
  }

  /** Which columns may be missing. */
  MissingColumns missing() {
    return missing;
  }

  /** Turns examples into rows, also those of which nothing is known. */
  ExampleReader reader() {
    return reader;
  }

  /** Those of the features that are missing where they are absent. */
  List<String> missingFeatures() {
    boolean[] flags = missing.flags();
    return IntStream.range(0, flags.length).filter(c -> flags[c]).mapToObj(names::get).toList();
  }

  /** A name for each latent entry of a row's score, {@code [latents]}. */
  List<String> latentNames(int entries) {
    List<String> latents = new ArrayList<>();
    int ofModels = entries - withExemplars();
    for (int m = 0; m < members.size() && entries > 0; m++) {
      int all = members.get(m).model().latents();
      int each = ofModels == members.size() ? Math.min(1, all) : all;
      for (int z = 0; z < each; z++) {
        latents.add((each == 1 ? "z" : "z" + z) + "#" + m);
      }
      if (members.get(m).exemplars().isPresent()) {
        latents.add(EXEMPLARS + "#" + m);
      }
    }
    return latents;
  }

  /** Whether members have known anomalies beside them. */
  boolean knowsAnomalies() {
    return members.stream()
        .flatMap(member -> member.exemplars().stream())
        .anyMatch(exemplars -> exemplars.anomalous().isPresent());
  }

  /** How many members' scores have a part of exemplars. */
  int withExemplars() {
    return (int) members.stream().filter(one -> one.exemplars().isPresent()).count();
  }

  /**
   * Whether a score may have so many latent entries: all of each member, one of each, or none; and
   * one more of each that has exemplars.
   */
  boolean mayHaveLatents(int entries) {
    int each = models().stream().mapToInt(MemberModel::latents).sum();
    int ofModels = entries - withExemplars();
    return (entries == 0 && withExemplars() == 0)
        || ofModels == Math.min(members.size(), each)
        || ofModels == each;
  }
}
