package org.lateo.app.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.output.TakesMissing;
import org.lateo.tables.ImageSize;
import org.lateo.tables.Names;
import org.lateo.tables.Sheet;
import org.tribuo.Model;

/**
 * The columns that a model has learned from. A field, in a file one column of words or several
 * columns {@code field@value}, is one of them, whatever values the file has.
 *
 * @param features the names of the model's features, ascending
 * @param fields the fields of features {@code field@value}
 * @param missing whether an absent feature is missing; most models take it as zero
 * @param takesMissing whether models of this kind can take values as missing
 */
record ModelColumns(
    List<String> features, Set<String> fields, Predicate<String> missing, boolean takesMissing) {

  static ModelColumns of(Model<?> model) {
    List<String> features = model.getFeatureIDMap().keySet().stream().sorted().toList();
    Set<String> fields =
        features.stream()
            .flatMap(name -> ColumnSummary.groupOf(name).stream())
            .collect(Collectors.toUnmodifiableSet());
    Optional<TakesMissing> incomplete =
        Optional.of(model).filter(TakesMissing.class::isInstance).map(TakesMissing.class::cast);
    return new ModelColumns(
        features,
        fields,
        incomplete.<Predicate<String>>map(takes -> takes::mayMiss).orElse(column -> false),
        incomplete.isPresent());
  }

  /** Those of some columns of the model that a file lacks; fields by their names. */
  List<String> absent(Sheet sheet, Predicate<String> which) {
    Set<String> there = fieldsOf(sheet);
    Set<String> found = new HashSet<>(sheet.columns());
    return features.stream()
        .filter(name -> !found.contains(name) && which.test(name))
        .map(name -> ColumnSummary.groupOf(name).orElse(name))
        .filter(name -> !there.contains(name))
        .distinct()
        .toList();
  }

  /** The columns {@code field@value} that a file lacks, while it has others of the field. */
  List<String> absentOfFields(Sheet sheet) {
    Set<String> there = fieldsOf(sheet);
    there.removeAll(sheet.fields());
    Set<String> found = new HashSet<>(sheet.columns());
    return features.stream()
        .filter(name -> !found.contains(name))
        .filter(name -> ColumnSummary.groupOf(name).filter(there::contains).isPresent())
        .toList();
  }

  private static Set<String> fieldsOf(Sheet sheet) {
    Set<String> there = new HashSet<>(sheet.fields());
    sheet.columns().forEach(column -> ColumnSummary.groupOf(column).ifPresent(there::add));
    return there;
  }

  /** Whether the model's features are these pixels. */
  boolean arePixels(Collection<String> pixels) {
    return new HashSet<>(features).equals(new HashSet<>(pixels));
  }

  /** A short description of the columns, for messages. */
  String describe() {
    return ImageSize.ofPixels(features)
        .map(size -> "images of " + size)
        .orElseGet(() -> "columns " + Names.list(features));
  }
}
