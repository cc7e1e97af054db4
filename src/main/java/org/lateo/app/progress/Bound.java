package org.lateo.app.progress;

import org.lateo.objective.Loss;
import org.lateo.train.EpochReport;

/** What tells how far a training has come, a mean over rows in nats. */
public enum Bound {
  /** The evidence lower bound of autoencoders. */
  ELBO("ELBO", Loss.BOUND),
  /** The log-density of flows, which is exact. */
  LOG_DENSITY("log-density", Loss.BOUND),
  /** The log-likelihood of a network's predictions. */
  LOG_LIKELIHOOD("log-likelihood", Loss.LOG_LIKELIHOOD);

  private final String text;
  private final String report;

  Bound(String text, String report) {
    this.text = text;
    this.report = report;
  }

  /**
   * What a network with Bayesian weights reports.
   *
   * @param bounded whether it maximises a bound
   */
  public static Bound ofNetwork(boolean bounded) {
    return bounded ? ELBO : LOG_LIKELIHOOD;
  }

  /** Its name among an epoch's reports, and in results for programs. */
  public String report() {
    return report;
  }

  /** Of the training rows. */
  public double training(EpochReport epoch) {
    return epoch.training().getOrDefault(report, Double.NaN);
  }

  /** Of the validation rows; NaN without any. */
  public double validation(EpochReport epoch) {
    return epoch.validation().getOrDefault(report, Double.NaN);
  }

  /** Its name in the middle of a sentence. */
  @Override
  public String toString() {
    return text;
  }

  /** Its name at the start of a sentence. */
  public String title() {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
