package org.lateo;

import org.lateo.graph.Parameters;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.math.Blas;
import org.lateo.model.Architecture;
import org.lateo.model.VAE;

/**
 * The numbers that make a trained model: nothing else is needed to compute what it computes.
 *
 * @param architecture its shape
 * @param scaling one entry for each column
 * @param sparse whether rows are held as their non-zeros, which changes rounding only
 * @param missing which columns' absent values are missing, not zero
 * @param origin what is taken off values before they become floats; none where rows are sparse
 * @param parameters the flat buffer, used as it is
 * @param seed of the draws that scores are averaged over
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity, never by value.
record VAEDefinition(
    Architecture architecture,
    Scaling scaling,
    boolean sparse,
    MissingColumns missing,
    Origin origin,
    float[] parameters,
    long seed) {
  /** Without columns that may be missing, and with no origin. */
  VAEDefinition(
      Architecture architecture, Scaling scaling, boolean sparse, float[] parameters, long seed) {
    this(
        architecture,
        scaling,
        sparse,
        MissingColumns.none(scaling.columns()),
        Origin.none(scaling.columns()),
        parameters,
        seed);
  }

  /**
   * Makes it ready to run.
   *
   * @throws IllegalArgumentException if the number of parameters is not that of the architecture
   */
  Inference inference() {
    VAE vae = VAE.of(architecture, scaling, sparse, missing);
    Parameters values = new Parameters(vae.layout(), parameters, Blas.best());
    return new Inference(vae, values, scaling.scale(), origin, seed);
  }
}
