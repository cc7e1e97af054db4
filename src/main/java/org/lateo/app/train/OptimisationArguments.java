package org.lateo.app.train;

import java.util.Optional;
import org.lateo.TrainingBuilder;
import org.lateo.app.verb.Refusals;
import org.lateo.config.PartKind;
import org.lateo.config.PartText;
import org.lateo.train.Adam;
import org.lateo.train.LearningRateSchedule;
import org.lateo.train.Optimiser;
import picocli.CommandLine.Option;

/** The options of the optimiser, and of when training ends. */
final class OptimisationArguments {
  @Option(
      names = "--optimiser",
      paramLabel = "NAME",
      description =
          "adam, adamw, rmsprop, adagrad or sgd, with settings as in"
              + " sgd:momentum=0.5,nesterov=true (default: ${bundle:default.optimiser}).")
  Optional<String> optimiser;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description =
          "The optimiser's step size; optimisers other than adam have other defaults (default:"
              + " ${bundle:default.learningRate}).")
  Optional<Double> learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "How the learning rate changes: constant, warm-up, cosine, step or exponential, with"
              + " settings as in cosine:last=0.1,rise=5 or step:every=100,factor=0.5 (default:"
              + " ${bundle:default.schedule}).")
  Optional<String> schedule;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description =
          "Scale the gradient of a step down to at most this norm; 0 for no limit (default:"
              + " ${bundle:default.gradientClipping}).")
  Optional<Double> clip;

  @Option(
      names = "--weight-prior",
      paramLabel = "X",
      description =
          "Standard deviation of a Gaussian prior on weights; 0 for no prior (default:"
              + " ${bundle:default.weightPrior}).")
  Optional<Double> weightPrior;

  @Option(
      names = "--average",
      paramLabel = "DECAY",
      description =
          "Give the model a running average of the weights with this decay, as in 0.999; 0 for the"
              + " last weights (default: ${bundle:default.averaging}).")
  Optional<Double> averaging;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "End training after this many epochs without a better ELBO on the validation rows; of flows"
              + " without a better log-density, with bayes and laplace without better predictions. 0 for"
              + " never (default: ${bundle:default.patience}).")
  Optional<Integer> patience;

  @Option(
      names = "--minimum-improvement",
      paramLabel = "NATS",
      description =
          "How much what --patience looks at must rise to count as better, with --task regress by"
              + " laplace in half squared standard deviations of the number (default:"
              + " ${bundle:default.minimumImprovement}).")
  Optional<Double> minimumImprovement;

  void set(TrainingBuilder<?, ?> builder) {
    if (optimiser.isPresent() || learningRate.isPresent()) {
      builder.optimiser(Refusals.part("optimiser", this::optimiser));
    }
    schedule.ifPresent(
        text -> builder.schedule(Refusals.part("schedule", LearningRateSchedule.class, text)));
    clip.ifPresent(builder::gradientClipping);
    weightPrior.ifPresent(builder::weightPrior);
    averaging.ifPresent(builder::averaging);
    patience.ifPresent(builder::patience);
    minimumImprovement.ifPresent(builder::minimumImprovement);
  }

  private Optimiser optimiser() {
    PartText named = PartText.of(optimiser.orElseGet(() -> PartKind.name(new Adam())));
    PartText part =
        learningRate.map(rate -> named.with("learningRate", rate.toString())).orElse(named);
    return PartKind.of(Optimiser.class).create(part);
  }
}
