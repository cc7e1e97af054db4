package org.lateo.objective;

import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Sum;
import org.lateo.graph.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Observation;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.Layer;
import org.lateo.nn.MultilayerPerceptron;

/**
 * A variational autoencoder: the recognition model q(z|x) = posterior(encoder(x)), and the
 * generative model p(z) p(x|z) with p(x|z) = likelihood(decoder(z)).
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Welling M.
 * "Auto-Encoding Variational Bayes"
 * ICLR 2014.
 * </pre>
 *
 * @param features the raw values of a batch, {@code [batch, columns]}
 * @param latent dimensions of z
 */
public record VAE(
    Input features,
    int latent,
    Layer encoder,
    Posterior.Conditional posterior,
    Prior.Learned prior,
    Layer decoder,
    Likelihood.Conditional likelihood) {

  /** Builds the model that an architecture describes, for columns scaled as given. */
  public static VAE of(Architecture a, Scaling scaling) {
    return of(a, scaling, false);
  }

  /**
   * As above, and says how rows are held.
   *
   * @param sparse whether as their non-zeros; the numbers are the same up to rounding
   */
  public static VAE of(Architecture a, Scaling scaling, boolean sparse) {
    int columns = scaling.columns();
    Layer encoder = perceptron("encoder", columns, a.encoder(), a);
    Layer decoder = perceptron("decoder", a.latent(), a.decoder(), a);
    Posterior.Conditional posterior =
        a.posterior().connect(encoder.outputs(), a.latent(), a.weights());
    return new VAE(
        new Input("features", columns, sparse),
        a.latent(),
        encoder,
        posterior,
        a.prior().connect(a.latent(), new Reader(columns, encoder, posterior)),
        decoder,
        a.likelihood().connect(decoder.outputs(), scaling, a.weights()));
  }

  private static Layer perceptron(String name, int in, List<Integer> sizes, Architecture a) {
    return new MultilayerPerceptron(name, in, sizes, a.activation(), a.gated(), a.weights());
  }

  private record Reader(int columns, Layer encoder, Posterior.Conditional posterior)
      implements Prior.Recognition {
    @Override
    public LatentDistribution given(Node rows) {
      return posterior.given(encoder.apply(rows));
    }
  }

  /** Every parameter, in the order of the flat buffer. */
  public ParameterLayout layout() {
    Stream<List<Parameter>> parts =
        Stream.of(
            encoder.parameters(),
            posterior.parameters(),
            prior.parameters(),
            decoder.parameters(),
            likelihood.parameters());
    return new ParameterLayout(parts.flatMap(List::stream).toList());
  }

  /**
   * First values of the flat buffer: those of a seed, and those that follow from the columns.
   *
   * @param columns what the training rows look like
   */
  public float[] firstValues(long seed, List<ColumnSummary> columns) {
    ParameterLayout layout = layout();
    float[] values = layout.initialise(seed);
    likelihood
        .firstValues(columns)
        .forEach((p, first) -> System.arraycopy(first, 0, values, layout.offset(p), p.size()));
    return values;
  }

  /** The observed values as the likelihood takes them, {@code [batch, columns]}. */
  public Node observed() {
    return likelihood.scale(features);
  }

  /**
   * q(z|x).
   *
   * @param observed {@link #observed()}
   */
  public LatentDistribution encode(Node observed) {
    return posterior.given(encoder.apply(encoderInput(observed)));
  }

  /** What the encoder reads, {@code [batch, columns]}. */
  public Node encoderInput(Node observed) {
    return likelihood.encoderInput(observed);
  }

  /** log q(z|x) - log p(z) in nats of each draw, {@code [rows, 1]}. */
  Node sampledDivergence(LatentDistribution.Sample sample) {
    Node logQ = SumColumns.of(sample.logDensity());
    return Sum.subtract(logQ, SumColumns.of(prior.logDensity(sample.z())));
  }

  /**
   * p(x|z).
   *
   * @param z {@code [rows, latent]}
   */
  public Observation decode(Node z) {
    return likelihood.given(decoder.apply(z));
  }
}
