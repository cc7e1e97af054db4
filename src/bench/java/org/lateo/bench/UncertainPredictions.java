package org.lateo.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.math.RandomStream;
import org.lateo.onnx.ONNXSession;
import org.lateo.onnx.SessionSettings;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * Milliseconds of processor time of a call that predicts rows with their uncertainty, by a network
 * itself and by ONNX Runtime on the graph that it exports, one thread each, alternately.
 *
 * <p>Options, each {@code name=value}: {@code methods}; {@code columns}; {@code hidden}; {@code
 * rows} of a call; {@code calls}, the first half of which do not count.
 */
public final class UncertainPredictions {
  private UncertainPredictions() {}

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    Options options =
        new Options(arguments, new String[] {"methods", "columns", "hidden", "rows", "calls"});
    System.out.println("| method | Lateo, ms | ONNX Runtime, ms | ratio |\n|---|---|---|---|");
    for (String method : options.list("methods", "laplace,last-layer,mean-field")) {
      System.out.println(line(method, options));
    }
  }

  private static String line(String method, Options options) throws IOException {
    int columns = options.number("columns", 100);
    double[][] rows = rows(options.number("rows", 1_000), columns);
    BayesianRegressionModel model = model(method, columns, options);
    Path file = Files.createTempFile("prediction", ".onnx");
    double[] own = new double[options.number("calls", 60)];
    double[] others = new double[own.length];
    try {
      model.exportONNX("prediction", file);
      try (ONNXSession session = ONNXSession.open(file, SessionSettings.DEFAULT.threads(1))) {
        for (int call = 0; call < own.length; call++) {
          own[call] = milliseconds(() -> model.explain(rows));
          others[call] = milliseconds(() -> session.run(floats(rows)));
        }
      }
    } finally {
      Files.delete(file);
    }
    double lateo = median(own);
    double other = median(others);
    return String.format(
        Locale.ROOT, "| %s | %.2f | %.2f | %.2f |", method, lateo, other, other / lateo);
  }

  private static FloatBuffer floats(double[][] rows) {
    FloatBuffer all = FloatBuffer.allocate(rows.length * rows[0].length);
    for (double[] row : rows) {
      for (double value : row) {
        all.put((float) value);
      }
    }
    return all.flip();
  }

  /** Of this thread, which works alone. */
  private static double milliseconds(Runnable call) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    call.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6;
  }

  /** Without the first half. */
  private static double median(double... times) {
    double[] half = Arrays.copyOfRange(times, times.length / 2, times.length);
    Arrays.sort(half);
    return half[half.length / 2];
  }

  private static double[][] rows(int count, int columns) {
    RandomStream random = RandomStream.of(2, "rows");
    double[][] rows = new double[count][columns];
    for (int r = 0; r < count; r++) {
      Arrays.setAll(rows[r], random.at(r)::gaussian);
    }
    return rows;
  }

  private static BayesianRegressionModel model(String method, int columns, Options options) {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> some =
        new MutableDataset<>(new SimpleDataSourceProvenance("random", factory), factory);
    String[] names = new String[columns];
    Arrays.setAll(names, c -> String.format("x%04d", c));
    for (double[] row : rows(500, columns)) {
      some.add(new ArrayExample<>(new Regressor("y", row[0]), names, row));
    }
    return BayesianRegressionTrainer.builder()
        .method(BayesianMethod.valueOf(method.toUpperCase(Locale.ROOT).replace('-', '_')))
        .hidden(
            Arrays.stream(options.text("hidden", "400-400").split("-"))
                .mapToInt(Integer::parseInt)
                .toArray())
        .epochs(2)
        .threads(1)
        .build()
        .train(some);
  }
}
