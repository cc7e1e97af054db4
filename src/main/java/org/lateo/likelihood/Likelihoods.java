package org.lateo.likelihood;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.lateo.nn.PartRegistry;
import org.lateo.nn.PartSettings;
import org.lateo.nn.PartText;

/** Every likelihood by name, and as text: {@code gaussian:variance=ROW}. */
public final class Likelihoods {
  private static final String MIXED = "mixed";

  private static final PartRegistry<Likelihood> REGISTRY =
      new PartRegistry<>("likelihood", factories());

  private Likelihoods() {}

  /**
   * The likelihood of columns for which none was asked: mixed where there are one-hot columns
   * {@code field@value}, else Bernoulli where every value lies in [0, 1], Gaussian otherwise.
   */
  public static Likelihood suiting(List<ColumnSummary> columns) {
    if (MixedLikelihood.suits(columns)) {
      return new MixedLikelihood();
    }
    boolean unit = columns.stream().allMatch(c -> c.min() >= 0 && c.max() <= 1);
    return unit ? new Bernoulli() : new Gaussian();
  }

  private static SortedMap<String, Function<Map<String, String>, Likelihood>> factories() {
    SortedMap<String, Function<Map<String, String>, Likelihood>> all = new TreeMap<>();
    all.put("bernoulli", settings -> new Bernoulli());
    all.put("categorical", settings -> new Categorical());
    all.put("discretised-logistic", Likelihoods::discretisedLogistic);
    all.put("gaussian", Likelihoods::gaussian);
    all.put("log-normal", Likelihoods::logNormal);
    all.put(MIXED, MixedLikelihood::of);
    all.put("multinomial", settings -> new Multinomial());
    all.put("negative-binomial", settings -> new NegativeBinomial());
    all.put("poisson", settings -> new Poisson());
    all.put("student-t", Likelihoods::studentT);
    return all;
  }

  private static Likelihood gaussian(Map<String, String> given) {
    PartSettings s = new PartSettings(new Gaussian(), given);
    return new Gaussian(
        s.constant(Gaussian.Variance.class, "variance"), s.number("standardDeviation"));
  }

  private static Likelihood logNormal(Map<String, String> given) {
    PartSettings s = new PartSettings(new LogNormal(), given);
    return new LogNormal(s.constant(Gaussian.Variance.class, "variance"));
  }

  private static Likelihood discretisedLogistic(Map<String, String> given) {
    PartSettings s = new PartSettings(new DiscretisedLogistic(), given);
    return new DiscretisedLogistic(
        s.count("levels"), s.constant(DiscretisedLogistic.Scale.class, "scale"));
  }

  private static Likelihood studentT(Map<String, String> given) {
    return new StudentT(new PartSettings(new StudentT(), given).number("degreesOfFreedom"));
  }

  /** The names there are. */
  public static Set<String> names() {
    return REGISTRY.factories().keySet();
  }

  /** The likelihood of a name; see {@link PartRegistry#create}. */
  public static Likelihood of(String name, Map<String, String> settings) {
    return REGISTRY.create(name, settings);
  }

  /**
   * The likelihood that is written as {@link PartText} is: {@code gaussian:variance=ROW}.
   *
   * @throws IllegalArgumentException if it is written in another way, or as {@link #of}
   */
  public static Likelihood parse(String text) {
    return PartText.of(text.strip()).create(Likelihoods::of);
  }

  /**
   * As {@link #parse}, but not a mixture, nor one in another and so on without end.
   *
   * @throws IllegalArgumentException if it is one, before anything of it is read
   */
  static Likelihood parseOfOneGroup(String text) {
    PartText part = PartText.of(text.strip());
    if (part.name().equalsIgnoreCase(MIXED)) {
      throw new IllegalArgumentException(
          "Expected the likelihood of one group of columns, found " + MIXED);
    }
    return part.create(Likelihoods::of);
  }

  /** What {@link #parse} reads; settings at their default are left out. */
  public static String format(Likelihood likelihood) {
    Map<String, String> settings = new TreeMap<>(likelihood.settings());
    settings.entrySet().removeAll(of(likelihood.partName(), Map.of()).settings().entrySet());
    return new PartText(likelihood.partName(), settings).toString();
  }
}
