package org.lateo.app;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lateo.VAEModel;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.app.input.ImageSize;
import org.lateo.app.input.Listing;
import org.lateo.app.input.Sheet;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.likelihood.ColumnSummary;
import org.tribuo.Model;

/**
 * The columns that a model has learned from. A field, one column of words or several of {@code
 * field@value}, is one of them, whatever values of it a file has.
 *
 * @param features their names, ascending
 * @param fields the fields of features {@code field@value}
 * @param missing whether a feature is missing where it is absent; most models take it as zero
 * @param encoded whether an autoencoder reads them, to which values may be missing
 */
record ModelColumns(
    List<String> features, Set<String> fields, Predicate<String> missing, boolean encoded) {

  static ModelColumns of(Model<?> model) {
    List<String> features = model.getFeatureIDMap().keySet().stream().sorted().toList();
    Set<String> fields =
        features.stream()
            .flatMap(name -> ColumnSummary.groupOf(name).stream())
            .collect(Collectors.toUnmodifiableSet());
    Optional<VAEModel> encoder = encoder(model);
    return new ModelColumns(features, fields, missing(model, encoder), encoder.isPresent());
  }

  private static Optional<VAEModel> encoder(Model<?> model) {
    if (model instanceof VAEModel vae) {
      return Optional.of(vae);
    }
    if (model instanceof VAEAnomalyModel detector) {
      return Optional.of(detector.members().get(0));
    }
    return model instanceof LatentFeatureModel<?> pipeline
        ? Optional.of(pipeline.encoder())
        : Optional.empty();
  }

  /** Each autoencoder of a detector knows the columns of its own rows. */
  private static Predicate<String> missing(Model<?> model, Optional<VAEModel> encoder) {
    if (model instanceof VAEAnomalyModel detector) {
      return detector::mayMiss;
    }
    return column -> encoder.filter(vae -> vae.mayMiss(column)).isPresent();
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
