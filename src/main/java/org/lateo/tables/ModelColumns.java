package org.lateo.tables;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.lateo.likelihood.ColumnSummary;

/**
 * The columns of a sheet beside those that a model has learned from. A field, in a file one column
 * of words or several columns {@code field@value}, is one of them, whatever values the file has.
 */
record ModelColumns(LearnedColumns model, Sheet sheet) {
  private static final Logger logger = Logger.getLogger(ModelColumns.class.getName());

  /** As many absent columns as a message compares with others. */
  private static final int NAMES_COMPARED = 10;

  /**
   * Refuses a sheet without columns of the model that may not be missing, and warns of columns that
   * the model does not know, and of those that count as missing or zero. Columns of a sparse sheet
   * may be zero in every row.
   */
  void check(TableOptions options) {
    requireSameImages();
    Datasets.requireShared(sheet, model.features());
    List<String> absent = sheet.sparse() ? List.of() : absent(model.missing().negate());
    if (!absent.isEmpty() && !options.absentAsZero()) {
      throw refusal(absent);
    }
    warnOfUnknown(options.response().isEmpty());
    if (!sheet.sparse()) {
      warnOfAbsent(absent(model.missing()), "missing");
      warnOfAbsent(absentOfFields(), "zero");
      warnOfAbsent(absent, "zero");
    }
  }

  private void requireSameImages() {
    if (sheet.images().isPresent() && !model.features().equals(Set.copyOf(sheet.columns()))) {
      String expected =
          ImageSize.ofPixels(List.copyOf(model.features()))
              .map(size -> "images of " + size)
              .orElseGet(() -> "columns " + Names.list(model.features()));
      throw Position.of(sheet.source())
          .expected(
              "what the model learned from, " + expected, "images of " + sheet.images().get());
    }
  }

  /** Those of some columns of the model that the sheet lacks; fields by their names. */
  private List<String> absent(Predicate<String> which) {
    Set<String> there = fieldsOfColumns();
    there.addAll(sheet.fields());
    return absentFeatures().stream()
        .filter(which)
        .map(FeatureColumn::variable)
        .filter(name -> !there.contains(name))
        .distinct()
        .toList();
  }

  /** The columns {@code field@value} that the sheet lacks, while it has others of the field. */
  private List<String> absentOfFields() {
    Set<String> there = fieldsOfColumns();
    there.removeAll(sheet.fields());
    return absentFeatures().stream()
        .filter(name -> ColumnSummary.groupOf(name).filter(there::contains).isPresent())
        .toList();
  }

  private List<String> absentFeatures() {
    Set<String> found = new HashSet<>(sheet.columns());
    return model.features().stream().filter(name -> !found.contains(name)).toList();
  }

  private Set<String> fieldsOfColumns() {
    return sheet.columns().stream()
        .flatMap(column -> ColumnSummary.groupOf(column).stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private TableException refusal(List<String> absent) {
    List<String> others = sheet.ignored();
    String near =
        absent.stream()
            .limit(NAMES_COMPARED)
            .flatMap(name -> NearName.of(name, others).map(other -> meant(other, name)).stream())
            .collect(Collectors.joining());
    return Position.of(sheet.source())
        .expected(
            "the model's column" + (absent.size() == 1 ? " " : "s ") + Names.list(absent),
            "none" + (others.isEmpty() ? "" : ", but " + Names.list(others)) + near,
            TableException.Remedy.ABSENT_AS_ZERO,
            absent);
  }

  private static String meant(String other, String name) {
    return "; is " + Names.quoted(other) + " meant for " + Names.quoted(name) + "?";
  }

  /** Tables have left unknown columns out, sparse rows have not. */
  private List<String> unknown() {
    return sheet.sparse()
        ? sheet.columns().stream().filter(name -> !model.features().contains(name)).toList()
        : sheet.ignored();
  }

  private void warnOfUnknown(boolean mayBeResponse) {
    List<String> names = unknown();
    boolean one = names.size() == 1;
    if (!names.isEmpty()) {
      logger.warning(
          String.format(
              "%s: the model does not know %s, and leaves %s out%s",
              sheet.source(),
              one
                  ? "the column " + Names.quoted(names.get(0))
                  : names.size() + " columns, " + Names.list(names),
              one ? "it" : "them",
              mayBeResponse && !sheet.sparse()
                  ? " (name " + (one ? "it" : "one") + " as the response, if it is the output)"
                  : ""));
    }
  }

  private void warnOfAbsent(List<String> names, String countAs) {
    if (!names.isEmpty()) {
      logger.warning(
          String.format(
              "%s lacks %s of the model, which %s as %s in every row: %s",
              sheet.source(),
              names.size() == 1 ? "a column" : names.size() + " columns",
              names.size() == 1 ? "counts" : "count",
              countAs,
              Names.list(names)));
    }
  }
}
