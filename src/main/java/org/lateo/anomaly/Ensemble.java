package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.nn.Sizes;
import org.lateo.rows.ExampleTable;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableInfo;

/**
 * Autoencoders whose scores are averaged; the average splits as each of them does. Each has the
 * features of its own training rows; the ensemble has those of all of them. What one has not seen
 * costs a penalty in its score, whoever asks: rows that calibrate and fresh rows alike.
 */
final class Ensemble {
  private final List<Member> members;
  private final ScoreKind kind;
  private final int samples;
  private final ImmutableFeatureMap features;
  private final List<String> names;
  private final FeatureGroups groups;
  private final List<int[]> columns;
  private final Penalties penalties;

  /**
   * @param members at least one
   * @param kind what is averaged
   * @param samples importance samples a row, where the kind needs them, at least 1
   * @throws IllegalArgumentException if there is no member, samples is below 1, or there are more
   *     members or samples than {@link Sizes} allows
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
    this.members = List.copyOf(members);
    this.kind = kind;
    this.samples = samples;
    this.features = union(members);
    this.names = ExampleTable.names(features);
    this.groups = FeatureGroups.of(names);
    this.columns = members.stream().map(this::columnsOf).toList();
    this.penalties = new Penalties(members, kind, names, columns);
  }

  private static ImmutableFeatureMap union(List<Member> members) {
    ImmutableFeatureMap first = members.get(0).model().getFeatureIDMap();
    List<String> names = members.get(0).featureNames();
    if (members.stream().allMatch(member -> member.featureNames().equals(names))) {
      return first;
    }
    Map<String, VariableInfo> all = new TreeMap<>();
    for (Member member : members) {
      member.model().getFeatureIDMap().forEach(info -> all.putIfAbsent(info.getName(), info));
    }
    return new ImmutableFeatureMap(List.copyOf(all.values()));
  }

  private int[] columnsOf(Member member) {
    return member.featureNames().equals(names)
        ? IntStream.range(0, names.size()).toArray()
        : member.featureNames().stream().mapToInt(features::getID).toArray();
  }

  /** An ensemble of one of the members, which knows what that has seen. */
  Ensemble only(int member) {
    return new Ensemble(List.of(members.get(member)), kind, samples);
  }

  List<Member> members() {
    return members;
  }

  List<VAEModel> models() {
    return members.stream().map(Member::model).toList();
  }

  ScoreKind kind() {
    return kind;
  }

  int samples() {
    return samples;
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

  /** The same groups, of the columns of a member. */
  FeatureGroups groups(int member) {
    return groups.ofColumns(columns.get(member));
  }

  /** The columns of a member among those of all, in its own order. */
  int[] columns(int member) {
    return columns.get(member);
  }

  /** Whether a member has seen all features that any has. */
  boolean hasAllColumns(int member) {
    return columns.get(member).length == names.size();
  }

  Penalties penalties() {
    return penalties;
  }

  /** Whether a feature of that name is missing where it is absent, instead of zero. */
  boolean mayMiss(String feature) {
    return members.stream().anyMatch(member -> member.model().mayMiss(feature));
  }

  /** Those of the features that are missing where they are absent. */
  List<String> missingFeatures() {
    Set<String> missing = new LinkedHashSet<>();
    models().forEach(model -> missing.addAll(model.missingFeatures()));
    return names.stream().filter(missing::contains).toList();
  }

  /** A name for each latent entry of a row's score, {@code [latents]}. */
  List<String> latentNames(int entries) {
    List<String> latents = new ArrayList<>();
    for (int m = 0; m < members.size() && entries > 0; m++) {
      int each = entries == members.size() ? 1 : members.get(m).model().latent();
      for (int z = 0; z < each; z++) {
        latents.add((each == 1 ? "z" : "z" + z) + "#" + m);
      }
    }
    return latents;
  }

  /** Whether a score may have so many latent entries: all of each member, one of each, or none. */
  boolean mayHaveLatents(int entries) {
    int each = models().stream().mapToInt(VAEModel::latent).sum();
    return entries == 0 || entries == members.size() || entries == each;
  }

  /** The scores of examples, in their order. */
  List<RowScore> score(List<? extends Example<?>> examples) {
    return score(examples, splits(examples));
  }

  /** What each member's score of examples is made of, {@code [members][examples]}. */
  List<List<ScoreSplit>> splits(List<? extends Example<?>> examples) {
    return models().stream().map(model -> model.split(kind, samples, examples)).toList();
  }

  /**
   * The scores of examples, in their order.
   *
   * @param splits those of the same examples
   */
  List<RowScore> score(List<? extends Example<?>> examples, List<List<ScoreSplit>> splits) {
    List<FeatureGroups> ofMembers =
        IntStream.range(0, members.size()).mapToObj(this::groups).toList();
    List<RowScore> scores = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      scores.add(score(examples.get(i), i, splits, ofMembers));
    }
    return scores;
  }

  private RowScore score(
      Example<?> example, int row, List<List<ScoreSplit>> splits, List<FeatureGroups> ofMembers) {
    RowScore score = RowScore.of(unknown(example), example.size(), penalties);
    if (score.known() == 0) {
      return score;
    }
    double[] entries = new double[groups.names().size()];
    double share = 1.0 / members.size();
    List<Double> latents = new ArrayList<>();
    for (int m = 0; m < splits.size(); m++) {
      ScoreSplit split = splits.get(m).get(row);
      ofMembers.get(m).add(split.features(), share, entries);
      for (double latent : split.latents()) {
        latents.add(share * latent);
      }
    }
    groups.add(penalties(example), 1, entries);
    return score.with(entries, latents.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private List<Feature> unknown(Example<?> example) {
    List<Feature> unknown = new ArrayList<>();
    for (Feature feature : example) {
      if (features.getID(feature.getName()) < 0) {
        unknown.add(feature);
      }
    }
    return unknown;
  }

  /** What an example's columns add for the members that have not seen them; none if all have. */
  private double[] penalties(Example<?> example) {
    if (penalties.isNone()) {
      return new double[0];
    }
    double[] added = new double[names.size()];
    for (Feature feature : example) {
      int c = features.getID(feature.getName());
      if (c >= 0 && feature.getValue() != 0) {
        added[c] = penalties.of(c);
      }
    }
    return added;
  }

  /** What each column adds, the mean over members, {@code [examples, columns]}. */
  double[][] columnEntries(List<? extends Example<?>> examples) {
    List<List<ScoreSplit>> splits = splits(examples);
    double[][] means = new double[examples.size()][];
    for (int i = 0; i < means.length; i++) {
      means[i] = Arrays.copyOf(penalties(examples.get(i)), names.size());
      for (int m = 0; m < splits.size(); m++) {
        double[] added = splits.get(m).get(i).features();
        for (int c = 0; c < added.length; c++) {
          means[i][columns(m)[c]] += added[c] / members.size();
        }
      }
    }
    return means;
  }
}
