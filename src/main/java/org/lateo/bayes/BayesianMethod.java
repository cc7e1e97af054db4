package org.lateo.bayes;

/** Which weights of a network are distributions, and how these are found. */
public enum BayesianMethod {
  /**
   * The last layer's, with a full covariance, trained by a bound together with the hidden layers,
   * which are points. Nothing is drawn, but for logits of labels.
   *
   * <p>See:
   *
   * <pre>
   * Harrison J, Willes J, Snoek J.
   * "Variational Bayesian Last Layers"
   * ICLR 2024.
   * </pre>
   */
  LAST_LAYER,
  /**
   * All weights and biases, independent of each other, trained by a bound; predictions average over
   * draws of the hidden layers.
   *
   * <p>See:
   *
   * <pre>
   * Kingma DP, Welling M.
   * "Auto-Encoding Variational Bayes", appendix F
   * ICLR 2014.
   * Blundell C, Cornebise J, Kavukcuoglu K, Wierstra D.
   * "Weight Uncertainty in Neural Networks"
   * ICML 2015.
   * </pre>
   */
  MEAN_FIELD,
  /**
   * The last layer's, with a full covariance, in closed form after ordinary training: its posterior
   * given the hidden layers, the prior's width by the evidence, and the noise by held-out rows. For
   * labels it is the Gaussian at the trained weights whose covariance is a Kronecker product's, and
   * the prior's width is that under which held-out rows are most probable.
   *
   * <p>See:
   *
   * <pre>
   * MacKay DJC.
   * "Bayesian Interpolation"
   * Neural Computation 4(3), 1992.
   * Daxberger E, Kristiadi A, Immer A, Eschenhagen R, Bauer M, Hennig P.
   * "Laplace Redux: Effortless Bayesian Deep Learning"
   * NeurIPS 2021.
   * </pre>
   */
  LAPLACE
}
