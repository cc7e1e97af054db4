package org.lateo.app.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Refusals;
import org.lateo.tables.Names;
import org.lateo.tables.Sheet;
import org.lateo.tables.SheetText;
import org.tribuo.Model;
import picocli.CommandLine.Option;

/** The columns of a file of rows that are copied to the file that is written, such as an id. */
public final class KeptColumns {
  @Option(
      names = "--keep",
      paramLabel = "REGEX",
      description =
          "Copy these columns of the rows, such as an id, in front of what is written; '.*' for all."
              + " May be repeated.")
  String[] patterns = {};

  /** Reads the rows of a model, with their text if columns are to be kept. */
  public Sheet read(ModelRows rows, Model<?> model, Messages messages) {
    return patterns.length == 0 ? rows.read(model, messages) : rows.readWithText(model, messages);
  }

  /**
   * The kept columns of rows.
   *
   * @param written the names of the columns that are written behind them
   */
  public Kept of(Sheet sheet, List<String> written) {
    if (patterns.length == 0) {
      return new Kept(List.of(), new int[0], List.of());
    }
    SheetText text =
        sheet
            .text()
            .orElseThrow(
                () ->
                    new InputException(
                        "--keep: expected rows with named columns, found " + sheet.source()));
    List<Pattern> kept =
        Refusals.option("keep", () -> Arrays.stream(patterns).map(Pattern::compile).toList());
    List<String> names = text.columns();
    int[] columns =
        IntStream.range(0, names.size())
            .filter(i -> kept.stream().anyMatch(p -> p.matcher(names.get(i)).matches()))
            .toArray();
    if (columns.length == 0) {
      throw new InputException(
          String.format(
              "--keep: expected a column of %s that matches, found none for %s",
              sheet.source(), String.join(", ", patterns)));
    }
    List<String> header = IntStream.of(columns).mapToObj(names::get).toList();
    requireOthers(header, written);
    return new Kept(header, columns, text.rows());
  }

  private static void requireOthers(List<String> header, List<String> written) {
    List<String> twice = header.stream().filter(written::contains).toList();
    if (!twice.isEmpty()) {
      throw new InputException(
          String.format(
              "--keep: expected columns of other names than those that are written, found %s"
                  + " (rename them in the file, or keep others)",
              Names.list(twice)));
    }
  }

  /**
   * Columns that are copied.
   *
   * @param header their names
   * @param columns their places in the file
   * @param rows the cells of each row
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Kept(List<String> header, int[] columns, List<List<String>> rows) {
    /** The kept columns, then others. */
    public List<String> header(List<String> others) {
      List<String> all = new ArrayList<>(header);
      all.addAll(others);
      return all;
    }

    /** The kept cells of a row, then others. */
    public List<String> cells(int row, List<String> others) {
      List<String> all = new ArrayList<>();
      for (int column : columns) {
        all.add(rows.get(row).get(column));
      }
      all.addAll(others);
      return all;
    }
  }
}
