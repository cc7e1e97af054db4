package org.lateo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lateo.data.Split;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.rows.PreparedRows;

/**
 * Refuses columns whose density is not of numbers on a continuous scale: where values repeat, a
 * density without noise grows without bound and says nothing of the rows.
 */
final class ContinuousColumns {
  /** Enough to see whether values repeat. */
  private static final int MOST_ROWS = 20_000;

  /** The most repeated value may have one row in so many, and a value so many rows on average. */
  private static final int FEW = 10;

  private ContinuousColumns() {}

  /**
   * Checks the columns by the first training rows.
   *
   * @param noisy whether training adds noise to the values
   * @throws IllegalArgumentException naming the first column that is refused, and why
   */
  static void require(PreparedRows prepared, boolean noisy) {
    List<ColumnSummary> columns = prepared.columns();
    Split split = prepared.split();
    requireNoCategories(columns);
    for (int c = 0; c < columns.size(); c++) {
      requireVariation(columns.get(c), prepared.origin().values()[c]);
    }
    int rows = Math.min(MOST_ROWS, split.training().length);
    float[][] values = new float[columns.size()][noisy ? 0 : rows];
    float[] row = new float[columns.size()];
    for (int i = 0; i < rows && !noisy; i++) {
      prepared.table().fill(split.training()[i], row, 0);
      for (int c = 0; c < row.length; c++) {
        values[c][i] = row[c];
      }
    }
    for (int c = 0; c < row.length; c++) {
      Arrays.sort(values[c]);
      Optional<String> found = repeats(values[c]);
      if (found.isPresent()) {
        throw new IllegalArgumentException(
            String.format(
                "Expected numbers that seldom repeat, found %s in feature %s: a density grows without"
                    + " bound where values repeat. Let training add noise (jitter, such as 0.02; not"
                    + " with the scaling LOGIT), or use a variational autoencoder",
                found.get(), columns.get(c).name()));
      }
    }
  }

  /** A field of one column, such as Tribuo's {@code age@value}, is a number. */
  private static void requireNoCategories(List<ColumnSummary> columns) {
    Map<String, Long> sizes =
        columns.stream()
            .flatMap(c -> c.group().stream())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    for (ColumnSummary c : columns) {
      boolean several = c.group().filter(field -> sizes.get(field) > 1).isPresent();
      if (several && isFlag(c)) {
        throw new IllegalArgumentException(
            String.format(
                "Expected numbers, found the category %s of the field %s: a flow has no density of"
                    + " categories. Leave the field out, or use a variational autoencoder",
                c.name(), c.group().orElseThrow()));
      }
    }
  }

  private static boolean isFlag(ColumnSummary c) {
    return c.min() >= 0 && c.max() <= 1 && Double.isNaN(c.fraction());
  }

  /** In the training rows; that validation rows differ teaches no density. */
  private static void requireVariation(ColumnSummary c, double origin) {
    if (c.variance() == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Expected numbers that vary, found only %s in feature %s of the training rows: leave it"
                  + " out",
              c.mean() + origin,
              c.name()));
    }
  }

  private static Optional<String> repeats(float[] ascending) {
    int distinct = 0;
    int run = 0;
    int longest = 0;
    float most = 0;
    for (int i = 0; i < ascending.length; i++) {
      boolean same = i > 0 && ascending[i] == ascending[i - 1];
      distinct += same ? 0 : 1;
      run = same ? run + 1 : 1;
      if (run > longest) {
        longest = run;
        most = ascending[i];
      }
    }
    int rows = ascending.length;
    if (longest > 1 && (long) longest * FEW > rows) {
      return Optional.of(String.format(Locale.ROOT, "%s in %d of %d rows", most, longest, rows));
    }
    return (long) distinct * FEW < rows
        ? Optional.of(String.format(Locale.ROOT, "%d values in %d rows", distinct, rows))
        : Optional.empty();
  }
}
