package org.lateo.app.train;

/** Which model of the rows stands behind codes and scores. */
enum ModelKind {
  /** A variational autoencoder. */
  VAE,
  /** A plain autoencoder. */
  AUTOENCODER
}
