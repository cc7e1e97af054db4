package org.lateo.objective;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lateo.density.FlowKind;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.FlowPrior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.PointPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.SplineFlowPosterior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.LikelihoodMembers;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;

/** Small models for tests. */
public final class Models {
  private Models() {}

  /** Every likelihood with each of its settings, for so many columns. */
  public static Stream<Likelihood> likelihoods(int columns) {
    return LikelihoodMembers.all(columns).stream();
  }

  /** One hidden layer of 4 on each side and 2 latent dimensions. */
  public static VAEArchitecture small(Activation activation, Likelihood likelihood) {
    return architecture(List.of(4), activation, 2, likelihood);
  }

  /** The same hidden layers on both sides. */
  public static VAEArchitecture architecture(
      List<Integer> hidden, Activation activation, int latent, Likelihood likelihood) {
    return new VAEArchitecture(
        hidden,
        hidden,
        activation,
        false,
        latent,
        new DiagonalGaussianPosterior(),
        new StandardNormalPrior(),
        likelihood,
        WeightInitialiser.GLOROT);
  }

  /** As {@link #small}, with other families. */
  public static VAEArchitecture small(Posterior posterior, Prior prior, Likelihood likelihood) {
    return new VAEArchitecture(
        List.of(4),
        List.of(4),
        Activation.TANH,
        false,
        2,
        posterior,
        prior,
        likelihood,
        WeightInitialiser.GLOROT);
  }

  /** Two hidden layers with gates. */
  public static VAEArchitecture gated() {
    return new VAEArchitecture(
        List.of(4, 3),
        List.of(4),
        Activation.TANH,
        true,
        2,
        new DiagonalGaussianPosterior(),
        new StandardNormalPrior(),
        new Bernoulli(),
        WeightInitialiser.GLOROT);
  }

  /** A plain autoencoder. */
  public static VAEArchitecture plain() {
    return small(new PointPosterior(), new StandardNormalPrior(), new Bernoulli());
  }

  /** Every posterior with every prior that goes with it, layers with gates, tied weights. */
  public static Stream<VAEArchitecture> families() {
    List<Posterior> posteriors =
        List.of(
            new DiagonalGaussianPosterior(),
            new CholeskyGaussianPosterior(),
            new PlanarFlowPosterior(2),
            new AutoregressiveFlowPosterior(2, 5));
    List<Prior> priors = List.of(new StandardNormalPrior(), new MixturePrior(3), new VampPrior(3));
    Stream<VAEArchitecture> families =
        posteriors.stream()
            .flatMap(
                posterior ->
                    priors.stream()
                        .filter(
                            prior ->
                                posterior instanceof DiagonalGaussianPosterior
                                    || !(prior instanceof VampPrior))
                        .map(prior -> small(posterior, prior, new Bernoulli())));
    return Stream.concat(families, Stream.of(flows(), gated(), plain(), plain().withTied()));
  }

  /** Posterior and prior are flows of splines. */
  private static VAEArchitecture flows() {
    return small(
        new SplineFlowPosterior(2, 5, 4),
        new FlowPrior(FlowKind.SPLINE_COUPLING, 2, 4),
        new Bernoulli());
  }

  /**
   * None for those that take values as they are, else a shift and a scale of its own for each
   * column.
   */
  public static Scaling scaling(Likelihood likelihood, int columns) {
    return LikelihoodMembers.scaling(likelihood, columns);
  }

  /** The rows, {@code [rows, columns]}, moved to possible ones near them; in place. */
  static float[] possible(VAE vae, float... rows) {
    int columns = vae.features().columns();
    for (int at = 0; at < rows.length; at += columns) {
      float[] row = Arrays.copyOfRange(rows, at, at + columns);
      vae.support().moveInside(row);
      System.arraycopy(row, 0, rows, at, columns);
    }
    return rows;
  }

  /** First values with biases and log-variances that are not zero. */
  public static float[] firstValues(VAE vae, long seed) {
    float[] values = vae.layout().initialise(seed);
    RandomStream random = RandomStream.of(seed, "first values");
    for (var p : vae.layout().parameters()) {
      int offset = vae.layout().offset(p);
      for (int i = offset; i < offset + p.size(); i++) {
        values[i] += (float) (0.1 * random.gaussian(i));
      }
    }
    return values;
  }
}
