package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lateo.FlowTrainer;
import org.lateo.VAETrainer;
import org.lateo.bench.Measured.Time;
import org.lateo.bench.Measured.Timed;
import org.lateo.density.FlowKind;
import org.lateo.output.DensityModel;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;

/**
 * What densities give rows that they have not seen, and how well -log p(x) tells anomalies: VAE (by
 * importance samples), masked autoregressive flow and spline flow at the defaults of their
 * trainers, on {@link DensitySet}s. {@code src/test/python/density_mixture.py} adds a Gaussian
 * mixture on the same rows to the same file.
 *
 * <p>Options, each {@code name=value}: {@code data}, folders with commas, each a group of sets;
 * {@code results}, a folder; {@code methods} of vae, maf, spline; {@code sets}, names with commas;
 * {@code rows}, the most to train on and to test; {@code seed}; {@code threads}. What is in {@code
 * results} is not measured again.
 */
public final class DensityBenchmark {
  private final Options options;
  private final Path file;

  private DensityBenchmark(Options options) throws IOException {
    this.options = options;
    Path folder = Path.of(options.text("results", "target/density"));
    Files.createDirectories(folder);
    file = folder.resolve("results.csv");
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    String[] names = {"data", "results", "methods", "sets", "rows", "seed", "threads"};
    new DensityBenchmark(new Options(arguments, names)).run();
  }

  /** A line of the file: nats a row of usual test rows, and the area under the ROC curve. */
  private record Line(
      String group, String set, String method, double nats, double error, double auroc, Time time) {
    /** Groups may have sets of one name. */
    List<String> key() {
      return List.of(group, set);
    }

    static Line of(String text) {
      String[] cells = text.split(",");
      return new Line(
          cells[0],
          cells[1],
          cells[2],
          Double.parseDouble(cells[3]),
          Double.parseDouble(cells[4]),
          Double.parseDouble(cells[5]),
          new Time(Double.parseDouble(cells[6]), Integer.parseInt(cells[7])));
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%s,%s,%s,%.4f,%.4f,%.4f,%.1f,%d",
          group,
          set,
          method,
          nats,
          error,
          auroc,
          time.seconds(),
          time.rows());
    }
  }

  private void run() throws IOException {
    for (String folder : options.list("data", "adbench")) {
      for (Path set : AnomalySet.files(Path.of(folder))) {
        List<String> sets = options.list("sets", "");
        if (sets.contains("") || sets.contains(AnomalySet.name(set))) {
          measure(Path.of(folder).getFileName().toString(), AnomalySet.read(set));
        }
      }
    }
    System.out.println(table());
  }

  private void measure(String group, AnomalySet read) throws IOException {
    DensitySet set = DensitySet.of(read, options.number("seed", 1), options.number("rows", 5_000));
    set.write(Files.createDirectories(file.resolveSibling(group)));
    for (String method : options.list("methods", "vae,maf,spline")) {
      boolean known =
          lines().stream().anyMatch(l -> l.set().equals(read.name()) && l.method().equals(method));
      if (!known) {
        Line line = measure(group, set, method);
        Files.writeString(
            file, line.text() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.err.println(line.text());
      }
    }
  }

  private Line measure(String group, DensitySet set, String method) {
    Dataset<Event> rows = set.dataset();
    Timed<DensityModel> trained = Timed.of(rows.size(), () -> trainer(method).apply(rows));
    double[] nats = trained.value().logDensity(set.testRows());
    double[] usual = Arrays.copyOf(nats, set.usual());
    double mean = Arrays.stream(usual).average().orElseThrow();
    double squares = Arrays.stream(usual).map(x -> (x - mean) * (x - mean)).sum();
    return new Line(
        group,
        set.rows().name(),
        method,
        mean,
        Math.sqrt(squares / (usual.length - 1) / usual.length),
        LabelEvaluationUtil.binaryAUCROC(
            set.anomalous(), Arrays.stream(nats).map(DensityBenchmark::score).toArray()),
        trained.time());
  }

  /** Minus the nats, finite also where a row is impossible. */
  private static double score(double nats) {
    return Math.min(Double.MAX_VALUE, -nats);
  }

  private Function<Dataset<Event>, DensityModel> trainer(String method) {
    int threads = options.number("threads", 1);
    int seed = options.number("seed", 1);
    return switch (method) {
      case "vae" -> VAETrainer.builder().threads(threads).seed(seed).build()::fit;
      case "maf" -> flow(FlowKind.MAF, threads, seed)::fit;
      case "spline" -> flow(FlowKind.SPLINE_COUPLING, threads, seed)::fit;
      default -> throw new IllegalArgumentException("Expected vae, maf or spline, found " + method);
    };
  }

  private static FlowTrainer flow(FlowKind kind, int threads, int seed) {
    return FlowTrainer.builder().kind(kind).threads(threads).seed(seed).build();
  }

  private List<Line> lines() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Line::of).toList()
        : List.of();
  }

  private String table() throws IOException {
    Collection<List<Line>> sets =
        lines().stream()
            .sorted(Comparator.comparing(Line::group).thenComparing(Line::set))
            .collect(Collectors.groupingBy(Line::key, LinkedHashMap::new, Collectors.toList()))
            .values();
    Set<String> methods =
        sets.stream()
            .flatMap(List::stream)
            .map(Line::method)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> rows = new ArrayList<>();
    rows.add("| set | " + String.join(" | ", methods) + " |");
    rows.add("|---" + "|---".repeat(methods.size()) + "|");
    sets.forEach(of -> rows.add("| " + of.get(0).set() + " | " + cells(methods, of) + " |"));
    sets.stream()
        .map(of -> of.get(0).group())
        .distinct()
        .forEach(group -> rows.add("| " + group + " | " + summaries(methods, sets, group) + " |"));
    return String.join("\n", rows);
  }

  private static String cells(Set<String> methods, List<Line> of) {
    return methods.stream()
        .map(m -> of.stream().filter(l -> l.method().equals(m)).findFirst())
        .map(l -> l.map(DensityBenchmark::cell).orElse(""))
        .collect(Collectors.joining(" | "));
  }

  private static String cell(Line line) {
    return String.format(
        Locale.ROOT, "%s ± %s; %.3f", number(line.nats()), number(line.error()), line.auroc());
  }

  /** Short, however large. */
  private static String number(double nats) {
    return String.format(Locale.ROOT, Math.abs(nats) < 1e4 ? "%.2f" : "%.1e", nats);
  }

  /** On how many sets of a group each method has the highest density, and its mean area. */
  private static String summaries(Set<String> methods, Collection<List<Line>> sets, String group) {
    List<List<Line>> own = sets.stream().filter(of -> isOf(of, group)).toList();
    return methods.stream()
        .map(
            m ->
                String.format(
                    Locale.ROOT,
                    "highest on %d of %d; %.3f",
                    own.stream().filter(of -> isHighest(of, m)).count(),
                    own.size(),
                    own.stream()
                        .flatMap(List::stream)
                        .filter(l -> l.method().equals(m))
                        .mapToDouble(Line::auroc)
                        .average()
                        .orElse(Double.NaN)))
        .collect(Collectors.joining(" | "));
  }

  private static boolean isOf(List<Line> set, String group) {
    return set.get(0).group().equals(group);
  }

  private static boolean isHighest(List<Line> set, String method) {
    return set.stream()
        .max(Comparator.comparingDouble(Line::nats))
        .map(line -> line.method().equals(method))
        .orElseThrow();
  }
}
