package org.lateo.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * A labelled table, numbers and a last column EXPECTED or ANOMALOUS.
 *
 * @param columns their names
 * @param rows {@code [rows, columns]}
 * @param anomalous {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record AnomalySet(String name, String[] columns, double[][] rows, boolean[] anomalous) {
  private static final AnomalyFactory FACTORY = new AnomalyFactory();
  private static final String ENDING = ".csv.gz";

  /** Every set of a folder, by name. */
  static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  /** What the set in a file is called. */
  static String name(Path file) {
    return file.getFileName().toString().replace(ENDING, "");
  }

  static AnomalySet read(Path file) throws IOException {
    List<String[]> cells = lines(file).map(line -> line.split(",", -1)).toList();
    List<String[]> rows = cells.subList(1, cells.size());
    return new AnomalySet(
        name(file),
        Arrays.copyOf(cells.get(0), cells.get(0).length - 1),
        rows.stream().map(AnomalySet::numbers).toArray(double[][]::new),
        truth(rows));
  }

  /** The lines of a gzipped text. */
  static Stream<String> lines(Path file) throws IOException {
    try (var text = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines();
    }
  }

  /** Usual rows without a name. */
  static AnomalySet ofUsual(double[][] rows) {
    String[] columns =
        IntStream.range(0, rows[0].length)
            .mapToObj(c -> String.format("f%04d", c))
            .toArray(String[]::new);
    return new AnomalySet("rows", columns, rows, new boolean[rows.length]);
  }

  private static double[] numbers(String[] cells) {
    return Arrays.stream(cells, 0, cells.length - 1).mapToDouble(Double::parseDouble).toArray();
  }

  private static boolean[] truth(List<String[]> cells) {
    boolean[] anomalous = new boolean[cells.size()];
    for (int i = 0; i < anomalous.length; i++) {
      anomalous[i] = cells.get(i)[cells.get(i).length - 1].equals("ANOMALOUS");
    }
    return anomalous;
  }

  /**
   * The usual rows in an order of a seed: by {@link #hash} of seed and row. {@code
   * src/test/python/adbench_sklearn.py} computes the same.
   */
  private List<Integer> shuffledUsual(long seed) {
    List<Integer> usual = new ArrayList<>(list(row -> !anomalous[row]));
    usual.sort(Comparator.comparingLong(row -> hash((seed << 32) + row) + Long.MIN_VALUE));
    return usual;
  }

  /** A random half of the usual rows, at most so many. */
  List<Integer> training(long seed, int most) {
    List<Integer> usual = shuffledUsual(seed);
    return usual.subList(0, Math.min(most, usual.size() / 2));
  }

  /** The other half of the usual rows, and all anomalies. */
  List<Integer> test(long seed) {
    List<Integer> usual = shuffledUsual(seed);
    List<Integer> test = new ArrayList<>(usual.subList(usual.size() / 2, usual.size()));
    test.addAll(list(row -> anomalous[row]));
    return test;
  }

  List<Integer> all() {
    return list(row -> true);
  }

  private List<Integer> list(IntPredicate which) {
    return IntStream.range(0, rows.length).filter(which).boxed().toList();
  }

  /** The finaliser of SplitMix64. */
  private static long hash(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  /** The same with columns of mean 0 and variance 1 over some rows; constant ones are centred. */
  AnomalySet standardised(List<Integer> over) {
    double[][] scaled = new double[rows.length][rows[0].length];
    for (int c = 0; c < rows[0].length; c++) {
      int column = c;
      double mean = over.stream().mapToDouble(r -> rows[r][column]).average().orElseThrow();
      double variance =
          over.stream().mapToDouble(r -> square(rows[r][column] - mean)).average().orElseThrow();
      for (int r = 0; r < rows.length; r++) {
        scaled[r][c] = (rows[r][c] - mean) / (variance > 0 ? Math.sqrt(variance) : 1);
      }
    }
    return new AnomalySet(name, columns, scaled, anomalous);
  }

  /** These rows and, after them, those of another set with the same columns. */
  AnomalySet with(AnomalySet other) {
    boolean[] labels = Arrays.copyOf(anomalous, rows.length + other.rows.length);
    System.arraycopy(other.anomalous, 0, labels, rows.length, other.rows.length);
    double[][] both =
        Stream.concat(Arrays.stream(rows), Arrays.stream(other.rows)).toArray(double[][]::new);
    return new AnomalySet(name, columns, both, labels);
  }

  private static double square(double x) {
    return x * x;
  }

  /**
   * Rows as a dataset.
   *
   * @param labelled whether anomalies are told; else all rows are EXPECTED
   */
  MutableDataset<Event> dataset(List<Integer> which, boolean labelled) {
    MutableDataset<Event> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance(name, FACTORY), FACTORY);
    which.forEach(row -> dataset.add(example(rows[row], labelled && anomalous[row])));
    return dataset;
  }

  /** A row of these columns. */
  Example<Event> example(double[] row, boolean isAnomalous) {
    Event event = new Event(isAnomalous ? EventType.ANOMALOUS : EventType.EXPECTED);
    return new ArrayExample<>(event, columns, row);
  }

  /** The values of rows, {@code [which, columns]}. */
  double[][] values(List<Integer> which) {
    return which.stream().map(row -> rows[row]).toArray(double[][]::new);
  }

  boolean isAnomalous(int row) {
    return anomalous[row];
  }

  /** Whether rows are anomalous, {@code [which]}. */
  boolean[] labels(List<Integer> which) {
    boolean[] labels = new boolean[which.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = anomalous[which.get(i)];
    }
    return labels;
  }
}
