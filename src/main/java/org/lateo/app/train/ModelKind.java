package org.lateo.app.train;

import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Which model of the rows stands behind codes and scores. */
public enum ModelKind {
  /** A variational autoencoder. */
  VAE,
  /** A plain autoencoder. */
  AUTOENCODER,
  /** A normalising flow. */
  FLOW;

  /**
   * The model that a command line asks to train, the first if none; of other verbs it is a file.
   */
  public static ModelKind of(ParseResult parsed) {
    Object asked =
        parsed.hasMatchedOption("--model")
            ? parsed.matchedOptionValue("--model", (Object) null)
            : null;
    return asked instanceof Optional<?> given && given.orElse(null) instanceof ModelKind kind
        ? kind
        : VAE;
  }
}
