package org.lateo.app.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lateo.VAEModel;
import org.lateo.app.input.InputException;
import org.lateo.app.model.ModelArgument;
import org.lateo.app.verb.CommonOptions;
import org.lateo.output.ExactDensity;
import org.tribuo.Model;
import picocli.CommandLine.Option;

/** The option of a model that is trained further. */
final class FromArguments {
  private static final String OPTION = "--from";

  /** What the model has already. */
  private static final Set<String> SHAPE =
      Set.of(
          "--model",
          "--tied",
          "--hidden",
          "--latent",
          "--activation",
          "--gated",
          "--bayesian-decoder",
          "--likelihood",
          "--column-likelihood",
          "--missing",
          "--posterior",
          "--prior");

  @Option(
      names = OPTION,
      paramLabel = "MODEL",
      description =
          "For latent. Train this model further, on rows of its columns, and write the result to"
              + " --out. Its shape, likelihood and scaling stay; optimiser and epochs begin anew.")
  Optional<Path> file;

  private VAEModel model;

  /** The file, by the option that names it. */
  Map<String, Path> files() {
    return file.map(path -> Map.of(OPTION, path)).orElse(Map.of());
  }

  /** The model, read once; empty if none is asked for. */
  Optional<VAEModel> model() {
    if (model == null && file.isPresent()) {
      model = read(ModelArgument.at(file.get()));
    }
    return Optional.ofNullable(model);
  }

  private static VAEModel read(ModelArgument argument) {
    Model<?> read = argument.read();
    if (read instanceof ExactDensity) {
      throw argument.refusal(
          "an autoencoder, found "
              + read.getClass().getSimpleName()
              + ", which is trained anew on all rows");
    }
    return argument.one(read, VAEModel.class).can();
  }

  /**
   * Refuses what does not go with it.
   *
   * @param task what is trained
   * @param given options of the autoencoder
   * @param columns whether options of columns are given
   */
  void requireAlone(Task task, boolean configured, List<String> given, boolean columns) {
    if (file.isEmpty()) {
      return;
    }
    if (task != Task.LATENT || configured) {
      throw new InputException(OPTION + " goes with --task latent, without --config");
    }
    List<String> shape = given.stream().filter(SHAPE::contains).toList();
    if (!shape.isEmpty() || columns) {
      throw new InputException(
          OPTION
              + ": expected the model's own shape and columns, found "
              + (shape.isEmpty() ? "options of columns" : String.join(", ", shape)));
    }
  }

  /** The further training. */
  TrainingTask task(AutoencoderArguments vae, CommonOptions common, VAEModel first) {
    return TrainingTask.further(vae.trainerFrom(first, common), first);
  }
}
