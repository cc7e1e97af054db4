package org.lateo.app.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lateo.FlowTrainerBuilder;
import org.lateo.VAETrainerBuilder;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.Refusals;
import org.lateo.objective.Reconstruction;
import org.lateo.objective.Sparsity;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model is trained, and the options that only a plain autoencoder or a flow has. */
final class ModelArguments {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "vae: a variational autoencoder. autoencoder: a plain one, whose code is a point: it"
              + " reconstructs rows, and has neither a prior nor log-likelihoods. flow: an"
              + " invertible map of numbers, whose log-densities are exact (default: vae).")
  Optional<ModelKind> model;

  @Option(
      names = "--denoise",
      paramLabel = "DEVIATION",
      description =
          "For autoencoder. Standard deviation of Gaussian noise on what the encoder reads in"
              + " training, where numbers are in units of their column's (default:"
              + " ${bundle:default.plain.noise}).")
  Optional<Double> denoise;

  @Option(
      names = "--mask",
      paramLabel = "SHARE",
      description =
          "For autoencoder. Share of the values that training hides from the encoder, drawn anew in"
              + " each step (default: ${bundle:default.plain.masking}).")
  Optional<Double> mask;

  @Option(
      names = "--contractive",
      paramLabel = "WEIGHT",
      description =
          "For autoencoder. Weight of the squared norm of the code's derivative by the row; the"
              + " encoder is then one sigmoid layer (default:"
              + " ${bundle:default.plain.contraction}).")
  Optional<Double> contractive;

  @Option(
      names = "--sparse",
      paramLabel = "WEIGHT",
      description =
          "For autoencoder. Weight of a penalty on units of the code that are used often, for a"
              + " code between 0 and 1 (default: ${bundle:default.plain.sparsity}).")
  Optional<Double> sparse;

  @Option(
      names = "--tied",
      description =
          "For autoencoder. The decoder's weights are the encoder's transposed, with the likelihood"
              + " gaussian or bernoulli.")
  boolean tied;

  @Mixin FlowArguments flow;

  /** Whether a plain autoencoder is asked for. */
  boolean isPlain() {
    return is(ModelKind.AUTOENCODER);
  }

  /** Whether a flow is asked for. */
  boolean isFlow() {
    return is(ModelKind.FLOW);
  }

  private boolean is(ModelKind kind) {
    return model.filter(asked -> asked == kind).isPresent();
  }

  /** Refuses a flow for what is predicted. */
  void requireTask(Task task) {
    if (isFlow() && task.isSupervised()) {
      throw new InputException(
          String.format(
              "--model flow: expected --task latent or anomaly, found %s; predictions are made of"
                  + " --model vae or autoencoder, on the codes of a flow by a program of your own",
              name(task)));
    }
  }

  /** Those of these options that are given. */
  List<String> given() {
    List<String> all = new ArrayList<>(plain());
    model.ifPresent(kind -> all.add("--model"));
    all.addAll(flow.given());
    return all;
  }

  /**
   * Makes the builder's model the one that is asked for.
   *
   * @param variational options that are given and go with a variational autoencoder alone
   */
  void set(VAETrainerBuilder builder, List<String> variational) {
    requireNone(flow.given(), ModelKind.FLOW);
    if (!isPlain()) {
      requireNone(plain(), ModelKind.AUTOENCODER);
      return;
    }
    requireNone(variational, ModelKind.VAE);
    builder.autoencoder(objective());
    if (tied) {
      builder.tied(true);
    }
  }

  /**
   * Gives the builder of a flow the options that are a flow's own.
   *
   * @param variational options that are given and go with a variational autoencoder alone
   * @param codes options that are given and go with both autoencoders alone
   */
  void set(FlowTrainerBuilder builder, List<String> variational, List<String> codes) {
    requireNone(variational, ModelKind.VAE);
    requireNone(plain(), ModelKind.AUTOENCODER);
    requireNone(codes, ModelKind.VAE, ModelKind.AUTOENCODER);
    flow.set(builder);
  }

  /**
   * As {@link #set(VAETrainerBuilder, List)}, of a model that is trained further and keeps its
   * shape.
   *
   * @param plainFirst whether it is a plain autoencoder
   */
  void setObjective(VAETrainerBuilder builder, boolean plainFirst, List<String> variational) {
    requireNone(flow.given(), ModelKind.FLOW);
    requireNone(
        plainFirst ? variational : plain(), plainFirst ? ModelKind.VAE : ModelKind.AUTOENCODER);
    if (plainFirst) {
      builder.objective(objective());
    }
  }

  private static void requireNone(List<String> given, ModelKind... kinds) {
    if (!given.isEmpty()) {
      throw new InputException(
          String.format(
              "%s: goes with --model %s",
              String.join(", ", given),
              Arrays.stream(kinds).map(ModelArguments::name).collect(Collectors.joining(" or "))));
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private List<String> plain() {
    return Stream.of(
            denoise.map(x -> "--denoise"),
            mask.map(x -> "--mask"),
            contractive.map(x -> "--contractive"),
            sparse.map(x -> "--sparse"),
            Optional.of("--tied").filter(name -> tied))
        .flatMap(Optional::stream)
        .toList();
  }

  private Reconstruction objective() {
    return Refusals.fields(
        () -> {
          Reconstruction objective = new Reconstruction();
          objective = denoise.map(objective::withNoise).orElse(objective);
          objective = mask.map(objective::withMasking).orElse(objective);
          objective = contractive.map(objective::withContraction).orElse(objective);
          Reconstruction made = objective;
          return sparse.map(weight -> made.withSparsity(weight, Sparsity.KL)).orElse(made);
        });
  }
}
