package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.math.RandomStream;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;

/**
 * The usual rows of an {@link AnomalySet} as a density may be fitted to: without columns that are
 * constant in training, columns with repeating values dequantised by uniform noise, all of mean 0
 * and variance 1 over the training rows. Nats are those of these columns.
 *
 * @param rows what the lists are of
 * @param training usual rows
 * @param test other usual rows, and after them all anomalies
 * @param usual how many of the test rows are usual
 */
record DensitySet(AnomalySet rows, List<Integer> training, List<Integer> test, int usual) {
  /** Columns with fewer different values than this share of the rows are dequantised. */
  private static final double DIFFERENT = 0.95;

  /**
   * The noise's width is the smallest gap between two values, but at least this many standard
   * deviations: without that, a value that many rows share has a density without bound.
   */
  private static final double NARROWEST = 0.1;

  /** A set, by a seed that parts its rows and draws the noise, of at most so many rows a part. */
  static DensitySet of(AnomalySet set, long seed, int most) {
    List<Integer> training = set.training(seed, most);
    List<Integer> all = set.test(seed);
    List<Integer> usual = all.stream().filter(r -> !set.isAnomalous(r)).limit(most).toList();
    List<Integer> anomalies = all.stream().filter(set::isAnomalous).limit(most).toList();
    List<Integer> test =
        IntStream.range(0, usual.size() + anomalies.size())
            .mapToObj(i -> i < usual.size() ? usual.get(i) : anomalies.get(i - usual.size()))
            .toList();
    AnomalySet varied = varied(set, training);
    AnomalySet noisy = dequantised(varied.standardised(training), training, seed);
    return new DensitySet(noisy.standardised(training), training, test, usual.size());
  }

  private static AnomalySet varied(AnomalySet set, List<Integer> over) {
    int[] kept =
        IntStream.range(0, set.columns().length)
            .filter(c -> different(set, over, c).length > 1)
            .toArray();
    return new AnomalySet(
        set.name(),
        Arrays.stream(kept).mapToObj(c -> set.columns()[c]).toArray(String[]::new),
        Arrays.stream(set.rows())
            .map(row -> Arrays.stream(kept).mapToDouble(c -> row[c]).toArray())
            .toArray(double[][]::new),
        set.anomalous());
  }

  private static double[] different(AnomalySet set, List<Integer> over, int column) {
    return over.stream().mapToDouble(r -> set.rows()[r][column]).sorted().distinct().toArray();
  }

  private static AnomalySet dequantised(AnomalySet set, List<Integer> over, long seed) {
    double[][] noisy = Arrays.stream(set.rows()).map(double[]::clone).toArray(double[][]::new);
    for (int c = 0; c < set.columns().length; c++) {
      double[] values = different(set, over, c);
      double width = values.length < DIFFERENT * over.size() ? width(values) : 0;
      RandomStream noise = RandomStream.of(seed, "dequantised").at(c);
      for (int r = 0; r < noisy.length; r++) {
        noisy[r][c] += width * (noise.uniform(r) - 0.5);
      }
    }
    return new AnomalySet(set.name(), set.columns(), noisy, set.anomalous());
  }

  private static double width(double... values) {
    double gap =
        IntStream.range(1, values.length)
            .mapToDouble(i -> values[i] - values[i - 1])
            .min()
            .orElseThrow();
    return Math.max(gap, NARROWEST);
  }

  Dataset<Event> dataset() {
    return rows.dataset(training, false);
  }

  /** {@code [test, columns]}. */
  double[][] testRows() {
    return rows.values(test);
  }

  /** Whether a test row is anomalous, {@code [test]}. */
  boolean[] anomalous() {
    return rows.labels(test);
  }

  /** Writes the training rows, the usual test rows and the anomalies, for other programs. */
  void write(Path folder) throws IOException {
    write(folder.resolve(rows.name() + "-train.csv"), rows.values(training));
    write(folder.resolve(rows.name() + "-test.csv"), rows.values(test.subList(0, usual)));
    write(
        folder.resolve(rows.name() + "-anomalies.csv"),
        rows.values(test.subList(usual, test.size())));
  }

  private static void write(Path file, double[][] values) throws IOException {
    Files.write(file, Arrays.stream(values).map(DensitySet::line).toList());
  }

  private static String line(double... row) {
    return Arrays.stream(row)
        .mapToObj(x -> String.format(Locale.ROOT, "%.9g", x))
        .collect(Collectors.joining(","));
  }
}
