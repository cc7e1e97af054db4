package org.lateo.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.tables.Column;
import org.lateo.tables.ImageSize;
import org.lateo.tables.Names;
import org.lateo.tables.Schema;
import org.lateo.tables.TableProvenance;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

/**
 * What a report is made from.
 *
 * @param model the model
 * @param rows the rows that are shown, if there are any
 * @param numbers of the rows in their file, from 1; empty to count them from 1
 * @param isFresh whether the model has not been trained on these rows
 * @param columns of the table; empty to take those that the model remembers
 * @param images the size of the images, if the rows are images
 * @param history the epochs of the training; may be empty
 * @param command the command that made the model, or nothing
 * @param anomalous the response of anomalous rows
 */
record Facts(
    Model<?> model,
    Optional<Dataset<?>> rows,
    List<Integer> numbers,
    boolean isFresh,
    List<Column> columns,
    Optional<ImageSize> images,
    List<EpochReport> history,
    String command,
    String anomalous) {
  private static final int DIGITS = 4;

  /** The columns that were given, else those that the model remembers. */
  List<Column> knownColumns() {
    return columns.isEmpty()
        ? TableProvenance.schemaOf(model).map(Schema::list).orElse(List.of())
        : columns;
  }

  /** The number of a row that is shown, by its place from 0. */
  String rowNumber(int row) {
    return count(numbers.isEmpty() ? row + 1 : numbers.get(row));
  }

  /** Number of rows that are shown. */
  int size() {
    return rows.map(Dataset::size).orElse(0);
  }

  /** The rows that are shown; none if there are none. */
  List<? extends Example<?>> examples() {
    return rows.map(Facts::examples).orElse(List.of());
  }

  private static List<? extends Example<?>> examples(Dataset<?> dataset) {
    return dataset.getData();
  }

  /** The first rows. */
  List<? extends Example<?>> first(int most) {
    List<? extends Example<?>> all = examples();
    return all.subList(0, Math.min(most, all.size()));
  }

  /** The first rows as numbers, {@code [rows, columns]}; features that a row lacks are zero. */
  double[][] values(int most) {
    List<String> names = features();
    Map<String, Integer> columns =
        IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, c -> c));
    return first(most).stream().map(row -> values(row, columns)).toArray(double[][]::new);
  }

  private static double[] values(Example<?> row, Map<String, Integer> columns) {
    double[] values = new double[columns.size()];
    for (Feature feature : row) {
      Integer column = columns.get(feature.getName());
      if (column != null) {
        values[column] = feature.getValue();
      }
    }
    return values;
  }

  /** The features of the model, in its order. */
  List<String> features() {
    return IntStream.range(0, model.getFeatureIDMap().size())
        .mapToObj(i -> model.getFeatureIDMap().get(i).getName())
        .toList();
  }

  /** The rows, if they are of classes. */
  @SuppressWarnings("unchecked") // Its examples are of labels if its factory is.
  Optional<Dataset<Label>> labelled() {
    return rows.filter(dataset -> dataset.getOutputFactory() instanceof LabelFactory)
        .map(dataset -> (Dataset<Label>) dataset);
  }

  /** The name of the table that the model was trained on, or a word for it. */
  String source() {
    return sourceFile().isEmpty() ? "rows in memory" : name(sourceFile());
  }

  /** The name of the file of the rows that are shown, else of those that it was trained on. */
  String shownSource() {
    return rows.flatMap(TableProvenance::ofRows)
        .map(TableProvenance::file)
        .map(Facts::name)
        .orElseGet(this::source);
  }

  /** Whether the model has just been trained. */
  boolean isTraining() {
    return !isFresh || !command.isEmpty();
  }

  /** The name of the file that the model was trained on; empty for rows of another kind. */
  String sourceFile() {
    return TableProvenance.of(model).map(TableProvenance::file).orElse("");
  }

  /** A name of the user's, shortened if it is long. */
  static String name(String column) {
    return Names.shown(column);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String number(double value) {
    String text =
        Double.isInfinite(value) ? "\u221e" : String.format(Locale.ROOT, "%.2f", Math.abs(value));
    return (value < 0 && !text.equals("0.00") ? "−" : "") + text;
  }

  /** Four digits of a number of any size, in its own unit; "unknown" for NaN. */
  static String significant(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "unknown" : number(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
    boolean plain = Math.abs(value) < 1e7 && (value == 0 || Math.abs(value) >= 1e-4);
    return (plain ? rounded.toPlainString() : rounded.toString()).replace('-', '−');
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
