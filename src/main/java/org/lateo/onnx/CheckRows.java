package org.lateo.onnx;

import org.lateo.likelihood.ColumnSupport;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.likelihood.Support;
import org.lateo.math.RandomStream;
import org.lateo.model.Definition;

/** Random rows to check an exported file with. */
public final class CheckRows {
  private static final int COUNT = 100;

  private static final double LARGEST_COUNT = 9;

  private CheckRows() {}

  /**
   * Rows like a model's training rows, with some values missing where values may be missing.
   *
   * @param support the support of the model's likelihood
   * @return raw values, {@code [100, columns]}
   */
  public static float[][] of(Definition<?> model, Support support) {
    float[][] rows = features(support, model.scaling(), COUNT, model.seed());
    model.origin().addTo(rows);
    return withGaps(rows, model.missing(), model.seed());
  }

  /**
   * Rows like those that a scaling was learned from: each column from N(shift, scale²), of
   * logarithms if its likelihood takes logarithms; without a scaling uniform in [0, 1], or up to 9
   * for counts. Nine of ten rows are moved into the support.
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
   * Makes about half of the variables that may be missing NaN, in two of three rows. At least one
   * variable stays in each row.
   *
   * @param rows raw values, {@code [any, columns]}, which are changed
   * @return {@code rows}
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

  /** Codes from the standard normal prior, every second one multiplied by three. */
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
