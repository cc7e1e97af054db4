package org.lateo.onnx;

import org.lateo.likelihood.ColumnSupport;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.likelihood.Support;
import org.lateo.math.RandomStream;
import org.lateo.model.Definition;

/** Random rows to check an export with. */
public final class CheckRows {
  private static final int COUNT = 100;

  private static final double LARGEST_COUNT = 9;

  private CheckRows() {}

  /**
   * Rows like those that a model was trained on, with gaps where values may be missing.
   *
   * @param support the rows that are possible
   * @return raw values, {@code [100, columns]}
   */
  public static float[][] of(Definition<?> model, Support support) {
    float[][] rows = features(support, model.scaling(), COUNT, model.seed());
    model.origin().addTo(rows);
    return withGaps(rows, model.missing(), model.seed());
  }

  /**
   * Rows like those the scaling was learned from: N(shift, scale²) in each column, or uniform in
   * [0, 1] where values are not scaled, up to 9 for counts; moved to possible rows but for every
   * tenth. Columns that are read as logarithms are scaled as such.
   *
   * @return raw values, {@code [count, columns]}
   */
  public static float[][] features(Support support, Scaling scaling, int count, long seed) {
    RandomStream random = RandomStream.of(seed, "onnx check rows");
    boolean raw = scaling.isNone();
    float[][] rows = new float[count][scaling.columns()];
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        long i = (long) r * rows[r].length + c;
        ColumnSupport column = support.columns().get(c);
        double x = raw ? random.uniform(i) : random.gaussian(i);
        rows[r][c] = (float) (raw ? ofUnit(column, x) : ofScaled(column, scaling, c, x));
      }
      if (r % 10 != 9) {
        support.moveInside(rows[r]);
      }
    }
    return rows;
  }

  private static double ofUnit(ColumnSupport column, double uniform) {
    return column.whole() ? LARGEST_COUNT * uniform * uniform : uniform;
  }

  private static double ofScaled(ColumnSupport column, Scaling scaling, int c, double gaussian) {
    double x = scaling.shift()[c] + scaling.scale()[c] * gaussian;
    return column.logarithm() ? StrictMath.exp(x) : x;
  }

  /**
   * The same rows, but for every third row, with about half of the variables that may be missing
   * NaN; something is left in each row.
   */
  public static float[][] withGaps(float[][] rows, MissingColumns missing, long seed) {
    int[] marks = missing.marks();
    for (int r = 0; r < rows.length; r++) {
      RandomStream random = RandomStream.of(seed, "onnx check gaps").at(r);
      for (int m = 0; m < marks.length; m++) {
        if (r % 3 > 0 && r % marks.length != m && random.below(2, m) == 0) {
          for (int c : missing.together(marks[m])) {
            rows[r][c] = Float.NaN;
          }
        }
      }
    }
    return rows;
  }

  /** Codes of the standard normal prior, every second one three times as far out. */
  static float[][] codes(int latent, int count, long seed) {
    RandomStream random = RandomStream.of(seed, "onnx check codes");
    float[][] rows = new float[count][latent];
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < latent; c++) {
        rows[r][c] = (float) ((r % 2 == 0 ? 1 : 3) * random.gaussian((long) r * latent + c));
      }
    }
    return rows;
  }
}
