package org.lateo.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
 * the names that they hold are hashes, which no field {@code field@value} and no regular expression
 * can be read from. What goes by names is therefore refused for them.
 */
public final class HashedDomain {
  private HashedDomain() {}

  /** Whether the names of a feature domain are hashes. */
  public static boolean is(FeatureMap features) {
    return features instanceof HashedFeatureMap;
  }

  /**
   * A name for each column that a training may go by: the domain's own or, where those are hashes,
   * that of the first feature of the examples that is in the column.
   *
   * @return {@code [columns]}
   */
  public static List<String> names(
      Iterable<? extends Example<?>> examples, ImmutableFeatureMap features) {
    List<String> names = new ArrayList<>(ExampleTable.names(features));
    if (is(features)) {
      List<String> found = new ArrayList<>(Collections.nCopies(names.size(), null));
      examples.forEach(example -> note(example, features, found));
      for (int c = 0; c < names.size(); c++) {
        names.set(c, Optional.ofNullable(found.get(c)).orElse(names.get(c)));
      }
    }
    return names;
  }

  private static void note(Example<?> example, ImmutableFeatureMap features, List<String> found) {
    for (Feature feature : example) {
      int column = features.getID(feature.getName());
      if (column >= 0 && found.get(column) == null) {
        found.set(column, feature.getName());
      }
    }
  }

  /**
   * Refuses a training that would be another one if it knew the names.
   *
   * @param likelihoodFor the likelihood that the trainer chooses for columns
   * @param names of {@link #names}
   * @param columns what the domain says of the training rows
   * @throws IllegalArgumentException if the domain is hashed and the likelihood goes by names
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
              "Expected a feature domain that has names, since a likelihood for each field"
                  + " field@value or by rules is chosen by them, found one of HashingTrainer, whose"
                  + " names are hashes, such as %s for %s: train without hashing, or with one"
                  + " likelihood for all columns",
              columns.get(0).name(), names.get(0)));
    }
  }

  /** Which columns have which likelihood; nothing where none can be chosen. */
  private static Map<List<Integer>, String> choice(
      Function<List<ColumnSummary>, Likelihood> likelihoodFor, List<ColumnSummary> columns) {
    Map<List<Integer>, String> choice = new LinkedHashMap<>();
    try {
      Likelihood chosen = likelihoodFor.apply(columns);
      chosen
          .groups(columns.size())
          .forEach(group -> choice.put(group.columns(), PartKind.format(group.likelihood())));
    } catch (IllegalArgumentException e) {
      // A rule that matches no hash; what is wrong with the names themselves is said later.
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
          setting
              + ": expected no names with a feature domain of HashingTrainer, whose names are"
              + " hashes, found "
              + patterns
              + ": train without hashing");
    }
  }

  /**
   * Refuses to export a file that reads examples by the names of their features.
   *
   * @throws IllegalArgumentException if these are hashes
   */
  public static void requireNames(ImmutableFeatureMap features) {
    if (is(features)) {
      throw new IllegalArgumentException(
          "Expected a feature domain whose names an exported file could read examples by, found one"
              + " of HashingTrainer, whose names are hashes; exportONNXModel writes a graph that is"
              + " read by columns alone");
    }
  }

  /**
   * Those of an example's features that a domain knows, by the names that it has for them; features
   * of one column add up.
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
