package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.lateo.bench.IncompleteSet.Measure;

/**
 * How well hidden entries of two tables are filled in, beside means and modes: prints a table, a
 * line for each share of entries hidden and measure of error, with means and standard deviations
 * over the published masks of that share. Each mask is a training of its own.
 */
public final class MissingValues {
  private static final Path DATA = Path.of("../shared/data/mixed");
  private static final List<String> SETS = List.of("Wine", "Breast");
  private static final Logger LATEO = Logger.getLogger("org.lateo");

  private MissingValues() {}

  /**
   * @param arguments the folder of the data; none for {@code ../shared/data/mixed}
   */
  public static void main(String[] arguments) throws IOException {
    LATEO.setLevel(Level.SEVERE);
    Path folder = arguments.length == 0 ? DATA : Path.of(arguments[0]);
    System.out.println("| data | hidden | error | mean or mode | Lateo | better |");
    System.out.println("|---|---|---|---|---|---|");
    for (String name : SETS) {
      Path archive = folder.resolve(name + ".tar.gz");
      if (Files.exists(archive)) {
        table(IncompleteSet.read(archive));
      } else {
        System.out.println("Expected the data at " + archive + ", found none: left out");
      }
    }
  }

  private static void table(IncompleteSet set) {
    set.masks()
        .forEach(
            (share, masks) -> {
              Map<Measure, List<Double>> simple = new EnumMap<>(Measure.class);
              Map<Measure, List<Double>> ours = new EnumMap<>(Measure.class);
              for (boolean[][] hidden : masks) {
                double[][] left = set.without(hidden);
                add(set, hidden, MeanOrMode.impute(set.types(), left), simple);
                add(set, hidden, new ImputationModel(set.types()).impute(left), ours);
              }
              simple.forEach((m, errors) -> print(set.name(), share, m, errors, ours.get(m)));
            });
  }

  private static void add(
      IncompleteSet set, boolean[][] hidden, double[][] imputed, Map<Measure, List<Double>> to) {
    ImputationError.of(set, hidden, imputed)
        .forEach((m, error) -> to.computeIfAbsent(m, key -> new ArrayList<>()).add(error));
  }

  private static void print(
      String name, int share, Measure measure, List<Double> simple, List<Double> ours) {
    boolean better = mean(ours) < mean(simple);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d %% | %s | %s | %s | %s |%n",
        name,
        share,
        measure.name().toLowerCase(Locale.ROOT),
        text(simple),
        text(ours),
        better ? "yes" : "no");
  }

  private static String text(List<Double> errors) {
    double squares = errors.stream().mapToDouble(x -> Math.pow(x - mean(errors), 2)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, errors.size() - 1));
    return String.format(Locale.ROOT, "%.4f ± %.4f", mean(errors), deviation);
  }

  private static double mean(List<Double> errors) {
    return errors.stream().mapToDouble(x -> x).average().orElseThrow();
  }
}
