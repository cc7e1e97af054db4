package org.lateo.train;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.math.BestBlas;
import org.lateo.model.Model;
import org.lateo.model.RowStart;

/** Sets the first values of the parameters that a model starts from rows. */
public final class RowStarts {
  /** Enough for a mean and a variance. */
  private static final int MOST_ROWS = 1000;

  private static final String READ = "read";

  private RowStarts() {}

  /**
   * Sets the values of {@link Model#rowStarts}, by training rows from all over the table that have
   * weight.
   *
   * @param values the flat buffer of {@code model.layout()}
   */
  public static void start(
      Model model, ParameterLayout layout, float[] values, Table table, Split split) {
    for (RowStart start : model.rowStarts()) {
      Moments moments = new Moments(start.read().columns());
      int[] rows = some(table, split);
      new Runner(new Parameters(layout, values.clone(), BestBlas.get()), Map.of(READ, start.read()))
          .run(
              List.of(READ),
              (row, into, at) -> table.fill(rows[row], into, at),
              rows.length,
              NoiseSource.NONE,
              moments::add);
      start
          .rule()
          .of(moments.means(), moments.variances())
          .forEach((p, first) -> System.arraycopy(first, 0, values, layout.offset(p), p.size()));
    }
  }

  private static int[] some(Table table, Split split) {
    int[] weighty = IntStream.of(split.training()).filter(row -> table.weight(row) > 0).toArray();
    int count = Math.min(MOST_ROWS, weighty.length);
    return IntStream.range(0, count)
        .map(i -> weighty[(int) ((long) i * weighty.length / count)])
        .toArray();
  }

  /** Sums of values and of their squares, each less the first row's value. */
  private static final class Moments {
    private final double[] origin;
    private final double[] sums;
    private final double[] squares;
    private int count;

    Moments(int columns) {
      origin = new double[columns];
      sums = new double[columns];
      squares = new double[columns];
    }

    void add(Runner.Batch batch) {
      float[] values = batch.values(READ);
      int columns = sums.length;
      for (int i = 0; i < batch.examples() * columns; i++) {
        int c = i % columns;
        origin[c] = count == 0 && i < columns ? values[i] : origin[c];
        double x = values[i] - origin[c];
        sums[c] += x;
        squares[c] += x * x;
      }
      count += batch.examples();
    }

    double[] means() {
      double[] means = new double[sums.length];
      for (int c = 0; c < means.length; c++) {
        means[c] = origin[c] + sums[c] / count;
      }
      return means;
    }

    double[] variances() {
      double[] variances = new double[sums.length];
      for (int c = 0; c < variances.length; c++) {
        double mean = sums[c] / count;
        variances[c] = squares[c] / count - mean * mean;
      }
      return variances;
    }
  }
}
