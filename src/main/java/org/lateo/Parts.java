package org.lateo;

import java.util.Map;
import java.util.TreeMap;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Likelihoods;
import org.lateo.nn.PartRegistry;
import org.lateo.nn.PartSettings;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.Objective;
import org.lateo.objective.WarmUpUnit;

/** The parts of a model by name: how stored models and the command line come by them. */
public final class Parts {
  private static final PartRegistry<Posterior> POSTERIORS =
      new PartRegistry<>(
          "posterior",
          new TreeMap<>(
              Map.of(
                  "diagonal-gaussian",
                  settings -> new DiagonalGaussianPosterior(),
                  "cholesky-gaussian",
                  settings -> new CholeskyGaussianPosterior(),
                  "planar-flow",
                  Parts::planar,
                  "autoregressive-flow",
                  Parts::autoregressive)));

  private static final PartRegistry<Prior> PRIORS =
      new PartRegistry<>(
          "prior",
          new TreeMap<>(
              Map.of(
                  "standard-normal", settings -> new StandardNormalPrior(),
                  "mixture", Parts::mixture,
                  "vamp", Parts::vamp)));

  private static final PartRegistry<Objective> OBJECTIVES =
      new PartRegistry<>(
          "objective", new TreeMap<>(Map.of("elbo", Parts::elbo, "iwae", Parts::iwae)));

  private Parts() {}

  /**
   * The likelihood of a name, in any case.
   *
   * @param settings as {@link org.lateo.nn.Part#settings()} gives them; missing ones are at their
   *     default
   * @throws IllegalArgumentException if there is none of that name, or of a setting's name or
   *     value, listing those there are
   */
  public static Likelihood likelihood(String name, Map<String, String> settings) {
    return Likelihoods.of(name, settings);
  }

  /** The posterior of a name; see {@link #likelihood}. */
  public static Posterior posterior(String name, Map<String, String> settings) {
    return POSTERIORS.create(name, settings);
  }

  /** The prior of a name; see {@link #likelihood}. */
  public static Prior prior(String name, Map<String, String> settings) {
    return PRIORS.create(name, settings);
  }

  /** The objective of a name; see {@link #likelihood}. */
  public static Objective objective(String name, Map<String, String> settings) {
    return OBJECTIVES.create(name, settings);
  }

  private static PlanarFlowPosterior planar(Map<String, String> settings) {
    return new PlanarFlowPosterior(
        new PartSettings(new PlanarFlowPosterior(), settings).count("steps"));
  }

  private static AutoregressiveFlowPosterior autoregressive(Map<String, String> settings) {
    PartSettings s = new PartSettings(new AutoregressiveFlowPosterior(), settings);
    return new AutoregressiveFlowPosterior(s.count("steps"), s.count("hidden"));
  }

  private static MixturePrior mixture(Map<String, String> settings) {
    return new MixturePrior(new PartSettings(new MixturePrior(), settings).count("components"));
  }

  private static VampPrior vamp(Map<String, String> settings) {
    return new VampPrior(new PartSettings(new VampPrior(), settings).count("pseudoInputs"));
  }

  private static ELBO elbo(Map<String, String> settings) {
    PartSettings s = new PartSettings(new ELBO(), settings);
    return new ELBO(s.constant(ELBO.Estimator.class, "estimator"), s.count("samples"))
        .withBeta(s.number("beta"))
        .withFreeBits(s.number("freeBits"))
        .withWarmUp(s.count("warmUp"), s.constant(WarmUpUnit.class, "warmUpUnit"));
  }

  private static IWAE iwae(Map<String, String> settings) {
    PartSettings s = new PartSettings(new IWAE(), settings);
    return new IWAE(s.count("samples"), s.constant(IWAE.Gradient.class, "gradient"));
  }
}
