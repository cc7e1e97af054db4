package org.lateo.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.density.FlowKind;
import org.lateo.flow.FlowArchitecture;
import org.lateo.math.RandomStream;
import org.lateo.train.Adam;
import org.lateo.train.ConstantSchedule;
import org.lateo.train.EarlyStopping;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainedModel;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingOptions;

/**
 * Seconds an epoch of a flow's training on draws of N(0, I), the median without the first two; the
 * same work as {@code src/test/python/torch_flows.py}.
 *
 * <p>Options: {@code model}, {@code maf} (5 layers of 1,024 hidden units on 784 columns, batch 100)
 * or {@code spline} (5 couplings of 64-64 on 20 columns, batch 256); {@code rows}, {@code epochs},
 * {@code batch} and {@code threads}.
 */
public final class FlowBenchmark {
  private FlowBenchmark() {}

  /** Runs it; see the class. */
  public static void main(String[] arguments) {
    Options options =
        new Options(arguments, "model", "rows", "epochs", "batch", "threads", "columns");
    boolean maf = options.text("model", "spline").equals("maf");
    int columns = options.number("columns", maf ? 784 : 20);
    int rows = options.number("rows", maf ? 2000 : 10_000);
    FlowArchitecture shape =
        maf
            ? new FlowArchitecture(FlowKind.MAF).withLayers(5, 1024)
            : new FlowArchitecture(FlowKind.SPLINE_COUPLING).withLayers(5, 64, 64);
    List<Double> seconds = new ArrayList<>();
    List<EpochReport> reports = new ArrayList<>();
    TrainingListener listener =
        report -> {
          seconds.add(report.seconds());
          reports.add(report);
        };
    TrainedModel.fit(
        shape,
        names(columns),
        gaussian(rows, columns),
        new Split(IntStream.range(0, rows).toArray(), new int[0]),
        new Adam(1e-3),
        new TrainingOptions(
            options.number("epochs", 7),
            options.number("batch", maf ? 100 : 256),
            1,
            options.number("threads", 2),
            new ConstantSchedule(),
            0,
            0,
            0,
            EarlyStopping.NEVER),
        listener);
    List<Double> later = seconds.subList(Math.min(2, seconds.size() - 1), seconds.size());
    double median = later.stream().sorted().toList().get(later.size() / 2);
    double nats = reports.get(reports.size() - 1).elbo();
    say("lateo %.4f s an epoch, %.3f nats", median, nats);
  }

  static List<String> names(int columns) {
    return IntStream.range(0, columns).mapToObj(c -> "x" + c).toList();
  }

  private static DenseTable gaussian(int rows, int columns) {
    float[] values = new float[rows * columns];
    RandomStream.fillGaussian(RandomStream.of(1, "rows").key(), values, 0, values.length);
    return table(values, columns);
  }

  static DenseTable table(float[] values, int columns) {
    float[] weights = new float[values.length / columns];
    Arrays.fill(weights, 1f);
    return new DenseTable(columns, values, weights);
  }

  static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
