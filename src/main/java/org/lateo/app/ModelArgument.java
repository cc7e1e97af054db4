package org.lateo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lateo.VAEModel;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.app.input.InputException;
import org.lateo.codes.LatentFeatureModel;
import org.tribuo.Model;
import picocli.CommandLine.Option;

/** The model a verb uses. */
final class ModelArgument {
  static final String OPTION = "--model";

  @Option(
      names = OPTION,
      required = true,
      paramLabel = "FILE",
      description = "A model, as train writes it.")
  Path file;

  /** The model in the file. */
  Model<?> read() {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": expected a model file, found none");
    }
    try {
      return Model.deserializeFromFile(file);
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException e) {
      throw new InputException(file + ": expected a model, found " + reason(e), e);
    } catch (StackOverflowError e) {
      throw new InputException(file + ": expected a model, found parts nested too deep to read", e);
    }
  }

  /** Tribuo wraps what the factory of a model says, by reflection and by its own words. */
  private static String reason(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
  }

  /** The autoencoder in the file, alone or with a classifier on its codes. */
  VAEModel readEncoder() {
    return encoder(read());
  }

  private VAEModel only(List<VAEModel> members) {
    if (members.size() > 1) {
      throw new InputException(
          file
              + ": expected one autoencoder, found a detector of "
              + members.size()
              + " (train --members 1)");
    }
    return members.get(0);
  }

  /** The autoencoder in a model of the file, alone or with a classifier on its codes. */
  VAEModel encoder(Model<?> model) {
    if (model instanceof VAEModel vae) {
      return vae;
    }
    if (model instanceof LatentFeatureModel<?> pipeline) {
      return pipeline.encoder();
    }
    if (model instanceof VAEAnomalyModel detector) {
      return only(detector.members());
    }
    throw new InputException(
        file + ": expected an autoencoder, found " + model.getClass().getSimpleName());
  }
}
