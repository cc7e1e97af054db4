package org.lateo.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.output.LatentCode;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * Decoders whose weights have distributions beside decoders of numbers: mean ELBO, in nats a row,
 * of the training rows and of test rows, mean and standard deviation over seeds. Both are scores of
 * the model, a Bayesian decoder having its weights at their means.
 *
 * <p>All settings are the trainer's defaults but hidden layers, latent dimensions and epochs, which
 * are the same for both; no row is held out and no epoch is chosen.
 *
 * <p>Options, each {@code name=value}: {@code set}, as {@link FewLabelsSet#read} takes it; {@code
 * rows}, numbers of training rows with commas; {@code hidden}; {@code latent}; {@code epochs};
 * {@code seeds}, how many; {@code threads}.
 */
public final class BayesianDecoders {
  private final Options options;

  private BayesianDecoders(Options options) {
    this.options = options;
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) {
    String[] names = {"set", "rows", "hidden", "latent", "epochs", "seeds", "threads"};
    new BayesianDecoders(new Options(arguments, names)).run();
  }

  private void run() {
    System.out.println(
        "| rows | decoder | ELBO of training rows | of test rows |\n|---|---|---|---|");
    FewLabelsSet set = FewLabelsSet.read(options.text("set", "digits"));
    for (String rows : options.list("rows", "50,200,1000")) {
      Dataset<Label> training = first(set.train(), Integer.parseInt(rows));
      for (boolean bayesian : new boolean[] {false, true}) {
        System.out.println(line(training, set.test(), bayesian));
      }
    }
  }

  private static Dataset<Label> first(Dataset<Label> all, int rows) {
    MutableDataset<Label> part =
        new MutableDataset<>(all.getSourceProvenance(), all.getOutputFactory());
    IntStream.range(0, rows).mapToObj(all::getExample).forEach(part::add);
    return part;
  }

  private String line(Dataset<Label> training, Dataset<Label> test, boolean bayesian) {
    int seeds = options.number("seeds", 5);
    double[] own = new double[seeds];
    double[] other = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      VAEModel model = trainer(seed + 1, bayesian).fit(training);
      own[seed] = elbo(model, training);
      other[seed] = elbo(model, test);
    }
    return String.format(
        "| %d | %s | %s | %s |",
        training.size(), bayesian ? "Bayesian" : "of numbers", spread(own), spread(other));
  }

  private VAETrainer trainer(long seed, boolean bayesian) {
    return VAETrainer.builder()
        .hidden(options.number("hidden", 200))
        .latent(options.number("latent", 10))
        .epochs(options.number("epochs", 500))
        .bayesianDecoder(bayesian)
        .validation(0)
        .seed(seed)
        .threads(options.number("threads", 1))
        .build();
  }

  private static double elbo(VAEModel model, Dataset<Label> rows) {
    return model.score(rows.getData()).stream()
        .mapToDouble(LatentCode::getELBO)
        .average()
        .orElseThrow();
  }

  private static String spread(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
    return String.format(Locale.ROOT, "%.2f ± %.2f", mean, deviation);
  }
}
