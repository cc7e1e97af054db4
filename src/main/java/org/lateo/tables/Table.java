package org.lateo.tables;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.lateo.output.LatentCode;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/**
 * The rows of a file or an array, as datasets for Tribuo's trainers and models.
 *
 * <pre>{@code
 * Table table = Table.read(Path.of("customers.csv"));
 * VAEModel model = VAETrainer.builder().missing(table.missing()).build().fit(table.unlabelled());
 * List<LatentCode> scores = model.score(Table.read(Path.of("new.csv"), model).unlabelled());
 * }</pre>
 *
 * <p>Formats: separated values (CSV, TSV), JSON objects (a line each, or in one array), libsvm, IDX
 * images; gzipped or not. The types of columns are found out, see {@link #columns()}, unless {@link
 * TableOptions} say them. A model remembers the types of the table it was trained on.
 */
public final class Table {
  private final Sheet sheet;

  /** The features of the model that the rows are for; null to train. */
  private final List<String> known;

  private Table(Sheet sheet, List<String> known) {
    this.sheet = sheet;
    this.known = known;
  }

  /**
   * Reads a file to train on. Gaps are missing values, see {@link #missing()}.
   *
   * @throws TableException if there is no such file or something in it is wrong
   */
  public static Table read(Path file) {
    return read(TableOptions.of(file));
  }

  /** As above, by options. */
  public static Table read(TableOptions options) {
    return new Table(SheetReader.read(options.withGaps()), null);
  }

  /**
   * Reads a file for a model, in the way in which the table that it was trained on was read;
   * columns that it does not know are left out with a warning.
   *
   * @throws TableException if there is no such file, if something in it is wrong, or if it lacks
   *     columns of the model that may not be missing; not so of libsvm files, where absent columns
   *     are zero, and of options {@link TableOptions#withAbsentAsZero}
   */
  public static Table read(Path file, Model<?> model) {
    return read(TableOptions.of(file), model);
  }

  /** As above, by options. */
  public static Table read(TableOptions options, Model<?> model) {
    return new Table(SheetReader.read(options.forModel(model)), Datasets.features(model));
  }

  /**
   * Rows of numbers in memory, to train on or for a model of such rows; NaN is a gap. Columns are
   * called x0, x1 and so on, with leading zeros where there are ten or more, if no names are given.
   *
   * @param rows {@code [rows][columns]}
   * @param names of the columns, or none
   * @throws TableException if there are no rows, if they differ in length, if there are not as many
   *     names as columns, or if a number is infinite
   */
  public static Table of(double[][] rows, String... names) {
    int columns = rows.length == 0 ? names.length : rows[0].length;
    List<String> named = names.length == 0 ? ArrayRows.names(columns) : List.of(names);
    return new Table(new ArrayRows(rows, named).sheet(), null);
  }

  /**
   * Rows of numbers in memory for a model, in the order of its features' names; NaN is a gap, which
   * features that may be missing can have.
   *
   * @param rows {@code [rows][features]}
   * @throws TableException as {@link #of(double[][], String...)}, or if there is a gap elsewhere
   */
  public static Table of(double[][] rows, Model<?> model) {
    List<String> features = Datasets.features(model);
    Predicate<String> missing = LearnedColumns.of(model).missing();
    return new Table(new ArrayRows(rows, features).sheet(missing), features);
  }

  /**
   * Rows of numbers in memory, of which some columns, called x0 and so on, may be missing: there a
   * zero is a value, and NaN is none.
   *
   * @param rows {@code [rows][columns]}
   * @param missing whether a column may be missing
   * @throws TableException as {@link #of(double[][], String...)}, or if there is a gap elsewhere
   */
  public static Table of(double[][] rows, Predicate<String> missing) {
    List<String> names = ArrayRows.names(rows.length == 0 ? 0 : rows[0].length);
    return new Table(new ArrayRows(rows, names).sheet(missing), null);
  }

  /**
   * The columns of the file with their types, and why; empty for libsvm files, images and arrays.
   */
  public List<Column> columns() {
    return sheet.schema().map(Schema::list).orElse(List.of());
  }

  /** The number of rows. */
  public int size() {
    return sheet.size();
  }

  /**
   * The columns that have gaps, as regular expressions for the trainers' {@code missing}; without
   * them a gap counts as zero.
   */
  public String[] missing() {
    return sheet.gaps().stream().map(Pattern::quote).toArray(String[]::new);
  }

  /** The rows with unknown outputs. */
  public Dataset<LatentCode> unlabelled() {
    return dataset(OutputKind.none());
  }

  /** The rows labelled with the response; without one they are unlabelled. */
  public Dataset<Label> labels() {
    return dataset(OutputKind.labels());
  }

  /**
   * The rows with the response as a number, the regressor's only dimension; without one they are
   * unlabelled.
   *
   * @throws TableException where a response is no finite number
   */
  public Dataset<Regressor> numbers() {
    return dataset(OutputKind.numbers(sheet.responseName(), sheet.cells()));
  }

  /**
   * The rows as events: those whose response is {@code anomalous} are anomalous, those with another
   * are expected, and those without are unknown.
   */
  public Dataset<Event> events(String anomalous) {
    return dataset(OutputKind.events(anomalous));
  }

  /**
   * The rows as a detector is trained on, none of them anomalous: those with a response are
   * expected, whatever it says, and the others unknown. {@link #events(String)} knows anomalies.
   */
  public Dataset<Event> events() {
    return dataset(OutputKind.events(""));
  }

  /** The rows with outputs of any kind. */
  public <T extends Output<T>> Dataset<T> dataset(OutputKind<T> kind) {
    return known == null ? Datasets.toTrain(sheet, kind) : Datasets.toPredict(sheet, kind, known);
  }
}
