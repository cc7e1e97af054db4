package org.lateo.output;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.lateo.inference.LogLikelihood;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * How well a model describes a set of examples: the averages of the evidence lower bound and its
 * two parts in nats per example, importance-weighted log-likelihoods on request, and which latent
 * dimensions carry information.
 *
 * <p>Averages run over the codes that are scored; one row that is impossible under the model's
 * likelihood makes bound and log-likelihood minus infinity. If no code is scored, because the model
 * only encodes, there is no bound: asking for it is refused, metrics and table leave it out, and
 * the divergence is averaged over the codes that have one. A dimension is active if its posterior
 * mean varies over the examples by more than {@value LatentStatistics#ACTIVE_VARIANCE}; a single
 * example has no variance, hence no active dimension.
 *
 * <p>See:
 *
 * <pre>
 * Burda Y, Grosse R, Salakhutdinov R.
 * "Importance Weighted Autoencoders", equation 8 and section 5.2 (active units)
 * ICLR 2016.
 * </pre>
 */
public final class LatentCodeEvaluation implements Evaluation<LatentCode> {
  private static final int KL_A_LINE = 8;

  private final List<Prediction<LatentCode>> predictions;
  private final EvaluationProvenance provenance;
  private final LatentStatistics statistics;
  private final int scored;
  private final OptionalDouble elbo;
  private final OptionalDouble reconstruction;
  private final OptionalDouble kl;
  private final double[] klPerLatent;
  private final LogLikelihood logLikelihood;

  /**
   * @param klPerLatent means in nats, {@code [latent]}, or empty
   * @param logLikelihood of the examples, or null
   */
  LatentCodeEvaluation(
      List<Prediction<LatentCode>> predictions,
      EvaluationProvenance provenance,
      double[] klPerLatent,
      LogLikelihood logLikelihood) {
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("Expected at least 1 prediction to evaluate, found none");
    }
    this.predictions = List.copyOf(predictions);
    this.provenance = provenance;
    this.statistics = observe(predictions);
    this.scored = (int) predictions.stream().filter(p -> p.getOutput().isScored()).count();
    Predicate<LatentCode> counts = scored > 0 ? LatentCode::isScored : code -> true;
    this.elbo = average(LatentCode::getELBO, counts);
    this.reconstruction = average(LatentCode::getReconstruction, counts);
    this.kl = average(LatentCode::getKL, counts);
    this.klPerLatent = klPerLatent;
    this.logLikelihood = logLikelihood;
  }

  private static LatentStatistics observe(List<Prediction<LatentCode>> predictions) {
    LatentStatistics statistics = new LatentStatistics();
    for (int i = 0; i < predictions.size(); i++) {
      LatentCode code = predictions.get(i).getOutput();
      if (code.isUnknown()) {
        throw new IllegalArgumentException(
            "Expected codes as predictions, found the unknown output at " + i);
      }
      statistics.observe(code);
    }
    return statistics;
  }

  private OptionalDouble average(ToDoubleFunction<LatentCode> nats, Predicate<LatentCode> counts) {
    return predictions.stream()
        .map(Prediction::getOutput)
        .filter(counts)
        .mapToDouble(nats)
        .filter(value -> !Double.isNaN(value))
        .average();
  }

  /** Average evidence lower bound in nats per example; refused if no code is scored. */
  public double getELBO() {
    return known(elbo, "an evidence lower bound");
  }

  /** Average reconstruction term in nats per example; refused if no code is scored. */
  public double getReconstruction() {
    return known(reconstruction, "a reconstruction term");
  }

  /** Average divergence of posterior from prior in nats per example; refused if no code has one. */
  public double getKL() {
    return known(kl, "a divergence");
  }

  private double known(OptionalDouble nats, String what) {
    return nats.orElseThrow(
        () ->
            new IllegalStateException(
                String.format(
                    "Expected codes with %s, found %d without: the model only encodes; a VAEModel"
                        + " scores codes too",
                    what, predictions.size())));
  }

  /** Number of predictions that were scored. */
  public int getScoredCount() {
    return scored;
  }

  /**
   * Average divergence of each latent dimension from the prior in nats per example, over all codes,
   * scored or not.
   *
   * @return a copy {@code [latent]}; empty if the model does not score, or if its divergence is not
   *     a sum over dimensions
   */
  public double[] getKLPerLatent() {
    return klPerLatent.clone();
  }

  /** Importance-weighted estimates for the examples, in their order, if they were requested. */
  public Optional<LogLikelihood> getLogLikelihood() {
    return Optional.ofNullable(logLikelihood);
  }

  /** Number of active latent dimensions. */
  public int getActiveUnits() {
    return statistics.activeUnits();
  }

  /**
   * A warning that names remedies, if at least half of the latent dimensions are inactive; never
   * for points, which have no posterior to collapse.
   */
  public Optional<String> getCollapseWarning() {
    return predictions.get(0).getOutput().isPoint()
        ? Optional.empty()
        : PosteriorCollapse.warning(statistics);
  }

  /** Number of latent dimensions. */
  public int getDimensions() {
    return statistics.dimensions();
  }

  @Override
  public List<Prediction<LatentCode>> getPredictions() {
    return predictions;
  }

  /**
   * The metrics {@code ELBO}, {@code Reconstruction} and {@code KL} where they are known, {@code
   * ActiveUnits}, and {@code LogLikelihood} if it was requested.
   */
  @Override
  public Map<MetricID<LatentCode>, Double> asMap() {
    Map<MetricID<LatentCode>, Double> metrics = new LinkedHashMap<>();
    elbo.ifPresent(nats -> metrics.put(metric("ELBO"), nats));
    reconstruction.ifPresent(nats -> metrics.put(metric("Reconstruction"), nats));
    kl.ifPresent(nats -> metrics.put(metric("KL"), nats));
    metrics.put(metric("ActiveUnits"), (double) getActiveUnits());
    getLogLikelihood().ifPresent(l -> metrics.put(metric("LogLikelihood"), l.mean()));
    return Collections.unmodifiableMap(metrics);
  }

  private static MetricID<LatentCode> metric(String name) {
    return new MetricID<>(MetricTarget.<LatentCode>microAverageTarget(), name);
  }

  @Override
  public EvaluationProvenance getProvenance() {
    return provenance;
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-16s%12d, %d scored%s%s%s%n%-16s%12d of %d",
                "Examples",
                predictions.size(),
                scored,
                line("ELBO", elbo),
                line("Reconstruction", reconstruction),
                line("KL", kl),
                "Active units",
                getActiveUnits(),
                getDimensions()));
    for (int i = 0; i < klPerLatent.length; i++) {
      text.append(i % KL_A_LINE > 0 ? "" : i == 0 ? kind("KL per latent") : kind(""));
      text.append(String.format(Locale.ROOT, "%8.3f", klPerLatent[i]));
    }
    getLogLikelihood().ifPresent(l -> text.append(line(l)));
    getCollapseWarning().ifPresent(w -> text.append(System.lineSeparator()).append(w));
    return text.toString();
  }

  private static String line(String name, OptionalDouble nats) {
    return nats.isPresent()
        ? String.format(Locale.ROOT, "%n%-16s%12.4f nats", name, nats.getAsDouble())
        : String.format("%n%-16s%12s: the codes are not scored", name, "unknown");
  }

  private static String kind(String name) {
    return String.format("%n%-16s", name);
  }

  /** If a row is impossible, the mean is minus infinity and its errors have no meaning. */
  private static String line(LogLikelihood l) {
    String format =
        Double.isInfinite(l.mean())
            ? " (%4$d samples a row): some rows have values outside of the likelihood's support"
            : ", standard error %2$.4f, of which %3$.4f by sampling (%4$d samples a row)";
    return String.format(
        Locale.ROOT,
        "%n%5$-16s%1$12.4f nats" + format,
        l.mean(),
        l.standardError(),
        l.monteCarloError(),
        l.samples(),
        "Log-likelihood");
  }
}
