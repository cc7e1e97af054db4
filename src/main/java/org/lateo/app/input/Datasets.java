package org.lateo.app.input;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Sheets to Tribuo datasets. */
public final class Datasets {
  private Datasets() {}

  /**
   * A dataset that knows every column of the sheet: the first example has an explicit zero for each
   * that is zero in every row. Columns whose values are missing in every row are left out. It gets
   * no other zeros, for Tribuo's SGD with minibatches fails if some examples have every feature and
   * others do not.
   */
  public static <T extends Output<T>> MutableDataset<T> toTrain(Sheet sheet, OutputKind<T> kind) {
    MutableDataset<T> dataset = empty(sheet, kind);
    Rows<T> rows = Rows.of(kind, sheet, sheet.columns());
    Example<T> first = rows.example(0);
    Set<String> known = new HashSet<>();
    first.forEach(feature -> known.add(feature.getName()));
    first.addAll(
        columnsOfZeros(sheet).stream()
            .filter(column -> !known.contains(column))
            .map(column -> new Feature(column, 0))
            .toList());
    dataset.add(first);
    IntStream.range(1, sheet.size()).mapToObj(rows::example).forEach(dataset::add);
    return dataset;
  }

  private static Set<String> columnsOfZeros(Sheet sheet) {
    Set<String> columns = new TreeSet<>(sheet.columns());
    columns.removeIf(sheet.missing());
    for (SheetRow row : sheet.rows()) {
      if (!columns.isEmpty()) {
        Arrays.asList(row.columns()).forEach(columns::remove);
      }
    }
    return columns;
  }

  /**
   * A dataset for a model: each example has a feature the model knows.
   *
   * @param known the features of the model
   * @throws InputException if the sheet has none of them, or a row none where all may be missing
   */
  public static <T extends Output<T>> MutableDataset<T> toPredict(
      Sheet sheet, OutputKind<T> kind, List<String> known) {
    Set<String> model = new HashSet<>(known);
    List<String> shared = sheet.columns().stream().filter(model::contains).toList();
    if (shared.isEmpty()) {
      throw Place.of(sheet.source())
          .expected(
              "a column of the model's, which are " + Listing.of(known),
              Listing.of(sheet.columns()));
    }
    MutableDataset<T> dataset = empty(sheet, kind);
    Rows<T> rows = Rows.of(kind, sheet, shared);
    IntStream.range(0, sheet.size()).mapToObj(rows::example).forEach(dataset::add);
    return dataset;
  }

  private static <T extends Output<T>> MutableDataset<T> empty(Sheet sheet, OutputKind<T> kind) {
    return new MutableDataset<>(
        new SimpleDataSourceProvenance(sheet.description(), kind.factory()), kind.factory());
  }

  /**
   * Rows to examples.
   *
   * @param zero a known column that is never missing; it gets a zero in rows without a known column
   */
  private record Rows<T extends Output<T>>(
      OutputKind<T> kind, Sheet sheet, Optional<String> zero, Set<String> known) {

    static <T extends Output<T>> Rows<T> of(OutputKind<T> kind, Sheet sheet, List<String> known) {
      Optional<String> zero = known.stream().filter(sheet.missing().negate()).findFirst();
      return new Rows<>(kind, sheet, zero, new HashSet<>(known));
    }

    Example<T> example(int index) {
      SheetRow row = sheet.rows().get(index);
      requireFloats(row, index);
      ArrayExample<T> example =
          new ArrayExample<>(kind.output(row.response()), row.columns(), row.values());
      if (!hasKnown(row)) {
        example.add(zero.orElseThrow(() -> empty(index)), 0);
      }
      return example;
    }

    /** Of the columns that are read. */
    private void requireFloats(SheetRow row, int index) {
      for (int i = 0; i < row.columns().length; i++) {
        double value = row.values()[i];
        if (!Float.isFinite((float) value) && known.contains(row.columns()[i])) {
          throw Place.of(sheet.source())
              .row(index + 1)
              .column(row.columns()[i])
              .expected("a number within the range of a float", "" + value);
        }
      }
    }

    private boolean hasKnown(SheetRow row) {
      return Arrays.stream(row.columns()).anyMatch(known::contains);
    }

    private InputException empty(int index) {
      return Place.of(sheet.source())
          .row(index + 1)
          .expected("a value in at least one known column", "all of them missing");
    }
  }
}
