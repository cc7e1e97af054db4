package org.lateo.app.model;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.lateo.app.progress.RowProgress;
import org.lateo.app.verb.Refusals;
import org.lateo.tables.Sheet;

/**
 * What a model says of the rows of a sheet, asked for some rows at a time when they are read in
 * order, so that memory is needed for those rows only.
 *
 * @param <A> the type of answer
 */
public final class BatchedAnswers<A> extends AbstractList<A> {
  /** Asks a model. */
  public interface Batch<A> {
    /** The answers to rows {@code [from, to)}, from 0. */
    List<A> answers(int from, int to);
  }

  private final Sheet sheet;
  private final int rowsAtOnce;
  private final Batch<A> batch;
  private final RowProgress progress;
  private int from;
  private List<A> some = List.of();

  /**
   * The answers to all rows of a sheet.
   *
   * @param progress is told how many rows are answered
   */
  public BatchedAnswers(Sheet sheet, int rowsAtOnce, Batch<A> batch, RowProgress progress) {
    this.sheet = sheet;
    this.rowsAtOnce = rowsAtOnce;
    this.batch = batch;
    this.progress = progress;
  }

  /**
   * The answer to a row, by its index from 0.
   *
   * @throws org.lateo.app.input.InputException if the model refuses a row, naming file and row
   */
  @Override
  public A get(int row) {
    Objects.checkIndex(row, sheet.size());
    if (row < from || row >= from + some.size()) {
      ask(row - row % rowsAtOnce);
    }
    return some.get(row - from);
  }

  private void ask(int first) {
    int end = Math.min(first + rowsAtOnce, sheet.size());
    int[] numbers = IntStream.rangeClosed(first + 1, end).toArray();
    some = Refusals.data(sheet.source(), numbers, () -> batch.answers(first, end));
    from = first;
    progress.done(end);
  }

  @Override
  public int size() {
    return sheet.size();
  }
}
