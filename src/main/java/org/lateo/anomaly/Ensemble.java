package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.ScoreKind;
import org.lateo.ScoreSplit;
import org.lateo.VAEModel;
import org.lateo.nn.Sizes;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;

/**
 * Autoencoders whose scores are averaged; the average splits as each of them does.
 *
 * @param members at least one, all of the same features
 * @param kind what is averaged
 * @param samples importance samples a row, where the kind needs them
 * @param rows on which they were trained
 */
record Ensemble(List<VAEModel> members, ScoreKind kind, int samples, int rows) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no member, the members' features differ, a number
   *     is below 1, or there are more members or samples than {@link Sizes} allows
   */
  Ensemble {
    members = List.copyOf(members);
    if (members.isEmpty() || samples < 1 || rows < 1) {
      throw new IllegalArgumentException(
          String.format(
              "Expected at least 1 member, 1 sample and 1 row, found %d, %d and %d",
              members.size(), samples, rows));
    }
    if (members.size() > Sizes.MEMBERS || samples > Sizes.SAMPLES) {
      throw new IllegalArgumentException(
          String.format(
              "Expected at most %d members and %d samples, found %d and %d",
              Sizes.MEMBERS, Sizes.SAMPLES, members.size(), samples));
    }
    List<String> names = members.get(0).featureNames();
    for (VAEModel member : members) {
      if (!member.featureNames().equals(names)) {
        throw new IllegalArgumentException(
            "Expected members of the features " + names + ", found " + member.featureNames());
      }
    }
  }

  List<String> featureNames() {
    return members.get(0).featureNames();
  }

  FeatureGroups groups() {
    return FeatureGroups.of(featureNames());
  }

  /** A name for each latent entry of a row's score, {@code [latents]}. */
  List<String> latentNames(int entries) {
    int each = entries / members.size();
    return IntStream.range(0, entries)
        .mapToObj(i -> (each == 1 ? "z" : "z" + i % each) + "#" + i / Math.max(1, each))
        .toList();
  }

  /** Whether a score may have so many latent entries: all of each member, one of each, or none. */
  boolean mayHaveLatents(int entries) {
    int each = members.stream().mapToInt(VAEModel::latent).sum();
    return entries == 0 || entries == members.size() || entries == each;
  }

  /**
   * What a feature that no training row had adds: the logarithm of its probability by Laplace's
   * rule of succession, in nats; of a squared error, that of a Gaussian with this log-density.
   */
  double penalty() {
    double nats = -StrictMath.log(rows + 2.0);
    return kind == ScoreKind.RECONSTRUCTION_ERROR ? 2 * nats : nats;
  }

  /** The scores of examples, in their order. */
  List<RowScore> score(List<? extends Example<?>> examples) {
    ImmutableFeatureMap features = members.get(0).getFeatureIDMap();
    List<Example<?>> readable = new ArrayList<>();
    int[] known = new int[examples.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = examples.get(i).size() - unknown(examples.get(i), features).size();
      if (known[i] > 0) {
        readable.add(examples.get(i));
      }
    }
    List<List<ScoreSplit>> splits =
        members.stream().map(member -> member.split(kind, samples, readable)).toList();
    List<RowScore> scores = new ArrayList<>();
    FeatureGroups groups = groups();
    int next = 0;
    for (int i = 0; i < known.length; i++) {
      List<String> unseen = unseen(examples.get(i), features);
      scores.add(
          known[i] == 0
              ? RowScore.ofNothing(unseen, penalty())
              : average(groups, splits, next++, known[i], unseen));
    }
    return scores;
  }

  private static List<Feature> unknown(Example<?> example, ImmutableFeatureMap features) {
    List<Feature> unknown = new ArrayList<>();
    for (Feature feature : example) {
      if (features.getID(feature.getName()) < 0) {
        unknown.add(feature);
      }
    }
    return unknown;
  }

  /** A zero is no feature. */
  private static List<String> unseen(Example<?> example, ImmutableFeatureMap features) {
    return unknown(example, features).stream()
        .filter(feature -> feature.getValue() != 0)
        .map(Feature::getName)
        .toList();
  }

  private RowScore average(
      FeatureGroups groups,
      List<List<ScoreSplit>> splits,
      int row,
      int known,
      List<String> unseen) {
    double[] features = new double[groups.names().size()];
    double share = 1.0 / members.size();
    List<Double> latents = new ArrayList<>();
    for (List<ScoreSplit> ofMember : splits) {
      groups.add(ofMember.get(row).features(), share, features);
      for (double latent : ofMember.get(row).latents()) {
        latents.add(share * latent);
      }
    }
    double[] all = latents.stream().mapToDouble(Double::doubleValue).toArray();
    return new RowScore(known, features, all, unseen, penalty());
  }
}
