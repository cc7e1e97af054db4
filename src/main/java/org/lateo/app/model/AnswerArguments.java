package org.lateo.app.model;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.lateo.app.output.ResultFile;
import org.lateo.app.output.RowsFile;
import org.lateo.app.verb.Messages;
import org.lateo.tables.Sheet;
import org.tribuo.Model;
import picocli.CommandLine.Mixin;

/** The options of verbs that write what a model says of each row, behind columns that are kept. */
public final class AnswerArguments {
  @Mixin ModelArgument model;
  @Mixin ModelRows rows;
  @Mixin KeptColumns kept;
  @Mixin OutArgument out;

  /** Which model. */
  public ModelArgument model() {
    return model;
  }

  /** Which rows. */
  public ModelRows rows() {
    return rows;
  }

  /** Where to. */
  public Path out() {
    return out.path();
  }

  /** Opens the file that is written. */
  public ResultFile open(Messages messages) {
    return out.open(rows, model, messages);
  }

  /** Reads the rows of a model, with their text if columns are to be kept. */
  public Sheet read(Model<?> of, Messages messages) {
    return kept.read(rows, of, messages);
  }

  /**
   * Writes a line for each row of a sheet: its kept columns, then others.
   *
   * @param names the names of the others
   * @param cells those of a row, by its index from 0
   */
  public void write(
      ResultFile file, Sheet sheet, List<String> names, IntFunction<List<String>> cells) {
    KeptColumns.Kept columns = kept.of(sheet);
    IntFunction<List<String>> lines = i -> columns.cells(i, cells.apply(i));
    file.write(to -> RowsFile.named(out()).write(to, columns.header(names), sheet.size(), lines));
  }
}
