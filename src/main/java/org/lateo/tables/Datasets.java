package org.lateo.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.lateo.data.LazyList;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.rows.StoredDataset;
import org.lateo.tables.TableException.Remedy;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;

/** Makes Tribuo datasets of sheets. */
public final class Datasets {
  private Datasets() {}

  /**
   * A dataset for training, which knows every column of the sheet: the first example has an
   * explicit zero for each column that is zero in every row. Columns whose values are missing in
   * every row are left out. There are no other explicit zeros, since Tribuo's SGD with minibatches
   * fails if some examples have every feature and others do not.
   */
  public static <T extends Output<T>> Dataset<T> toTrain(Sheet sheet, OutputKind<T> kind) {
    Rows<T> rows = Rows.of(kind, sheet, sheet.columns());
    Set<String> zeros = columnsOfZeros(sheet);
    rows.exampleOfDataset(0).forEach(feature -> zeros.remove(feature.getName()));
    return dataset(sheet, kind, row -> row == 0 ? rows.first(zeros) : rows.exampleOfDataset(row));
  }

  private static Set<String> columnsOfZeros(Sheet sheet) {
    Set<String> columns = new TreeSet<>(sheet.columns());
    columns.removeIf(sheet.missing());
    Iterator<SheetRow> rows = sheet.rows().iterator();
    while (!columns.isEmpty() && rows.hasNext()) {
      Arrays.asList(rows.next().columns()).forEach(columns::remove);
    }
    return columns;
  }

  /** The names of a model's features, ascending. */
  public static List<String> features(Model<?> model) {
    return model.getFeatureIDMap().keySet().stream().sorted().toList();
  }

  /**
   * A dataset for a model: each example has a feature that the model knows, or a new value of one
   * of the model's fields.
   *
   * @param known the features of the model
   * @throws TableException if the sheet has none of the features, or if all may be missing and a
   *     row has no value
   */
  public static <T extends Output<T>> Dataset<T> toPredict(
      Sheet sheet, OutputKind<T> kind, List<String> known) {
    return dataset(sheet, kind, forModel(sheet, kind, known)::exampleOfDataset);
  }

  /**
   * As {@link #toPredict}, without a dataset: examples that are made anew each time they are read.
   */
  public static <T extends Output<T>> List<Example<T>> examples(
      Sheet sheet, OutputKind<T> kind, List<String> known) {
    return new LazyList<>(sheet.size(), forModel(sheet, kind, known)::exampleOfDataset);
  }

  /**
   * As {@link #toPredict}, but examples whose values are all missing are accepted; since they have
   * no feature, no dataset can hold them.
   */
  public static <T extends Output<T>> List<Example<T>> toImpute(
      Sheet sheet, OutputKind<T> kind, List<String> known) {
    return new LazyList<>(sheet.size(), forModel(sheet, kind, known)::example);
  }

  private static <T extends Output<T>> Rows<T> forModel(
      Sheet sheet, OutputKind<T> kind, List<String> known) {
    requireShared(sheet, known);
    return Rows.of(kind, sheet, known);
  }

  /**
   * Refuses a file without any column that a model knows.
   *
   * @throws TableException if the sheet has neither a feature of the model nor a field of it
   */
  static void requireShared(Sheet sheet, Collection<String> known) {
    Set<String> model = new HashSet<>(known);
    if (sheet.columns().stream().noneMatch(model::contains) && !hasField(sheet, known)) {
      List<String> found = new ArrayList<>(sheet.columns());
      found.addAll(sheet.ignored());
      throw Position.of(sheet.source())
          .expected("a column of the model's, which are " + Names.list(known), Names.list(found));
    }
  }

  private static boolean hasField(Sheet sheet, Collection<String> known) {
    return known.stream()
        .anyMatch(name -> ColumnSummary.groupOf(name).filter(sheet.fields()::contains).isPresent());
  }

  /** In memory, if the examples fit into it. */
  private static <T extends Output<T>> Dataset<T> dataset(
      Sheet sheet, OutputKind<T> kind, IntFunction<Example<T>> example) {
    TableProvenance source =
        new TableProvenance(sheet.description(), sheet.schema().map(Schema::json).orElse(""));
    List<Example<T>> examples = new LazyList<>(sheet.size(), example);
    return sheet.fitsInMemory()
        ? new MutableDataset<>(examples, source, kind.factory())
        : new StoredDataset<>(source, kind.factory(), examples);
  }

  /**
   * Makes examples of rows.
   *
   * @param zero a known column that is never missing, if there is one; it is an explicit zero in
   *     rows without any known column
   */
  private record Rows<T extends Output<T>>(
      OutputKind<T> kind, Sheet sheet, Optional<String> zero, Set<String> known) {

    static <T extends Output<T>> Rows<T> of(OutputKind<T> kind, Sheet sheet, List<String> known) {
      Optional<String> zero = known.stream().filter(sheet.missing().negate()).findFirst();
      return new Rows<>(kind, sheet, zero, new HashSet<>(known));
    }

    Example<T> example(int index) {
      SheetRow row = sheet.rows().get(index);
      requireFloats(row);
      Example<T> example = new ArrayExample<>(output(row), row.columns(), row.values());
      if (!hasKnown(row)) {
        zero.ifPresent(column -> example.add(new Feature(column, 0)));
      }
      return example;
    }

    private T output(SheetRow row) {
      try {
        return kind.output(row.response());
      } catch (NumberFormatException e) {
        String text = row.response().orElseThrow();
        Position at = Position.of(sheet.source()).row(row.number()).column(sheet.responseName());
        String expected = "a finite number as response";
        throw text.contains(",")
            ? at.expected(expected, Names.quoted(text), Remedy.DECIMAL_COMMA)
            : at.expected(expected, Names.quoted(text), e);
      }
    }

    /** As above, but a row without a value is refused, as Tribuo's datasets would do. */
    Example<T> exampleOfDataset(int index) {
      Example<T> example = example(index);
      if (!hasKnown(sheet.rows().get(index)) && zero.isEmpty() && !hasField(index)) {
        throw Position.of(sheet.source())
            .row(sheet.rows().get(index).number())
            .expected("a value in at least one known column", "all of them missing");
      }
      return example;
    }

    /** The first row, with explicit zeros in columns that would not be known without it. */
    Example<T> first(Set<String> zeros) {
      Example<T> first = exampleOfDataset(0);
      first.addAll(zeros.stream().map(column -> new Feature(column, 0)).toList());
      return first;
    }

    /** Whether a row has a value of one of the known fields, even an unknown value. */
    private boolean hasField(int index) {
      return Arrays.stream(sheet.rows().get(index).columns())
          .anyMatch(column -> ColumnSummary.groupOf(column).filter(fields()::contains).isPresent());
    }

    private Set<String> fields() {
      return known.stream()
          .flatMap(name -> ColumnSummary.groupOf(name).stream())
          .collect(Collectors.toSet());
    }

    /** Refuses values that are not finite as floats, in the known columns. */
    private void requireFloats(SheetRow row) {
      for (int i = 0; i < row.columns().length; i++) {
        double value = row.values()[i];
        if (!Float.isFinite((float) value) && known.contains(row.columns()[i])) {
          throw Position.of(sheet.source())
              .row(row.number())
              .column(row.columns()[i])
              .expected("a number within the range of a float", "" + value);
        }
      }
    }

    private boolean hasKnown(SheetRow row) {
      return Arrays.stream(row.columns()).anyMatch(known::contains);
    }
  }
}
