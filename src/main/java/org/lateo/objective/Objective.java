package org.lateo.objective;

import org.lateo.nn.Part;

/** What training maximises. */
public interface Objective extends Part {
  /** Writes the objective as an expression over a model. */
  Bound bound(VAE vae);
}
