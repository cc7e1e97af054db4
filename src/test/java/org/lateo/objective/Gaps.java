package org.lateo.objective;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.likelihood.Categorical;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Likelihood.ColumnGroup;
import org.lateo.likelihood.MissingColumns;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;

/** Rows with missing values, for tests. */
public final class Gaps {
  private Gaps() {}

  /**
   * Each column may be missing by itself, but the last never; the columns of a categorical
   * likelihood are missing together.
   */
  public static MissingColumns missing(Likelihood likelihood, int columns) {
    Integer[] units = IntStream.rangeClosed(1, columns).boxed().toArray(Integer[]::new);
    units[columns - 1] = 0;
    for (ColumnGroup group : likelihood.groups(columns)) {
      if (group.likelihood() instanceof Categorical) {
        group.columns().forEach(c -> units[c] = group.columns().get(0) + 1);
      }
    }
    return new MissingColumns(List.of(units));
  }

  /**
   * Possible values near [0.25, 1), which no likelihood finds hopeless; a third of what may be
   * missing is NaN, and all of it in the first row.
   *
   * @return {@code [rows, columns]}
   */
  public static float[] rows(VAE vae, int rows) {
    int columns = vae.features().columns();
    RandomStream random = RandomStream.of(9, "rows");
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.25 + 0.75 * random.uniform(i));
    }
    for (int r = 0; r < rows; r++) {
      for (int c : vae.missing().marks()) {
        if (r == 0 || random.at(r).below(3, c) == 0) {
          int row = r;
          Arrays.stream(vae.missing().together(c))
              .forEach(d -> values[row * columns + d] = Float.NaN);
        }
      }
    }
    return Models.possible(vae, values);
  }
}
