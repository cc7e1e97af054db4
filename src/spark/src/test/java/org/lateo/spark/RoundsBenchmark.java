package org.lateo.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lateo.VAETrainer;
import org.lateo.likelihood.Bernoulli;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;

/**
 * What training by rounds costs, on a local cluster of two executors of one core and 1 GB each:
 *
 * <pre>
 * efficiency OUT ROWS PASSES STEPS...           time of steps over time of rounds of so many
 * bound OUT IMAGES ROWS PASSES BATCH SHARDS...  the bound after each pass, for so many shards
 * rows OUT ROWS COLUMNS PASSES                  training on and scoring of many rows
 * picture OUT EFFICIENCY BOUND                  a picture, SVG, of what the first two have written
 * </pre>
 *
 * <p>OUT is a file, for a table whose columns are separated by commas.
 */
public final class RoundsBenchmark {
  private RoundsBenchmark() {}

  /** Runs one of the four. */
  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[1]);
    Files.writeString(
        out,
        args[0].equals("picture")
            ? RoundsPicture.svg(table(args[2]), table(args[3]))
            : measured(args));
    System.out.println(out);
  }

  private static List<String[]> table(String file) throws IOException {
    return Files.readAllLines(Path.of(file)).stream().skip(1).map(line -> line.split(",")).toList();
  }

  private static String measured(String... args) throws IOException {
    int[] numbers =
        Arrays.stream(args)
            .skip(args[0].equals("bound") ? 3 : 2)
            .mapToInt(Integer::parseInt)
            .toArray();
    try (SparkSession session = Sessions.cluster(2, "-Dlateo.blas=native")) {
      List<String> lines =
          switch (args[0]) {
            case "efficiency" -> efficiency(session, numbers);
            case "bound" -> bound(session, args[2], numbers);
            case "rows" -> rows(session, numbers[0], numbers[1], numbers[2]);
            default ->
                throw new IllegalArgumentException(
                    "Expected efficiency, bound, rows or picture, found " + args[0]);
          };
      lines.forEach(System.out::println);
      return String.join("\n", lines) + "\n";
    }
  }

  /** When each pass has ended. */
  private static final class Clock implements TrainingListener {
    private final List<Long> times = new ArrayList<>();
    private final List<EpochReport> reports = new ArrayList<>();

    @Override
    public void onEpoch(EpochReport report) {
      times.add(System.nanoTime());
      reports.add(report);
    }

    /** Seconds of all passes but the first, in which code is compiled. */
    double secondsOfRounds() {
      return (times.get(times.size() - 1) - times.get(0)) / 1e9;
    }

    /** The part of these in which the slowest shard of each round has trained. */
    double secondsOfSteps() {
      return reports.stream().skip(1).mapToDouble(EpochReport::seconds).sum();
    }
  }

  private static Clock train(Dataset<Row> rows, VAETrainer trainer, int shards, int steps) {
    Clock clock = new Clock();
    new VAEEstimator()
        .setTrainer(trainer)
        .setShards(shards)
        .setLocalSteps(steps)
        .setListener(clock)
        .fit(rows);
    return clock;
  }

  /**
   * A network of 784-500-20-500-784, 815,824 parameters.
   *
   * @param numbers the rows, the passes and the steps of a round; rounds end with the pass, so that
   *     there should be 200 rows for each of the most steps
   */
  private static List<String> efficiency(SparkSession session, int... numbers) {
    Dataset<Row> frame = BenchmarkRows.flags(session, numbers[0], BenchmarkRows.PIXELS);
    VAETrainer trainer =
        VAETrainer.builder().hidden(500).latent(20).epochs(numbers[1]).validation(0).build();
    List<String> lines = new ArrayList<>(List.of("steps,seconds of steps,seconds of rounds,share"));
    for (int steps : Arrays.copyOfRange(numbers, 2, numbers.length)) {
      Clock clock = train(frame, trainer, 2, steps);
      double local = clock.secondsOfSteps();
      double all = clock.secondsOfRounds();
      lines.add(String.format(Locale.ROOT, "%d,%.2f,%.2f,%.3f", steps, local, all, local / all));
    }
    return lines;
  }

  /**
   * A network of 784-200-10-200-784 in rounds of 75 steps.
   *
   * @param numbers the rows, the passes, the rows of a batch, and numbers of shards
   */
  private static List<String> bound(SparkSession session, String images, int... numbers) {
    Dataset<Row> frame = BenchmarkRows.images(session, images, numbers[0]);
    VAETrainer trainer =
        VAETrainer.builder()
            .hidden(200)
            .latent(10)
            .likelihood(new Bernoulli())
            .epochs(numbers[1])
            .batchSize(numbers[2])
            .build();
    List<String> lines = new ArrayList<>(List.of("shards,pass,bound"));
    for (int shards : Arrays.copyOfRange(numbers, 3, numbers.length)) {
      train(frame, trainer, shards, 75)
          .reports
          .forEach(
              report ->
                  lines.add(
                      String.format(
                          Locale.ROOT, "%d,%d,%.2f", shards, report.epoch(), report.watched())));
    }
    return lines;
  }

  private static List<String> rows(SparkSession session, int rows, int columns, int passes) {
    Dataset<Row> frame = BenchmarkRows.numbers(session, rows, columns);
    VAETrainer trainer =
        VAETrainer.builder().hidden(32).latent(5).batchSize(500).epochs(passes).build();
    List<String> lines =
        new ArrayList<>(
            List.of("work,seconds,rows a second,seconds of processors,most MB of an executor"));
    long start = System.nanoTime();
    VAETransformer made =
        new VAEEstimator()
            .setTrainer(trainer)
            .setShards(4)
            .setLocalSteps(1000)
            .setElboCol("elbo")
            .fit(frame);
    List<ExecutorUse> training = ExecutorUse.of(session);
    lines.add(
        line("trained", (long) rows * passes, start, ExecutorUse.seconds(training), training));
    long trained = System.nanoTime();
    long scored = made.transform(frame).selectExpr("count(elbo)", "avg(elbo)").head().getLong(0);
    List<ExecutorUse> scoring = ExecutorUse.of(session);
    double seconds = ExecutorUse.seconds(scoring) - ExecutorUse.seconds(training);
    lines.add(line("scored", scored, trained, seconds, scoring));
    return lines;
  }

  private static String line(
      String work, long rows, long start, double processors, List<ExecutorUse> use) {
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT,
        "%s,%.0f,%.0f,%.0f,%d",
        work,
        seconds,
        rows / seconds,
        processors,
        ExecutorUse.megabytes(use));
  }
}
