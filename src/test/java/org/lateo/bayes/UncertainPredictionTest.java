package org.lateo.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Densities and quantiles of mixtures, against closed forms. */
final class UncertainPredictionTest {
  private static UncertainPrediction of(double[][] means, double[][] variances) {
    int dimensions = means[0].length;
    List<String> names = dimensions == 1 ? List.of("y") : List.of("y", "z");
    double[] none = new double[dimensions];
    return new UncertainPrediction(names, none, none, none, means, variances);
  }

  @Test
  void oneGaussianHasItsOwnQuantiles() {
    UncertainPrediction one = of(new double[][] {{3}}, new double[][] {{4}});
    assertEquals(3 + 2 * 1.959963984540054, one.quantile(0.975)[0], 1e-9);
    assertEquals(3, one.quantile(0.5)[0], 1e-9);
    assertEquals(-0.5 * Math.log(2 * Math.PI * 4) - 0.125, one.logDensity(4), 1e-12);
  }

  /** Two Gaussians far apart: half of each side of a quantile is in the nearer one. */
  @Test
  void aMixtureHasQuantilesOfItsOwn() {
    UncertainPrediction two = of(new double[][] {{-10}, {10}}, new double[][] {{1}, {1}});
    assertArrayEquals(new double[] {-10}, two.quantile(0.25), 1e-5);
    assertArrayEquals(new double[] {10}, two.quantile(0.75), 1e-5);
    assertEquals(10 + 1.6448536269514722, two.quantile(0.975)[0], 1e-4);
    double expected = Math.log(0.5) - 0.5 * Math.log(2 * Math.PI);
    assertEquals(expected, two.logDensity(10), 1e-12);
  }

  /** Against tables of the normal distribution; of a mixture the mean of its parts. */
  @Test
  void probabilitiesAreThoseOfTheNormalDistribution() {
    UncertainPrediction one = of(new double[][] {{3, 0}}, new double[][] {{4, 1}});
    assertArrayEquals(
        new double[] {0.975, 0.158655}, one.probabilityBelow(3 + 2 * 1.959964, -1), 1e-6);
    UncertainPrediction two = of(new double[][] {{-10}, {10}}, new double[][] {{1}, {1}});
    assertArrayEquals(new double[] {0.5}, two.probabilityBelow(0), 1e-6);
    assertArrayEquals(new double[] {0.975}, two.probabilityBelow(10 + 1.644854), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> two.probabilityBelow(1, 2));
  }

  /** Given the weights dimensions are independent; in a mixture they are not. */
  @Test
  void dimensionsAreDependentInAMixture() {
    double[][] variances = {{1, 1}, {1, 1}};
    UncertainPrediction both = of(new double[][] {{-5, -5}, {5, 5}}, variances);
    double together = both.logDensity(5, 5);
    double apart = both.logDensity(5, -5);
    assertEquals(Math.log(0.5) - Math.log(2 * Math.PI), together, 1e-9);
    assertTrue(together > apart + 40, together + " and " + apart);
  }

  /** Far from all Gaussians the logarithm is finite. */
  @Test
  void farTargetsHaveADensity() {
    UncertainPrediction two = of(new double[][] {{0}, {1}}, new double[][] {{1e-6}, {1}});
    assertEquals(
        -0.5 * 99 * 99 - Math.log(2) - 0.5 * Math.log(2 * Math.PI), two.logDensity(100), 1e-6);
  }

  @Test
  void refusesWhatIsNoProbability() {
    UncertainPrediction one = of(new double[][] {{3}}, new double[][] {{4}});
    for (double p : new double[] {0, 1, -1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> one.quantile(p));
    }
    Exception e = assertThrows(IllegalArgumentException.class, () -> one.logDensity(1, 2));
    assertTrue(e.getMessage().contains("found 2"), e.getMessage());
  }
}
