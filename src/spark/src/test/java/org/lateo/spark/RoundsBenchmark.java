package org.lateo.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.lateo.VAETrainer;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingState;

/**
 * What training by rounds costs, on a local cluster of two executors of one core and 1 GB each:
 *
 * <pre>
 * efficiency ROWS STEPS...   time of steps over time of rounds of so many steps
 * bound ROWS PASSES          the bound after equal passes, for 1, 2, 4 and 8 shards
 * rows ROWS COLUMNS PASSES   training on and scoring of many rows: rows a second
 * </pre>
 */
public final class RoundsBenchmark {
  private static final int PIXELS = 784;

  private RoundsBenchmark() {}

  /** Runs one of the three. */
  public static void main(String[] args) throws IOException {
    try (SparkSession session = Sessions.cluster(2, "-Dlateo.blas=native")) {
      int[] numbers = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
      switch (args[0]) {
        case "efficiency" ->
            efficiency(session, numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length));
        case "bound" -> bound(session, numbers[0], numbers[1]);
        case "rows" -> rows(session, numbers[0], numbers[1], numbers[2]);
        default ->
            throw new IllegalArgumentException(
                "Expected efficiency, bound or rows, found " + args[0]);
      }
    }
  }

  /** Generated where they are needed: nothing but numbers of rows leaves the driver. */
  private static Dataset<Row> frame(SparkSession session, int rows, int columns, boolean binary) {
    StructType schema =
        new StructType(new StructField[] {Frames.field("features", SQLDataTypes.VectorType())});
    return session
        .range(0, rows, 1, 8)
        .map(
            (MapFunction<Long, Row>)
                id -> RowFactory.create(Vectors.dense(row(id, columns, binary))),
            Encoders.row(schema));
  }

  /** A row of two hidden causes. */
  private static double[] row(long id, int columns, boolean binary) {
    Random random = new Random(31 * id + 7);
    double a = random.nextGaussian();
    double b = random.nextGaussian();
    double[] row = new double[columns];
    for (int c = 0; c < columns; c++) {
      double value = a * Math.sin(c) + b * Math.cos(0.7 * c) + 0.3 * random.nextGaussian();
      row[c] = binary ? (value > 0.5 ? 1 : 0) : value;
    }
    return row;
  }

  /** When each round has ended. */
  private static final class Clock implements TrainingListener {
    private final List<Long> times = new ArrayList<>();
    private final List<Long> steps = new ArrayList<>();
    private final List<EpochReport> reports = new ArrayList<>();

    @Override
    public void onState(Supplier<TrainingState> state, boolean last) {
      times.add(System.nanoTime());
      steps.add(state.get().position().steps());
    }

    @Override
    public void onEpoch(EpochReport report) {
      reports.add(report);
    }

    /** Seconds a step, without the first round. */
    double secondsAStep() {
      int last = times.size() - 1;
      return (times.get(last) - times.get(0)) / 1e9 / (steps.get(last) - steps.get(0));
    }

    double seconds() {
      return reports.stream().mapToDouble(EpochReport::seconds).sum();
    }
  }

  /** A round ends with its epoch, so there are 200 rows for each of the most steps. */
  private static void efficiency(SparkSession session, int rows, int... rounds) {
    Dataset<Row> frame = frame(session, rows, PIXELS, true);
    System.out.println("steps a round,seconds a step in rounds,seconds of the step,efficiency");
    for (int steps : rounds) {
      // Four rounds and more, the first of which is not counted.
      int perEpoch = rows / 2 / 100;
      int epochs = Math.max(1, (4 * steps + perEpoch - 1) / perEpoch);
      VAETrainer trainer =
          VAETrainer.builder().hidden(500).latent(20).epochs(epochs).validation(0).build();
      Clock clock = new Clock();
      new VAEEstimator()
          .setTrainer(trainer)
          .setShards(2)
          .setLocalSteps(steps)
          .setListener(clock)
          .fit(frame);
      double alone = clock.seconds() / clock.steps.get(clock.steps.size() - 1);
      double round = clock.secondsAStep();
      System.out.printf(
          Locale.ROOT, "%d,%.5f,%.5f,%.2f%n", steps, round, alone, Math.min(1, alone / round));
    }
  }

  private static void bound(SparkSession session, int rows, int epochs) {
    Dataset<Row> frame = frame(session, rows, PIXELS, true);
    System.out.println("shards,passes,validation bound after each pass");
    for (int shards : new int[] {1, 2, 4, 8}) {
      VAETrainer trainer = VAETrainer.builder().hidden(200).latent(10).epochs(epochs).build();
      Clock clock = new Clock();
      new VAEEstimator()
          .setTrainer(trainer)
          .setShards(shards)
          .setLocalSteps(75)
          .setListener(clock)
          .fit(frame);
      double[] bounds = clock.reports.stream().mapToDouble(EpochReport::watched).toArray();
      String text =
          IntStream.range(0, bounds.length)
              .mapToObj(i -> String.format(Locale.ROOT, "%.2f", bounds[i]))
              .reduce((a, b) -> a + " " + b)
              .orElse("");
      System.out.printf(Locale.ROOT, "%d,%d,%s%n", shards, bounds.length, text);
    }
  }

  private static void rows(SparkSession session, int rows, int columns, int epochs) {
    Dataset<Row> frame = frame(session, rows, columns, false);
    VAETrainer trainer =
        VAETrainer.builder().hidden(32).latent(5).batchSize(500).epochs(epochs).build();
    long start = System.nanoTime();
    VAETransformer made =
        new VAEEstimator()
            .setTrainer(trainer)
            .setShards(4)
            .setLocalSteps(1000)
            .setElboCol("elbo")
            .fit(frame);
    long trained = System.nanoTime();
    Row mean = made.transform(frame).selectExpr("avg(elbo)", "count(elbo)").head();
    long scored = System.nanoTime();
    System.out.printf(
        Locale.ROOT,
        "trained on %d rows of %d columns in %.1f s, %d passes; scored in %.1f s, %.0f rows a"
            + " second; mean ELBO %.3f%n",
        mean.getLong(1),
        columns,
        (trained - start) / 1e9,
        epochs,
        (scored - trained) / 1e9,
        rows / ((scored - trained) / 1e9),
        mean.getDouble(0));
  }
}
