package org.lateo.app.train;

import picocli.CommandLine.ParseResult;

/** What a model is trained for. */
public enum Task {
  /** An autoencoder. */
  LATENT,
  /** A detector of unusual rows. */
  ANOMALY,
  /** A classifier on rows of which some are labelled. */
  CLASSIFY,
  /** A predictor of a number and of its uncertainty. */
  REGRESS;

  /** Whether rows have a response that is predicted. */
  public boolean isSupervised() {
    return this == CLASSIFY || this == REGRESS;
  }

  /** The task that a command line asks for, the first if none. */
  public static Task of(ParseResult parsed) {
    return parsed.hasMatchedOption("--task") ? parsed.matchedOptionValue("--task", LATENT) : LATENT;
  }
}
