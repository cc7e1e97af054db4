package org.lateo.objective;

import org.lateo.config.Part;
import org.lateo.model.VAE;

/** What training maximises. */
public interface Objective extends Part {
  /** Writes the objective as an expression over a model. */
  Loss loss(VAE vae);
}
