package org.lateo.model;

import java.util.List;
import org.lateo.nn.Sizes;

/**
 * The shape of a semi-supervised variational autoencoder, before any parameter.
 *
 * @param vae that of p(x|y,z) and q(z|x,y)
 * @param classifier sizes of the hidden layers of q(y|x); none for a linear classifier
 * @param prior p(y)
 * @param codes whether rows are codes of another autoencoder, see {@link
 *     SemiSupervisedVAE#features}
 */
public record SemiSupervisedArchitecture(
    Architecture vae, List<Integer> classifier, ClassPrior prior, boolean codes) {
  /** Copies the list, and refuses sizes below 1 or above those of {@link Sizes}. */
  public SemiSupervisedArchitecture {
    classifier = List.copyOf(classifier);
    Sizes.requireLayers("classifier", classifier);
  }

  /** The number of classes. */
  public int classes() {
    return prior.classes();
  }
}
