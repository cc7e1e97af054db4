package org.lateo.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import org.junit.jupiter.api.Test;

final class NatsTest {
  private static final double NAN = Double.NaN;
  private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

  @Test
  void scoredWhenEvaluated() {
    assertTrue(new Nats(-3, -1, 2).isScored());
    assertTrue(new Nats(IMPOSSIBLE, IMPOSSIBLE, 2).isScored());
    assertFalse(Nats.NOT_EVALUATED.isScored());
    assertFalse(new Nats(NAN, NAN, 2).isScored(), "encoding alone knows its divergence");
  }

  @Test
  void roundingOfFloatSumsIsForgiven() {
    assertEquals(-1000.0005, new Nats(-1000.0005, -900, 100).elbo());
  }

  @Test
  void refusesAnElboThatIsNotTheDifference() {
    assertRefused(
        () -> new Nats(-1000.01, -900, 100),
        "elbo = reconstruction - kl",
        "elbo=-1000.01",
        "reconstruction=-900.0",
        "kl=100.0");
    assertRefused(() -> new Nats(-1, -1, 1e-4), "elbo = reconstruction - kl");
    assertRefused(() -> new Nats(-1, 1, 0), "elbo = reconstruction - kl");
    assertRefused(() -> new Nats(IMPOSSIBLE, -1, 2), "elbo = reconstruction - kl");
    assertRefused(() -> new Nats(-1, IMPOSSIBLE, 2), "elbo = reconstruction - kl");
  }

  @Test
  void refusesHalfEvaluated() {
    assertRefused(() -> new Nats(NAN, -1, 2), "together", "elbo=NaN");
    assertRefused(() -> new Nats(-3, NAN, 2), "together", "reconstruction=NaN");
    assertRefused(() -> new Nats(-3, -1, NAN), "together", "kl=NaN");
  }

  @Test
  void refusesInfiniteEvidence() {
    double infinity = Double.POSITIVE_INFINITY;
    assertRefused(() -> new Nats(infinity, infinity, 2), "below infinity", "elbo=Infinity");
    assertRefused(() -> new Nats(-3, -1, infinity), "finite kl", "kl=Infinity");
    assertEquals(infinity, new Nats(IMPOSSIBLE, IMPOSSIBLE, infinity).kl(), "floats overflowed");
    assertRefused(() -> new Nats(NAN, NAN, infinity), "finite kl", "kl=Infinity");
  }

  @Test
  void closeWithinTolerance() {
    Nats nats = new Nats(-3, -1, 2);
    assertTrue(nats.isClose(new Nats(-3, -1, 2), 0));
    assertTrue(nats.isClose(new Nats(-3.1, -1.1, 2), 0.11));
    assertFalse(nats.isClose(new Nats(-3.1, -1.1, 2), 0.09));
    assertFalse(nats.isClose(new Nats(-3.1, -1, 2.1), 0.09));
    assertFalse(nats.isClose(Nats.NOT_EVALUATED, 100));
    assertFalse(Nats.NOT_EVALUATED.isClose(nats, 100));
    assertTrue(Nats.NOT_EVALUATED.isClose(Nats.NOT_EVALUATED, 0));
    assertTrue(Nats.isClose(IMPOSSIBLE, IMPOSSIBLE, 0));
  }
}
