package org.lateo.model;

import java.util.List;
import java.util.Optional;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.Unless;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.NoPrior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Observation;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Support;
import org.lateo.nn.Dense;
import org.lateo.nn.Layer;
import org.lateo.nn.Module;

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
 * <p>Missing values are NaN among the features, in columns that may miss them. They have no part in
 * p(x|z), so that every bound is one on the log-density of what is there, and the encoder reads
 * zeros in their place beside a column for each variable that says whether it is known.
 *
 * <p>See:
 *
 * <pre>
 * Nazabal A, Olmos PM, Ghahramani Z, Valera I.
 * "Handling Incomplete Heterogeneous Data using VAEs", the bound on observed values alone
 * Pattern Recognition 107, 2020.
 * Mattei PA, Frellsen J.
 * "MIWAE: Deep Generative Modelling and Imputation of Incomplete Data Sets", zeros for the encoder
 * ICML 2019.
 * </pre>
 *
 * @param features the raw values of a batch, {@code [batch, columns]}
 * @param rows what is read, {@code [batch, columns]}: the features, or what a larger program has in
 *     their place
 * @param latent dimensions of z
 * @param missing the columns where NaN stands for a missing value
 * @param support the rows that are possible
 * @param origin what is subtracted from the rows first; none where that is done already
 * @param weightDivergence the divergence of the distribution of the generative model's weights from
 *     their prior, nodes of fixed rows whose elements are added up, in nats; none where weights are
 *     numbers
 */
public record VAE(
    Input features,
    Node rows,
    int latent,
    Layer encoder,
    Posterior.Conditional posterior,
    Prior.Learned prior,
    Layer decoder,
    Likelihood.Conditional likelihood,
    MissingColumns missing,
    Support support,
    Origin origin,
    List<Node> weightDivergence)
    implements Model {
  /** Copies the list. */
  public VAE {
    weightDivergence = List.copyOf(weightDivergence);
  }

  @Override
  public List<Module> modules() {
    return List.of(encoder, posterior, prior, decoder, likelihood);
  }

  @Override
  public List<Node> penalties() {
    return weightDivergence;
  }

  /**
   * First values of the flat buffer: those of a seed, and those that follow from the columns.
   *
   * @param columns what the training rows look like
   */
  public float[] firstValues(long seed, List<ColumnSummary> columns) {
    return layout().initialise(seed, likelihood.firstValues(columns));
  }

  /**
   * The observed values as the likelihood takes them, 0 for missing ones, {@code [batch, columns]}.
   */
  public Node observed() {
    return mask().known(likelihood.scale(values()));
  }

  /** The rows less the origin, {@code [batch, columns]}. */
  public Node values() {
    return origin.off(rows);
  }

  /** The same model for features from which an origin has still to be subtracted. */
  public VAE ofRawRows(Origin other) {
    return reading(features, other);
  }

  /**
   * The same model as a part of a larger program.
   *
   * @param values what it reads in place of its features, {@code [batch, columns]}
   * @param other the origin that is still to be subtracted from them
   */
  public VAE reading(Node values, Origin other) {
    return new VAE(
        features,
        values,
        latent,
        encoder,
        posterior,
        prior,
        decoder,
        likelihood,
        missing,
        support,
        other,
        weightDivergence);
  }

  /**
   * The mean of p(x|z) with the origin, {@code [rows, columns]}.
   *
   * @param z {@code [rows, latent]}
   */
  public Node reconstruct(Node z) {
    return origin.addTo(decode(z).mean());
  }

  /**
   * Entries of values that are known, {@code [batch, columns]}, and 0 of those that are missing.
   */
  public Node known(Node entries) {
    return mask().known(entries);
  }

  private Mask mask() {
    return new Mask(rows, missing);
  }

  /**
   * q(z|x).
   *
   * @param observed {@link #observed()}
   */
  public LatentDistribution encode(Node observed) {
    return encodeRead(encoderInput(observed));
  }

  /**
   * q(z|x) where the encoder reads something else than the row itself.
   *
   * @param read shaped and scaled as {@link #encoderInput}
   */
  public LatentDistribution encodeRead(Node read) {
    return posterior.given(encoder.apply(read));
  }

  /** Whether there is a p(z), and with it a p(x): not where the posterior is a point. */
  public boolean hasPrior() {
    return !(prior instanceof NoPrior);
  }

  /** The encoder's one layer, which gives z; empty if it has more, or if z is no layer's value. */
  public Optional<Dense> onlyLayer() {
    return posterior.layer().filter(layer -> encoder.parameters().isEmpty());
  }

  /**
   * What the encoder reads: {@code [batch, columns]}, and a column more for each variable that may
   * be missing, 1 where it is known.
   */
  public Node encoderInput(Node observed) {
    return mask().marked(likelihood.encoderInput(observed));
  }

  /** log q(z|x) - log p(z) in nats of each draw, {@code [batch * count, 1]}. */
  public Node sampledDivergence(Draws draws) {
    return Sum.subtract(draws.logProbability(), SumColumns.of(prior.logDensity(draws.z())));
  }

  /**
   * log p(x|z) of each feature in nats, 0 where it is missing, {@code [batch * samples, columns]}.
   *
   * @param z {@code [batch * samples, latent]}, the samples of a row one after another
   * @param observed {@link #observed()}
   */
  public Node logDensity(Node z, Node observed, int samples) {
    return mask().known(decode(z).logDensity(RepeatRows.of(observed, samples)));
  }

  /**
   * Where values are impossible, 1 there and 0 elsewhere, {@code [batch, columns]}; empty if every
   * row is possible.
   *
   * <p>Training rows are possible, so that no bound has to look; whatever scores other rows does.
   */
  public Optional<Node> outside() {
    return support.outside(rows);
  }

  /**
   * Nats of each feature, {@code [batch * samples, columns]}: minus infinity where it is
   * impossible.
   */
  public Node possible(Node featureNats) {
    int samples = featureNats.rows().multipleOf(rows.rows());
    return outside()
        .map(marked -> impossible(featureNats, RepeatRows.of(marked, samples)))
        .orElse(featureNats);
  }

  /**
   * Values of whole rows, {@code [batch * samples, any]}: minus infinity where a row is impossible.
   */
  public Node possibleRows(Node values) {
    int samples = values.rows().multipleOf(rows.rows());
    return outside()
        .map(SumColumns::of)
        .map(count -> RepeatColumns.of(RepeatRows.of(count, samples), values.columns()))
        .map(marked -> impossible(values, marked))
        .orElse(values);
  }

  private static Node impossible(Node values, Node marked) {
    return new Unless(values, marked, Float.NEGATIVE_INFINITY);
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
