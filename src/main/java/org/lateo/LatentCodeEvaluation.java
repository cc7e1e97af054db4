package org.lateo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * How well a model describes a set of examples: the averages of the evidence lower bound and its
 * two parts in nats per example, and the number of latent dimensions that carry information.
 *
 * <p>Averages run over the codes that are scored, and are NaN if none is. A dimension is active if
 * its posterior mean varies over the examples by more than {@value #ACTIVE_VARIANCE}; a single
 * example has no variance, hence no active dimension.
 *
 * <p>See: Burda, Grosse, Salakhutdinov. "Importance Weighted Autoencoders". International
 * Conference on Learning Representations, 2016.
 */
public final class LatentCodeEvaluation implements Evaluation<LatentCode> {

  /** Variance of the posterior mean above which a dimension counts as active. */
  public static final double ACTIVE_VARIANCE = 0.01;

  private final List<Prediction<LatentCode>> predictions;
  private final EvaluationProvenance provenance;
  private final LatentStatistics statistics;
  private final int scored;
  private final double elbo;
  private final double reconstruction;
  private final double kl;

  LatentCodeEvaluation(List<Prediction<LatentCode>> predictions, EvaluationProvenance provenance) {
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("Expected at least 1 prediction to evaluate, found none");
    }
    this.predictions = List.copyOf(predictions);
    this.provenance = provenance;
    this.statistics = observe(predictions);
    this.scored = (int) predictions.stream().filter(p -> p.getOutput().isScored()).count();
    this.elbo = average(LatentCode::getELBO);
    this.reconstruction = average(LatentCode::getReconstruction);
    this.kl = average(LatentCode::getKL);
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

  private double average(ToDoubleFunction<LatentCode> nats) {
    return predictions.stream()
        .map(Prediction::getOutput)
        .filter(LatentCode::isScored)
        .mapToDouble(nats)
        .average()
        .orElse(Double.NaN);
  }

  /** Average evidence lower bound in nats per example. */
  public double getELBO() {
    return elbo;
  }

  /** Average reconstruction term in nats per example. */
  public double getReconstruction() {
    return reconstruction;
  }

  /** Average divergence of the posterior from the prior in nats per example. */
  public double getKL() {
    return kl;
  }

  /** Number of predictions that were scored. */
  public int getScoredCount() {
    return scored;
  }

  /** Number of active latent dimensions. */
  public int getActiveUnits() {
    int active = 0;
    for (int i = 0; i < statistics.dimensions(); i++) {
      if (statistics.variance(i) > ACTIVE_VARIANCE) {
        active++;
      }
    }
    return active;
  }

  /** Number of latent dimensions. */
  public int getDimensions() {
    return statistics.dimensions();
  }

  @Override
  public List<Prediction<LatentCode>> getPredictions() {
    return predictions;
  }

  /** The metrics {@code ELBO}, {@code Reconstruction}, {@code KL} and {@code ActiveUnits}. */
  @Override
  public Map<MetricID<LatentCode>, Double> asMap() {
    Map<MetricID<LatentCode>, Double> metrics = new LinkedHashMap<>();
    metrics.put(metric("ELBO"), elbo);
    metrics.put(metric("Reconstruction"), reconstruction);
    metrics.put(metric("KL"), kl);
    metrics.put(metric("ActiveUnits"), (double) getActiveUnits());
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
    return String.format(
        Locale.ROOT,
        "%-16s%12d, %d scored%n"
            + "%-16s%12.4f nats%n%-16s%12.4f nats%n%-16s%12.4f nats%n%-16s%12d of %d",
        "Examples",
        predictions.size(),
        scored,
        "ELBO",
        elbo,
        "Reconstruction",
        reconstruction,
        "KL",
        kl,
        "Active units",
        getActiveUnits(),
        getDimensions());
  }
}
