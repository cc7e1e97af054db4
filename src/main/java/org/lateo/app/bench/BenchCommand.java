package org.lateo.app.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.app.progress.Bound;
import org.lateo.app.progress.Progress;
import org.lateo.app.progress.Recorder;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.likelihood.Bernoulli;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO;
import org.lateo.output.LatentCode;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.SheetReader;
import org.lateo.tables.TableOptions;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code bench}: measures how fast training is. */
@Command(
    name = "bench",
    customSynopsis = "lateo bench (--data=FILE | --random=N) [OPTIONS]",
    description =
        "Measure how fast training is, with the settings of the benchmarks of other systems: tanh,"
            + " Bernoulli, Adam at 0.001, features binarised at 0.5.")
public final class BenchCommand extends Verb {
  /** The first epochs run slower, while Java compiles. */
  private static final int LEFT_OUT = 2;

  private static final double LEARNING_RATE = 1e-3;

  /** So many rows take 8 GB as examples. */
  private static final int MOST_RANDOM = 1_000_000;

  @ArgGroup(exclusive = true, multiplicity = "1")
  Source source;

  @Option(names = "--rows", paramLabel = "N", description = "Take the first N rows (default: all).")
  Optional<Integer> rows;

  @Option(
      names = "--hidden",
      split = ",",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Sizes of the encoder's hidden layers, the decoder's reversed (default:"
              + " ${DEFAULT-VALUE}).")
  int[] hidden;

  @Option(
      names = "--latent",
      paramLabel = "N",
      defaultValue = "20",
      description = "Dimensions of the code (default: ${DEFAULT-VALUE}).")
  int latent;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "100",
      description = "Rows a step (default: ${DEFAULT-VALUE}).")
  int batch;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "1",
      description = "Samples of the code for each row (default: ${DEFAULT-VALUE}).")
  int samples;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "9",
      description =
          "Passes over the rows; the first two are not counted (default: ${DEFAULT-VALUE}).")
  int epochs;

  /** Rows to train on. */
  static final class Source {
    @Option(
        names = "--data",
        paramLabel = "FILE",
        description = "Rows as for train; values above 0.5 become 1, others 0.")
    Optional<Path> data;

    @Option(
        names = "--random",
        paramLabel = "N",
        description = "N random rows of 784 features, of which 30 %% are 1 and others 0.")
    Optional<Integer> random;
  }

  @Override
  protected Results run() {
    Dataset<LatentCode> dataset = dataset();
    Trained trained = train(dataset);
    Recorder times = trained.times();
    double seconds = secondsPerEpoch(times.reports());
    double first = times.reports().get(0).seconds();
    double elbo =
        trained.model().score(dataset).stream()
            .mapToDouble(LatentCode::getELBO)
            .average()
            .getAsDouble();
    messages.say("%.4f s an epoch of %,d rows, ELBO %.2f", seconds, dataset.size(), elbo);
    messages.say(
        "%.4f s from examples to rows, %.4f s the first epoch", times.secondsToRows(), first);
    return new Results()
        .with("seconds_per_epoch", seconds)
        .with("elbo", elbo)
        .with("rows", dataset.size())
        .with("seconds_to_rows", times.secondsToRows())
        .with("seconds_first_epoch", first);
  }

  private record Trained(VAEModel model, Recorder times) {}

  private Trained train(Dataset<LatentCode> dataset) {
    VAETrainer trainer = trainer();
    try (Progress progress = messages.progress(Bound.ELBO)) {
      Recorder times = new Recorder(progress);
      return Refusals.data("rows", () -> new Trained(trainer.fit(dataset, times), times));
    }
  }

  /** The defaults are the settings with which other systems were measured. */
  private VAETrainer trainer() {
    VAETrainerBuilder builder =
        VAETrainer.builder()
            .hidden(hidden)
            .latent(latent)
            .activation(Activation.TANH)
            .likelihood(new Bernoulli())
            .objective(Refusals.fields(() -> new ELBO(ELBO.Estimator.CLOSED_FORM, samples)))
            .optimiser(new Adam(LEARNING_RATE))
            .batchSize(batch)
            .epochs(epochs)
            .validation(0)
            .seed(common.seedOrDefault());
    common.threads().ifPresent(builder::threads);
    return Refusals.fields(builder::build);
  }

  private Dataset<LatentCode> dataset() {
    int limit = DataArguments.limit(rows);
    if (source.data.isPresent()) {
      TableOptions options = TableOptions.of(source.data.get()).withLimit(limit);
      return Datasets.toTrain(SheetReader.read(options).binarised(), OutputKind.none());
    }
    int random = Refusals.inRange("random", source.random.orElseThrow(), 1, MOST_RANDOM);
    return RandomRows.of(Math.min(random, limit), common.seedOrDefault());
  }

  /** The median, without the first epochs unless there are no others. */
  private static double secondsPerEpoch(List<EpochReport> reports) {
    double[] seconds =
        reports.stream()
            .skip(Math.min(LEFT_OUT, reports.size() - 1))
            .mapToDouble(EpochReport::seconds)
            .sorted()
            .toArray();
    int middle = seconds.length / 2;
    return seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
  }
}
