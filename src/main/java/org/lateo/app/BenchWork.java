package org.lateo.app;

import java.util.Optional;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.likelihood.Bernoulli;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO;
import org.lateo.train.Adam;
import picocli.CommandLine.Option;

/** What is trained in a benchmark. The defaults are those other systems were measured with. */
final class BenchWork {
  private static final double LEARNING_RATE = 1e-3;

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

  VAETrainer trainer(CommonOptions common) {
    VAETrainerBuilder builder =
        VAETrainer.builder()
            .hidden(hidden)
            .latent(latent)
            .activation(Activation.TANH)
            .likelihood(new Bernoulli())
            .objective(Usage.fields(() -> new ELBO(ELBO.Estimator.CLOSED_FORM, samples)))
            .optimiser(new Adam(LEARNING_RATE))
            .batchSize(batch)
            .epochs(epochs)
            .validation(0)
            .seed(common.seedOrDefault());
    Optional.ofNullable(common.threads).ifPresent(builder::threads);
    return Usage.fields(builder::build);
  }
}
