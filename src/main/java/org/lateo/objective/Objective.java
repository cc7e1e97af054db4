package org.lateo.objective;

import org.lateo.config.Part;
import org.lateo.model.VAE;

/** What the training of an autoencoder maximises. */
public interface Objective extends Part {
  /** The objective and its reports as expressions over a model. */
  Loss loss(VAE vae);
}
