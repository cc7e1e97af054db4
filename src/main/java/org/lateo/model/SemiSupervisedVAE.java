package org.lateo.model;

import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Rows;
import org.lateo.graph.op.LogSoftmax;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.Softmax;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.ReparameterisedSample;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Observation;
import org.lateo.likelihood.Origin;
import org.lateo.nn.ClassPerceptron;
import org.lateo.nn.Dense;
import org.lateo.nn.Layer;
import org.lateo.nn.Module;

/**
 * A variational autoencoder of rows and their classes (M2): the generative model p(y) p(z)
 * p(x|y,z), and the recognition model q(y|x) q(z|x,y), whose first factor is a classifier.
 *
 * <p>Values of {@code [batch * count, any]} have some classes of a row one after another.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Rezende DJ, Mohamed S, Welling M.
 * "Semi-Supervised Learning with Deep Generative Models", section 2.1 (M2, and M1+M2)
 * NeurIPS 2014.
 * </pre>
 *
 * @param features the raw values of a batch, {@code [batch, columns]}; of codes the log-variances
 *     and then the means that another autoencoder's posterior has for the row, {@code [batch, 2
 *     columns]}
 * @param codes whether rows are codes: then x is a draw of that posterior in training, a new one
 *     whenever the row comes by (M1+M2), and its mean afterwards
 * @param latent dimensions of z
 * @param origin what is subtracted from the features first; none where that is done already
 */
public record SemiSupervisedVAE(
    Input features,
    boolean codes,
    int latent,
    ClassPrior.Learned classPrior,
    Layer classifier,
    Dense logits,
    ClassPerceptron encoder,
    Posterior.Conditional posterior,
    Prior.Learned prior,
    ClassPerceptron decoder,
    Likelihood.Conditional likelihood,
    Origin origin)
    implements Model {

  /** The same model for rows from which an origin has still to be subtracted; not for codes. */
  public SemiSupervisedVAE ofRawRows(Origin other) {
    return new SemiSupervisedVAE(
        features,
        codes,
        latent,
        classPrior,
        classifier,
        logits,
        encoder,
        posterior,
        prior,
        decoder,
        likelihood,
        other);
  }

  /** The number of classes. */
  public int classes() {
    return logits.outputs();
  }

  @Override
  public List<Module> modules() {
    return List.of(classPrior, classifier, logits, encoder, posterior, prior, decoder, likelihood);
  }

  /** First values of the flat buffer, see {@link VAE#firstValues}. */
  public float[] firstValues(long seed, List<ColumnSummary> columns) {
    return layout().initialise(seed, likelihood.firstValues(columns));
  }

  /** The values of a row as the likelihood takes them, {@code [batch, columns]}. */
  public Node observed() {
    return likelihood.scale(codes ? half(1) : origin.off(features));
  }

  /** As {@link #observed()}, but of codes a draw. */
  public Node drawn() {
    if (!codes) {
      return observed();
    }
    Node mean = half(1);
    Noise noise = new Noise("code", Rows.BATCH, mean.columns());
    return likelihood.scale(new ReparameterisedSample(mean, half(0), noise));
  }

  private Node half(int which) {
    int columns = features.columns() / 2;
    return SelectColumns.of(
        features, IntStream.range(which * columns, (which + 1) * columns).toArray());
  }

  /** The logits of q(y|x), {@code [batch, classes]}. */
  private Node classLogits(Node observed) {
    return logits.apply(classifier.apply(likelihood.encoderInput(observed)));
  }

  /** log q(y|x) in nats, {@code [batch, classes]}. */
  public Node logClasses(Node observed) {
    return new LogSoftmax(classLogits(observed));
  }

  /** q(y|x), {@code [batch, classes]}. */
  public Node classes(Node observed) {
    return new Softmax(classLogits(observed));
  }

  /**
   * q(z|x,y) for some classes, {@code [batch * count, latent]}.
   *
   * @param observed {@code [batch, columns]}
   * @param classes numbers of classes, {@code [batch, count]}
   */
  public LatentDistribution encode(Node observed, Node classes) {
    return posterior.given(encoder.apply(likelihood.encoderInput(observed), classes));
  }

  /**
   * p(x|y,z) for some classes.
   *
   * @param z {@code [batch * count, latent]}
   * @param classes numbers of classes, {@code [batch, count]}
   */
  public Observation decode(Node z, Node classes) {
    return likelihood.given(decoder.apply(z, classes));
  }
}
