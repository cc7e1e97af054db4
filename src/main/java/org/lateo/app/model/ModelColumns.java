package org.lateo.app.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lateo.app.input.ImageSize;
import org.lateo.app.input.Listing;
import org.lateo.app.input.Sheet;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.output.TakesMissing;
import org.tribuo.Model;

/**
 * The columns that a model has learned from. A field, one column of words or several of {@code
 * field@value}, is one of them, whatever values of it a file has.
 *
 * @param features their names, ascending
 * @param fields the fields of features {@code field@value}
 * @param missing whether a feature is missing where it is absent; most models take it as zero
 * @param takesMissing whether it is a kind of model to which values may be missing
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

  /** Whether a column of a file is one of these, or another value of one of the fields. */
  Predicate<String> known() {
    Set<String> names = new HashSet<>(features);
    return column ->
        names.contains(column)
            || fields.contains(column)
            || ColumnSummary.groupOf(column).filter(fields::contains).isPresent();
  }

  /** Those that a file lacks and that are not missing then, fields by their own names. */
  List<String> absent(Sheet sheet) {
    return absent(sheet, missing.negate());
  }

  /** Those that a file lacks and that are missing then, fields by their own names. */
  List<String> absentMissing(Sheet sheet) {
    return absent(sheet, missing);
  }

  private List<String> absent(Sheet sheet, Predicate<String> which) {
    Set<String> there = fieldsOf(sheet);
    Set<String> found = new HashSet<>(sheet.columns());
    return features.stream()
        .filter(name -> !found.contains(name) && which.test(name))
        .map(name -> ColumnSummary.groupOf(name).orElse(name))
        .filter(name -> !there.contains(name))
        .distinct()
        .toList();
  }

  /** The columns {@code field@value} that a file lacks which has others of the field. */
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

  /** Whether these are the pixels of images of the same size. */
  boolean arePixels(Collection<String> pixels) {
    return new HashSet<>(features).equals(new HashSet<>(pixels));
  }

  /** What they are, in few words. */
  String describe() {
    return ImageSize.ofPixels(features)
        .map(size -> "images of " + size)
        .orElseGet(() -> "columns " + Listing.of(features));
  }
}
