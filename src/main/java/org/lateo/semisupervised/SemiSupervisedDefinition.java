package org.lateo.semisupervised;

import org.lateo.graph.Parameters;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.likelihood.Support;
import org.lateo.math.Blas;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.SemiSupervisedVAE;

/**
 * The numbers that make a trained model.
 *
 * @param architecture its shape
 * @param scaling one entry for each column
 * @param sparse whether rows are held as their non-zeros, which changes rounding only
 * @param origin what is taken off values before they become floats; none where rows are sparse or
 *     codes
 * @param parameters the flat buffer, used as it is
 * @param seed of the rows that an export is checked with
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity, never by value.
record SemiSupervisedDefinition(
    SemiSupervisedArchitecture architecture,
    Scaling scaling,
    boolean sparse,
    Origin origin,
    float[] parameters,
    long seed) {

  /** The same with other parameters. */
  SemiSupervisedDefinition with(float[] values) {
    return new SemiSupervisedDefinition(
        architecture, scaling, sparse, origin, values.clone(), seed);
  }

  /** The rows that are possible. */
  Support support() {
    return architecture.vae().likelihood().support(scaling);
  }

  SemiSupervisedVAE vae() {
    return SemiSupervisedVAE.of(architecture, scaling, sparse);
  }

  /**
   * The parameters ready to run.
   *
   * @throws IllegalArgumentException if their number is not that of the architecture
   */
  Parameters parameters(SemiSupervisedVAE vae) {
    return new Parameters(vae.layout(), parameters, Blas.best());
  }
}
