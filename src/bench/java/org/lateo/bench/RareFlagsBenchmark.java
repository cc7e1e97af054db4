package org.lateo.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.VAEAnomalyModel;

/**
 * What rare flags, columns of 0 and 1 that tell nothing, do to a detector at its defaults and to
 * five neighbours: the area under the ROC curve.
 *
 * <p>Five numbers come of two factors and noise; anomalies are such rows whose columns were
 * shuffled among themselves, each alone, so that every number is usual and their relation is not.
 * Trained on usual rows, tested on others and on anomalies. Options: {@code seeds}, and fields of
 * the trainer, as {@link TrainerSettings} has them.
 */
public final class RareFlagsBenchmark {
  private static final int TRAINING = 2500;
  private static final int USUAL = 1000;
  private static final int ANOMALOUS = 500;
  private static final int NUMBERS = 5;
  private static final int FACTORS = 2;
  private static final double NOISE = 0.3;
  private static final int[] FLAGS = {5, 10, 20};
  private static final double[] RATES = {0.002, 0.01, 0.03};

  private RareFlagsBenchmark() {}

  /** Runs it; see the class. */
  public static void main(String[] arguments) {
    Options options = new Options(arguments, "seeds");
    say("| flags | set in | Lateo | less neighbours | neighbours |");
    say("|---|---|---|---|---|");
    print(0, 0, options);
    for (int flags : FLAGS) {
      for (double rate : RATES) {
        print(flags, rate, options);
      }
    }
  }

  private static void print(int flags, double rate, Options options) {
    double[] lateo = new double[options.number("seeds", 3)];
    double[] neighbours = new double[lateo.length];
    double[] differences = new double[lateo.length];
    for (int seed = 0; seed < lateo.length; seed++) {
      AnomalySet set = set(flags, rate, new Random(seed));
      lateo[seed] = lateo(set, seed, options);
      neighbours[seed] =
          Measured.of(OtherDetector.NEIGHBOURS, set, training(), test(), seed).auroc();
      differences[seed] = lateo[seed] - neighbours[seed];
    }
    say(
        "| %d | %.1f %% | %.4f | %+.4f ± %.4f | %.4f |",
        flags,
        100 * rate,
        mean(lateo),
        mean(differences),
        AnomalyRun.deviation(differences),
        mean(neighbours));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double lateo(AnomalySet set, long seed, Options options) {
    VAEAnomalyModel model = TrainerSettings.train(seed, options, set.dataset(training(), false));
    return new AnomalyScoreEvaluator().evaluate(model, set.dataset(test(), true)).getAUROC();
  }

  private static List<Integer> training() {
    return IntStream.range(0, TRAINING).boxed().toList();
  }

  private static List<Integer> test() {
    return IntStream.range(TRAINING, TRAINING + USUAL + ANOMALOUS).boxed().toList();
  }

  /** Rows to train on, others that are usual, and anomalies; numbers are the same for any flags. */
  private static AnomalySet set(int flags, double rate, Random random) {
    double[][] numbers = numbers(random);
    double[][] anomalies = Arrays.copyOfRange(numbers, TRAINING + USUAL, numbers.length);
    for (int c = 0; c < NUMBERS; c++) {
      shuffle(anomalies, c, random);
    }
    boolean[] anomalous = new boolean[numbers.length];
    Arrays.fill(anomalous, TRAINING + USUAL, numbers.length, true);
    double[][] rows =
        Arrays.stream(numbers)
            .map(row -> withFlags(row, flags, rate, random))
            .toArray(double[][]::new);
    return new AnomalySet("rare flags", AnomalySet.ofUsual(rows).columns(), rows, anomalous);
  }

  private static double[][] numbers(Random random) {
    double[][] weights = new double[NUMBERS][FACTORS];
    for (double[] ofColumn : weights) {
      Arrays.setAll(ofColumn, f -> random.nextGaussian());
    }
    double[][] rows = new double[TRAINING + USUAL + ANOMALOUS][];
    Arrays.setAll(rows, row -> numbers(weights, random));
    return rows;
  }

  /** A row of factors times weights, and noise. */
  private static double[] numbers(double[][] weights, Random random) {
    double[] factors = new double[FACTORS];
    Arrays.setAll(factors, f -> random.nextGaussian());
    double[] row = new double[NUMBERS];
    for (int c = 0; c < NUMBERS; c++) {
      row[c] = NOISE * random.nextGaussian();
      for (int f = 0; f < FACTORS; f++) {
        row[c] += weights[c][f] * factors[f];
      }
    }
    return row;
  }

  /** Shuffles a column of rows. */
  private static void shuffle(double[][] rows, int column, Random random) {
    List<Double> values = new ArrayList<>(Arrays.stream(rows).map(row -> row[column]).toList());
    Collections.shuffle(values, random);
    for (int r = 0; r < rows.length; r++) {
      rows[r][column] = values.get(r);
    }
  }

  private static double[] withFlags(double[] numbers, int flags, double rate, Random random) {
    double[] row = Arrays.copyOf(numbers, NUMBERS + flags);
    for (int c = NUMBERS; c < row.length; c++) {
      row[c] = random.nextDouble() < rate ? 1 : 0;
    }
    return row;
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
