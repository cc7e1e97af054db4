package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import org.junit.jupiter.api.Test;
import org.lateo.Codes;

final class LatentCodeTest {
  private static final String[] NAMES = {"z0", "z1"};
  private static final double[] MEAN = {0.5, -1.25};
  private static final double[] LOG_VARIANCE = {0.0, -1.3862943611198906}; // variances 1 and 1/4

  private static LatentCode scored() {
    return new LatentCode(NAMES, MEAN, LOG_VARIANCE, -3, -1, 2);
  }

  private static LatentCode encoded() {
    return new LatentCode(NAMES, MEAN, LOG_VARIANCE);
  }

  @Test
  void holdsWhatItWasGiven() {
    LatentCode code = scored();
    assertEquals(2, code.size());
    assertArrayEquals(NAMES, code.getNames());
    assertArrayEquals(MEAN, code.getMean());
    assertArrayEquals(LOG_VARIANCE, code.getLogVariance());
    assertEquals(-3, code.getELBO());
    assertEquals(-1, code.getReconstruction());
    assertEquals(2, code.getKL());
    assertTrue(code.isScored());
    assertFalse(code.isUnknown());
  }

  @Test
  void encodingAloneIsNotScored() {
    LatentCode code = encoded();
    assertFalse(code.isScored());
    assertTrue(Double.isNaN(code.getELBO()));
    assertTrue(Double.isNaN(code.getReconstruction()));
    assertTrue(Double.isNaN(code.getKL()));
  }

  @Test
  void encodingMayKnowItsDivergence() {
    LatentCode code = new LatentCode(NAMES, MEAN, LOG_VARIANCE, Double.NaN, Double.NaN, 2);
    assertFalse(code.isScored());
    assertEquals(2, code.getKL());
  }

  @Test
  void arraysAreCopiedOnTheWayIn() {
    String[] names = NAMES.clone();
    double[] mean = MEAN.clone();
    double[] logVariance = LOG_VARIANCE.clone();
    LatentCode code = new LatentCode(names, mean, logVariance);
    names[0] = "other";
    mean[0] = 9;
    logVariance[0] = 9;
    assertTrue(code.fullEquals(encoded()));
  }

  @Test
  void arraysAreCopiedOnTheWayOut() {
    LatentCode code = encoded();
    code.getNames()[0] = "other";
    code.getMean()[0] = 9;
    code.getLogVariance()[0] = 9;
    assertTrue(code.fullEquals(encoded()));
  }

  @Test
  void copyIsItself() {
    LatentCode code = scored();
    assertSame(code, code.copy());
  }

  @Test
  void equalityRestsOnNames() {
    LatentCode elsewhere = new LatentCode(NAMES, new double[2], new double[2]);
    assertEquals(scored(), elsewhere);
    assertEquals(scored().hashCode(), elsewhere.hashCode());
    LatentCode renamed = new LatentCode(new String[] {"z0", "z2"}, MEAN, LOG_VARIANCE);
    assertNotEquals(encoded(), renamed);
    assertNotEquals(encoded(), Codes.encoded(1, 2, 3));
    assertNotEquals(encoded(), new Object());
  }

  @Test
  void fullEqualityComparesEveryValue() {
    LatentCode code = scored();
    assertTrue(code.fullEquals(scored()));
    assertFalse(code.fullEquals(encoded()));
    double[] otherMean = {0.5, -1.24};
    assertFalse(code.fullEquals(new LatentCode(NAMES, otherMean, LOG_VARIANCE, -3, -1, 2)));
    double[] otherLogVariance = {0.01, LOG_VARIANCE[1]};
    assertFalse(code.fullEquals(new LatentCode(NAMES, MEAN, otherLogVariance, -3, -1, 2)));
    assertFalse(code.fullEquals(new LatentCode(NAMES, MEAN, LOG_VARIANCE, -4, -2, 2)));
    assertFalse(code.fullEquals(new LatentCode(NAMES, MEAN, LOG_VARIANCE, -3, -0.5, 2.5)));
    String[] otherNames = {"z0", "z2"};
    assertFalse(code.fullEquals(new LatentCode(otherNames, MEAN, LOG_VARIANCE, -3, -1, 2)));
  }

  @Test
  void fullEqualityHasATolerance() {
    LatentCode near = new LatentCode(NAMES, new double[] {0.501, -1.251}, LOG_VARIANCE);
    assertFalse(encoded().fullEquals(near));
    assertFalse(encoded().fullEquals(near, 0.0009));
    assertTrue(encoded().fullEquals(near, 0.0011));
    assertFalse(encoded().fullEquals(scored(), 1000), "NaN is not close to a number");
  }

  @Test
  void theUnknownOutputIsDistinct() {
    LatentCode unknown = LatentCode.UNKNOWN;
    assertTrue(unknown.isUnknown());
    assertFalse(unknown.isScored());
    assertEquals(0, unknown.size());
    assertEquals(0, unknown.getMean().length);
    assertEquals(0, unknown.getLogVariance().length);
    assertTrue(unknown.fullEquals(LatentCode.UNKNOWN));
    assertNotEquals(encoded(), unknown);
    assertFalse(encoded().fullEquals(unknown));
    assertFalse(unknown.fullEquals(encoded()));
    assertEquals("", unknown.getSerializableForm(true));
  }

  @Test
  void serializableForm() {
    assertEquals("z0=0.5,z1=-1.25", scored().getSerializableForm(false));
    assertEquals("z0=0.5±1.0,z1=-1.25±0.5", scored().getSerializableForm(true));
  }

  @Test
  void readsShort() {
    assertEquals("LatentCode(UNKNOWN)", LatentCode.UNKNOWN.toString());
    assertEquals("LatentCode(z0=0.500±1.000, z1=-1.250±0.500)", encoded().toString());
    assertEquals("LatentCode(z0=0.500±1.000, z1=-1.250±0.500, elbo=-3.000)", scored().toString());
    assertEquals(
        "LatentCode(z00=0.000±1.000, z01=0.000±1.000, z02=0.000±1.000, z03=0.000±1.000, 46 more)",
        Codes.encoded(new double[50]).toString());
  }

  @Test
  void refusesOtherLengths() {
    assertRefused(
        () -> new LatentCode(NAMES, new double[3], LOG_VARIANCE), "2 values of mean", "found 3");
    assertRefused(
        () -> new LatentCode(NAMES, MEAN, new double[1]), "2 values of logVariance", "found 1");
  }

  @Test
  void refusesValuesThatAreNotFinite() {
    assertRefused(
        () -> new LatentCode(NAMES, new double[] {0, Double.NaN}, LOG_VARIANCE),
        "finite mean",
        "'z1'",
        "found NaN");
    assertRefused(
        () -> new LatentCode(NAMES, MEAN, new double[] {Double.POSITIVE_INFINITY, 0}),
        "finite logVariance",
        "'z0'",
        "found Infinity");
    double[] point = {Double.NEGATIVE_INFINITY, 0};
    assertArrayEquals(point, new LatentCode(NAMES, MEAN, point).getLogVariance());
  }

  @Test
  void refusesBadNamesAndNats() {
    assertRefused(
        () -> new LatentCode(new String[] {"z1", "z0"}, MEAN, LOG_VARIANCE), "ascending", "'z0'");
    assertRefused(() -> new LatentCode(new String[0], new double[0], new double[0]), "at least 1");
    assertRefused(
        () -> new LatentCode(NAMES, MEAN, LOG_VARIANCE, -2, -1, 2), "elbo = reconstruction - kl");
  }
}
