package org.lateo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * A regression set with published splits: {@code NAME.csv.gz}, whose last column is the target,
 * {@code NAME.test.txt.gz} with the numbers of each split's test rows, and {@code published.tsv}
 * with what dropout reached on the same splits (columns set, method, split, rmse, log_likelihood).
 *
 * @param rows {@code [rows, columns]}, the target last
 * @param tests the numbers of the test rows of each split
 * @param published by split: RMSE and log-likelihood
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record UciSet(String name, double[][] rows, int[][] tests, Map<Integer, double[]> published) {
  private static final RegressionFactory FACTORY = new RegressionFactory();

  static UciSet read(Path folder, String name) throws IOException {
    double[][] rows =
        lines(folder.resolve(name + ".csv.gz")).stream()
            .skip(1)
            .map(line -> numbers(line, ","))
            .toArray(double[][]::new);
    int[][] tests =
        lines(folder.resolve(name + ".test.txt.gz")).stream()
            .map(line -> Arrays.stream(numbers(line, " ")).mapToInt(x -> (int) x).toArray())
            .toArray(int[][]::new);
    Map<Integer, double[]> published = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("published.tsv"))) {
      String[] cells = line.split("\t");
      if (cells[0].equals(name)) {
        published.put(
            Integer.parseInt(cells[2]),
            new double[] {Double.parseDouble(cells[3]), Double.parseDouble(cells[4])});
      }
    }
    return new UciSet(name, rows, tests, published);
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static double[] numbers(String line, String between) {
    return Arrays.stream(line.strip().split(between)).mapToDouble(Double::parseDouble).toArray();
  }

  /** The rows of a split. */
  MutableDataset<Regressor> rows(int split, boolean test) {
    boolean[] tested = new boolean[rows.length];
    Arrays.stream(tests[split]).forEach(row -> tested[row] = true);
    MutableDataset<Regressor> some =
        new MutableDataset<>(new SimpleDataSourceProvenance(name, FACTORY), FACTORY);
    for (int r = 0; r < rows.length; r++) {
      if (tested[r] == test) {
        some.add(example(rows[r]));
      }
    }
    return some;
  }

  private static ArrayExample<Regressor> example(double... row) {
    int columns = row.length - 1;
    String[] names = new String[columns];
    Arrays.setAll(names, c -> String.format("x%02d", c));
    Regressor target = new Regressor("y", row[columns]);
    return new ArrayExample<>(target, names, Arrays.copyOf(row, columns));
  }
}
