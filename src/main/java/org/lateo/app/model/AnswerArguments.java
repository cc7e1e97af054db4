package org.lateo.app.model;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.lateo.app.output.ResultFile;
import org.lateo.app.output.RowsFile;
import org.lateo.app.progress.RowProgress;
import org.lateo.app.verb.Messages;
import org.lateo.inference.Runner;
import org.lateo.tables.Sheet;
import org.tribuo.Model;
import picocli.CommandLine.Mixin;

/** The options of verbs that write what a model says of each row, behind columns that are kept. */
public final class AnswerArguments {
  /**
   * Whole batches, so that each row has the bits that it has when all are asked for at once, unless
   * it is computed from several samples, of which there are fewer in a batch.
   */
  private static final int ROWS_AT_ONCE = 4 * Runner.EXAMPLES;

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

  /** What is written of each row. */
  public interface Answer<A> {
    /** The cells of a row, by its index from 0. */
    List<String> cells(int row, A answer);
  }

  /**
   * Writes a line for each row of a sheet: its kept columns, then what the model says of it. The
   * model is asked for some rows at a time.
   *
   * @param work what is done, for the progress that is shown
   * @param names the names of the columns of what the model says
   */
  public <A> void write(
      ResultFile file,
      Sheet sheet,
      Messages messages,
      String work,
      List<String> names,
      BatchedAnswers.Batch<A> batch,
      Answer<A> answer) {
    KeptColumns.Kept columns = kept.of(sheet, names);
    try (RowProgress progress = messages.rowProgress(work, sheet.size())) {
      List<A> answers = new BatchedAnswers<>(sheet, ROWS_AT_ONCE, batch, progress);
      IntFunction<List<String>> lines = i -> columns.cells(i, answer.cells(i, answers.get(i)));
      file.write(to -> RowsFile.named(out()).write(to, columns.header(names), sheet.size(), lines));
    }
  }
}
