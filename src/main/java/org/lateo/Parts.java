package org.lateo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.nn.Part;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.Objective;

/** The parts of a model by name: how stored models and the command line come by them. */
public final class Parts {
  private static final Map<String, Function<Map<String, String>, Likelihood>> LIKELIHOODS =
      new TreeMap<>(
          Map.of(
              "bernoulli", settings -> new Bernoulli(),
              "gaussian", settings -> new Gaussian(variance(settings)),
              "multinomial", settings -> new Multinomial()));

  private static final Map<String, Function<Map<String, String>, Posterior>> POSTERIORS =
      new TreeMap<>(
          Map.of(
              "diagonal-gaussian",
              settings -> new DiagonalGaussianPosterior(),
              "cholesky-gaussian",
              settings -> new CholeskyGaussianPosterior(),
              "planar-flow",
              settings ->
                  new PlanarFlowPosterior(whole(settings, "steps", new PlanarFlowPosterior())),
              "autoregressive-flow",
              Parts::autoregressive));

  private static final Map<String, Function<Map<String, String>, Prior>> PRIORS =
      new TreeMap<>(
          Map.of(
              "standard-normal",
              settings -> new StandardNormalPrior(),
              "mixture",
              settings -> new MixturePrior(whole(settings, "components", new MixturePrior())),
              "vamp",
              settings -> new VampPrior(whole(settings, "pseudoInputs", new VampPrior()))));

  private static final Map<String, Function<Map<String, String>, Objective>> OBJECTIVES =
      new TreeMap<>(Map.of("elbo", Parts::elbo, "iwae", Parts::iwae));

  private Parts() {}

  /**
   * The likelihood of a name.
   *
   * @param settings as {@link Part#settings()} gives them; missing ones are at their default
   * @throws IllegalArgumentException if there is none of that name, or of a setting's name or
   *     value, listing those there are
   */
  public static Likelihood likelihood(String name, Map<String, String> settings) {
    return create("likelihood", LIKELIHOODS, name, settings);
  }

  /** The posterior of a name; see {@link #likelihood}. */
  public static Posterior posterior(String name, Map<String, String> settings) {
    return create("posterior", POSTERIORS, name, settings);
  }

  /** The prior of a name; see {@link #likelihood}. */
  public static Prior prior(String name, Map<String, String> settings) {
    return create("prior", PRIORS, name, settings);
  }

  /** The objective of a name; see {@link #likelihood}. */
  public static Objective objective(String name, Map<String, String> settings) {
    return create("objective", OBJECTIVES, name, settings);
  }

  static <T extends Part> T create(
      String kind,
      Map<String, Function<Map<String, String>, T>> known,
      String name,
      Map<String, String> settings) {
    Function<Map<String, String>, T> factory = known.get(name.toLowerCase(Locale.ROOT));
    if (factory == null) {
      throw new IllegalArgumentException(
          "Expected " + article(kind) + " " + kind + " of " + known.keySet() + ", found " + name);
    }
    T part = factory.apply(settings);
    if (!part.settings().keySet().containsAll(settings.keySet())) {
      throw new IllegalArgumentException(
          String.format(
              "Expected settings of %s for the %s %s, found %s",
              part.settings().keySet(), kind, name, settings.keySet()));
    }
    return part;
  }

  private static String article(String noun) {
    return "aeiou".indexOf(noun.charAt(0)) < 0 ? "a" : "an";
  }

  /** The constant of a name, in any case. */
  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            "Expected a %s of %s, found %s",
            type.getSimpleName(), Arrays.toString(type.getEnumConstants()), name));
  }

  /** A setting, at its default where it is missing; the default is read off a part. */
  private static String setting(Map<String, String> settings, String name, Part defaults) {
    return settings.getOrDefault(name, defaults.settings().get(name));
  }

  private static int whole(Map<String, String> settings, String name, Part defaults) {
    String found = setting(settings, name, defaults);
    try {
      return Integer.parseInt(found);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": expected a whole number, found " + found, e);
    }
  }

  private static ELBO elbo(Map<String, String> settings) {
    ELBO defaults = new ELBO();
    return new ELBO(
        constant(ELBO.Estimator.class, setting(settings, "estimator", defaults)),
        whole(settings, "samples", defaults));
  }

  private static AutoregressiveFlowPosterior autoregressive(Map<String, String> settings) {
    AutoregressiveFlowPosterior defaults = new AutoregressiveFlowPosterior();
    return new AutoregressiveFlowPosterior(
        whole(settings, "steps", defaults), whole(settings, "hidden", defaults));
  }

  private static IWAE iwae(Map<String, String> settings) {
    IWAE defaults = new IWAE();
    return new IWAE(
        whole(settings, "samples", defaults),
        constant(IWAE.Gradient.class, setting(settings, "gradient", defaults)));
  }

  private static Gaussian.Variance variance(Map<String, String> settings) {
    String name = settings.get("variance");
    return name == null ? new Gaussian().variance() : constant(Gaussian.Variance.class, name);
  }
}
