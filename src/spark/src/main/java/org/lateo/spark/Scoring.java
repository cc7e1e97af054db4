package org.lateo.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Output;

/**
 * Adds what a model says of the rows of a partition to them, batch after batch, so that no more
 * than a batch is in memory.
 *
 * @param <T> the type of the model's output
 */
record Scoring<T extends Output<T>>(
    Broadcast<ModelBytes> model, InputColumns input, T unknown, Answers<T> answers)
    implements MapPartitionsFunction<Row, Row> {
  /** Rows of a batch: enough to make the cost of a call small. */
  static final int BATCH = 1024;

  /** What a model says of rows. */
  interface Answers<T extends Output<T>> extends Serializable {
    /** The further columns' values of each row, {@code [rows][columns]}. */
    List<Object[]> of(Model<?> model, List<Example<T>> rows);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Model<?> read = model.value().model();
    return new Iterator<>() {
      private Iterator<Row> batch = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        if (!batch.hasNext() && rows.hasNext()) {
          batch = scored(read, rows).iterator();
        }
        return batch.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return batch.next();
      }
    };
  }

  private List<Row> scored(Model<?> read, Iterator<Row> rows) {
    List<Row> batch = new ArrayList<>(BATCH);
    List<Example<T>> examples = new ArrayList<>(BATCH);
    FeatureBuffer buffer = new FeatureBuffer();
    while (batch.size() < BATCH && rows.hasNext()) {
      Row row = rows.next();
      input.read(row, buffer);
      batch.add(row);
      examples.add(buffer.take(unknown));
    }
    List<Object[]> found = answers.of(read, examples);
    for (int i = 0; i < batch.size(); i++) {
      batch.set(i, extended(batch.get(i), found.get(i)));
    }
    return batch;
  }

  private static Row extended(Row row, Object[] more) {
    Object[] values = new Object[row.size() + more.length];
    for (int c = 0; c < row.size(); c++) {
      values[c] = row.get(c);
    }
    System.arraycopy(more, 0, values, row.size(), more.length);
    return RowFactory.create(values);
  }
}
