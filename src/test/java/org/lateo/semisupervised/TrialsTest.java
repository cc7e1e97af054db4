package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.semisupervised.FewLabelsMethod.M1;
import static org.lateo.semisupervised.FewLabelsMethod.M1M2;
import static org.lateo.semisupervised.FewLabelsMethod.M2;
import static org.lateo.semisupervised.FewLabelsMethod.RAW;
import static org.lateo.semisupervised.FewLabelsMethod.SPREAD;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lateo.logistic.RowLosses;

class TrialsTest {
  private static final int ROWS = 100;
  private static final double ERRORS = 0.5;

  private final Trials trials = new Trials(ERRORS, ROWS);

  private static RowLosses losses(double mean, double error) {
    return losses(mean, error, 1);
  }

  /**
   * Losses about a mean with a standard error, uncorrelated with those of twice the period.
   *
   * @param period rows in turn that are on the same side of the mean
   */
  private static RowLosses losses(double mean, double error, int period) {
    double[] losses = new double[ROWS];
    double deviation = error * Math.sqrt(ROWS - 1.0);
    Arrays.setAll(losses, r -> mean + (r / period % 2 == 0 ? deviation : -deviation));
    double[] weights = new double[ROWS];
    Arrays.fill(weights, 1);
    return new RowLosses(losses, weights);
  }

  private void put(FewLabelsMethod method, double mean, double error) {
    int period = method.hasEpochs() ? 2 : 1;
    trials.put(method, new Trials.Tried(losses(mean, error, period), null, null, ""));
  }

  @Test
  void choosesTheSimplestThatComesClose() {
    put(RAW, 0.5, 0);
    put(M1, 0.46, 0.1);
    assertEquals(RAW, trials.choose());
    put(SPREAD, 0.4, 0.1);
    assertEquals(SPREAD, trials.choose());
  }

  /** Of two rows a standard error says nothing. */
  @Test
  void fewRowsMakeNoMethodHopeless() {
    put(RAW, 0.5, 0);
    assertTrue(trials.isHopeless(SPREAD, losses(0.9, 0.05), 1));
    double[] two = new double[ROWS];
    Arrays.fill(two, Double.NaN);
    two[0] = 0.9;
    two[1] = 0.91;
    double[] weights = new double[ROWS];
    Arrays.fill(weights, 1);
    assertFalse(trials.isHopeless(SPREAD, new RowLosses(two, weights), 1));
  }

  @Test
  void choosesEpochsOnlyIfSure() {
    put(RAW, 0.5, 0);
    put(M1, 0.45, 0.05);
    put(M2, 0.4, 0.06);
    assertEquals(M1, trials.choose());
    String text = trials.text(trials.choose());
    assertTrue(text.endsWith("which is not sure"), text);
    put(M2, 0.2, 0.06);
    assertEquals(M2, trials.choose());
  }

  /** Of two methods with epochs the simpler is not chosen for being close to one that is sure. */
  @Test
  void theSimplerOfTwoWithEpochsHasToBeSureToo() {
    put(RAW, 0.5, 0);
    put(M1M2, 0.355, 0.1);
    put(M2, 0.35, 0.06);
    assertEquals(M2, trials.choose());
  }

  @Test
  void choosesEpochsWhereThereIsNothingElse() {
    put(M1M2, 0.5, 0);
    put(M2, 0.4, 0.1);
    assertEquals(M2, trials.choose());
  }

  @Test
  void givesUpWhatLagsAndEpochsThatDoNotLead() {
    put(RAW, 0.5, 0);
    assertTrue(trials.isHopeless(SPREAD, losses(0.8, 0.1), 1));
    assertFalse(trials.isHopeless(SPREAD, losses(0.6, 0.1), 4));
    assertFalse(trials.isHopeless(M2, losses(0.6, 0.1), 1));
    assertTrue(trials.isHopeless(M2, losses(0.6, 0.1), 2));
    assertFalse(trials.isHopeless(M2, losses(0.4, 0.1), 2));
  }
}
