package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lateo.FlowTrainer;
import org.lateo.FlowTrainerBuilder;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.config.PartKind;
import org.lateo.density.FlowKind;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Gaussian;
import org.lateo.objective.IWAE;
import org.lateo.output.DensityModel;
import org.lateo.tables.Table;
import org.lateo.train.Adam;
import org.lateo.train.CosineSchedule;

/**
 * How far models of rows of two numbers stay behind the density that the rows are drawn from, which
 * is known ({@link PlaneSet}): nats of fresh rows, the same ones for all, and a picture of
 * densities and samples.
 *
 * <p>Of an autoencoder log p(x) is estimated by importance samples, which on average is too low.
 *
 * <p>Options: {@code sets} and {@code models} (of {@code maf}, {@code autoregressive}, {@code
 * coupling} and {@code vae}), {@code seeds}, {@code rows} for training, of which a tenth is for
 * validation, {@code test} rows, {@code epochs}, {@code batch}, {@code rate}, {@code layers},
 * {@code hidden}, {@code bins}, {@code prior} of the autoencoder, {@code threads}, and {@code out},
 * a folder for an SVG file of each set, which shows the models of the first seed. Settings were
 * chosen with seed 0.
 */
public final class PlaneBenchmark {
  private static final String ALL_SETS = "moons,rings,spirals";
  private static final String ALL_MODELS = "maf,coupling,vae";

  private final Options options;

  private PlaneBenchmark(Options options) {
    this.options = options;
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    Options options =
        new Options(
            arguments, "sets", "models", "seeds", "rows", "test", "epochs", "batch", "rate",
            "layers", "hidden", "bins", "prior", "out");
    new PlaneBenchmark(options).run();
  }

  private void run() throws IOException {
    for (String name : options.list("sets", ALL_SETS)) {
      PlaneSet set = PlaneSet.valueOf(name.toUpperCase(Locale.ROOT));
      List<PlanePicture.Panel> panels = new ArrayList<>();
      panels.add(
          new PlanePicture.Panel(
              name + ": truth", set.side(), set::logDensity, count -> set.rows(count, 0)));
      for (String model : options.list("models", ALL_MODELS)) {
        panels.add(panel(set, model));
      }
      Optional<String> out = options.find("out");
      if (out.isPresent()) {
        Files.writeString(Path.of(out.get(), "density-" + name + ".svg"), PlanePicture.svg(panels));
      }
    }
  }

  /** Trains with each seed, and prints. */
  private PlanePicture.Panel panel(PlaneSet set, String name) {
    List<DensityModel> models = new ArrayList<>();
    List<Double> behind = new ArrayList<>();
    for (String seed : options.list("seeds", "1,2,3")) {
      long start = System.nanoTime();
      DensityModel model = train(set, name, Long.parseLong(seed));
      double seconds = (System.nanoTime() - start) / 1e9;
      double[][] test = set.rows(options.number("test", 10_000), 1_000_000 + Long.parseLong(seed));
      double[] truth = set.logDensity(test);
      double[] found = model.logDensity(test);
      double[] gaps = new double[truth.length];
      Arrays.setAll(gaps, r -> truth[r] - found[r]);
      FlowBenchmark.say(
          "%s %s seed %s: truth %.4f, found %.4f, behind by %.4f +- %.4f nats, %.0f s",
          set.name().toLowerCase(Locale.ROOT),
          name,
          seed,
          mean(truth),
          mean(found),
          mean(gaps),
          Math.sqrt(variance(gaps) / gaps.length),
          seconds);
      models.add(model);
      behind.add(mean(gaps));
    }
    double[] all = behind.stream().mapToDouble(x -> x).toArray();
    double spread = all.length > 1 ? Math.sqrt(variance(all)) : 0;
    FlowBenchmark.say(
        "%s %s: behind by %.4f nats, standard deviation over %d seeds %.4f",
        set.name().toLowerCase(Locale.ROOT), name, mean(all), all.length, spread);
    DensityModel first = models.get(0);
    return new PlanePicture.Panel(
        String.format(Locale.ROOT, "%s: %.3f nats behind", name, behind.get(0)),
        set.side(),
        first::logDensity,
        count -> first.sample(count, 1));
  }

  private DensityModel train(PlaneSet set, String name, long seed) {
    double[][] rows = set.rows(options.number("rows", 40_000), seed);
    return switch (name) {
      case "vae" -> autoencoder(seed).build().fit(Table.of(rows, column -> false).unlabelled());
      case "maf" -> flow(FlowKind.MAF, 10, seed).build().fit(rows);
      case "autoregressive" -> flow(FlowKind.SPLINE_AUTOREGRESSIVE, 8, seed).build().fit(rows);
      case "coupling" -> flow(FlowKind.SPLINE_COUPLING, 8, seed).build().fit(rows);
      default ->
          throw new IllegalArgumentException("Expected one of " + ALL_MODELS + ", found " + name);
    };
  }

  private int[] hidden(String otherwise) {
    return options.list("hidden", otherwise).stream().mapToInt(Integer::parseInt).toArray();
  }

  private double decimal(String name, double otherwise) {
    return options.find(name).map(Double::parseDouble).orElse(otherwise);
  }

  private FlowTrainerBuilder flow(FlowKind kind, int layers, long seed) {
    return FlowTrainer.builder()
        .kind(kind)
        .layers(options.number("layers", layers))
        .hidden(hidden("64,64"))
        .bins(options.number("bins", 16))
        .optimiser(new Adam(decimal("rate", 2e-3)))
        .epochs(options.number("epochs", 40))
        .batchSize(options.number("batch", 256))
        .seed(seed)
        .threads(options.number("threads", 1));
  }

  private VAETrainerBuilder autoencoder(long seed) {
    return VAETrainer.builder()
        .latent(2)
        .hidden(hidden("64,64"))
        .likelihood(new Gaussian(Gaussian.Variance.ROW))
        .objective(new IWAE(10, IWAE.Gradient.DOUBLY_REPARAMETERISED))
        .prior(PartKind.of(Prior.class).parse(options.text("prior", "standard-normal")))
        .optimiser(new Adam(decimal("rate", 2e-3)))
        .schedule(new CosineSchedule())
        .gradientClipping(5)
        .epochs(options.number("epochs", 40))
        .batchSize(options.number("batch", 256))
        .seed(seed)
        .threads(options.number("threads", 1));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
  }
}
