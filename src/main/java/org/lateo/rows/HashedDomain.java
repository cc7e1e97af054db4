package org.lateo.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lateo.config.PartKind;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.hash.HashedFeatureMap;

/**
 * Feature domains of Tribuo's {@code HashingTrainer}: they find a column by a feature's name, but
 * the names they hold are hashes, in which neither a field {@code field@value} nor a regular
 * expression can be found. Settings that select columns by name are therefore refused for them.
 */
public final class HashedDomain {
  private HashedDomain() {}

  /** Whether the names of a feature domain are hashes. */
  public static boolean is(FeatureMap features) {
    return features instanceof HashedFeatureMap;
  }

  /**
   * A readable name for each column: the domain's own or, if those are hashes, the name of the
   * first feature of the examples in the column.
   *
   * @return {@code [columns]}
   */
  public static List<String> names(
      Iterable<? extends Example<?>> examples, ImmutableFeatureMap features) {
    List<String> names = ExampleTable.names(features);
    if (!is(features)) {
      return names;
    }
    Map<Integer, String> found = new HashMap<>();
    for (Example<?> example : examples) {
      for (Feature feature : example) {
        found.putIfAbsent(features.getID(feature.getName()), feature.getName());
      }
    }
    return IntStream.range(0, names.size())
        .mapToObj(c -> found.getOrDefault(c, names.get(c)))
        .toList();
  }

  /**
   * Refuses a training whose likelihood would be another one if the domain held names.
   *
   * @param likelihoodFor the likelihood that the trainer chooses for columns
   * @param names as {@link #names} gives them
   * @param columns the columns of the training rows, by the domain's names
   * @throws IllegalArgumentException if the domain is hashed and the likelihood depends on names
   */
  public static void requireNamesUnused(
      Function<List<ColumnSummary>, Likelihood> likelihoodFor,
      ImmutableFeatureMap features,
      List<String> names,
      List<ColumnSummary> columns,
      Table table,
      Split split) {
    if (!is(features)) {
      return;
    }
    List<ColumnSummary> named = ColumnSummaries.of(table, names, split.training());
    if (!choice(likelihoodFor, named).equals(choice(likelihoodFor, columns))) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a feature domain that has names, since the likelihood is chosen by fields"
                  + " field@value or by rules for names, found one of HashingTrainer, whose names are"
                  + " hashes, such as %s for %s: train without hashing, or with one likelihood for"
                  + " all columns",
              columns.get(0).name(), names.get(0)));
    }
  }

  /** The chosen likelihood of each group of columns; empty if no likelihood can be chosen. */
  private static Map<List<Integer>, String> choice(
      Function<List<ColumnSummary>, Likelihood> likelihoodFor, List<ColumnSummary> columns) {
    Map<List<Integer>, String> choice = new LinkedHashMap<>();
    try {
      Likelihood chosen = likelihoodFor.apply(columns);
      chosen
          .groups(columns.size())
          .forEach(group -> choice.put(group.columns(), PartKind.format(group.likelihood())));
    } catch (IllegalArgumentException e) {
      // A rule that matches no hash; faults of the names themselves are reported later.
      choice.clear();
    }
    return choice;
  }

  /**
   * Refuses patterns for names that are hashes.
   *
   * @throws IllegalArgumentException naming the setting
   */
  static void requireNoPatterns(String setting, List<?> patterns, ImmutableFeatureMap features) {
    if (is(features) && !patterns.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: expected no names with a feature domain of HashingTrainer, whose names are"
                  + " hashes, found %s: train without hashing",
              setting, patterns));
    }
  }

  /**
   * Refuses to export a file that reads examples by the names of their features.
   *
   * @throws IllegalArgumentException if the names are hashes
   */
  public static void requireNames(ImmutableFeatureMap features) {
    if (is(features)) {
      throw new IllegalArgumentException(
          "Expected a feature domain by whose names an exported file can read examples, found one of"
              + " HashingTrainer, whose names are hashes; exportONNXModel writes a graph of columns"
              + " without names");
    }
  }

  /**
   * The features of an example that a domain knows, renamed to the domain's names; features of one
   * column add up.
   */
  static List<Feature> known(Example<?> example, ImmutableFeatureMap features) {
    List<Feature> known = new ArrayList<>(example.size());
    for (Feature feature : example) {
      if (features.getID(feature.getName()) >= 0) {
        known.add(feature);
      }
    }
    return is(features) ? hashed(known, features) : known;
  }

  private static List<Feature> hashed(List<Feature> known, ImmutableFeatureMap features) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Feature feature : known) {
      values.merge(features.get(feature.getName()).getName(), feature.getValue(), Double::sum);
    }
    return values.entrySet().stream().map(e -> new Feature(e.getKey(), e.getValue())).toList();
  }
}
