package org.lateo.app.progress;

import org.lateo.objective.Loss;
import org.lateo.train.EpochReport;

/** What tells how far a training has come, a mean over rows in nats. */
public enum Bound {
  /** The evidence lower bound of autoencoders. */
  ELBO("ELBO", Loss.BOUND),
  /**
   * The evidence lower bound of networks whose weights are distributions; of validation rows, which
   * bear no share of the weights' divergence, the expected log-likelihood, which is another thing.
   */
  ELBO_OF_WEIGHTS(
      "ELBO", Loss.BOUND, "expected log-likelihood", "validation_expected_log_likelihood"),
  /** The log-density of flows, which is exact. */
  LOG_DENSITY("log-density", Loss.BOUND),
  /** The log-likelihood of a network's predictions. */
  LOG_LIKELIHOOD("log-likelihood", Loss.LOG_LIKELIHOOD);

  private final String text;
  private final String report;
  private final String ofValidation;
  private final String validationResult;

  Bound(String text, String report) {
    this(text, report, "", "validation_" + report);
  }

  Bound(String text, String report, String ofValidation, String validationResult) {
    this.text = text;
    this.report = report;
    this.ofValidation = ofValidation;
    this.validationResult = validationResult;
  }

  /**
   * What a network with Bayesian weights reports.
   *
   * @param bounded whether it maximises a bound
   */
  public static Bound ofNetwork(boolean bounded) {
    return bounded ? ELBO_OF_WEIGHTS : LOG_LIKELIHOOD;
  }

  /** Its name among an epoch's reports, and in results for programs. */
  public String report() {
    return report;
  }

  /** The name, in results for programs, of what validation rows have. */
  public String validationResult() {
    return validationResult;
  }

  /** What validation rows have, if it is not the same as training rows; else empty. */
  public String ofValidation() {
    return ofValidation;
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
