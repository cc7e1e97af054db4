package org.lateo.testdata;

import java.awt.Shape;
import java.awt.geom.Path2D;

/**
 * A smooth random displacement of the plane, {@code (x, y) -> (x + u(x, y), y + v(x, y))}: each of
 * u and v is a sum of {@value #WAVES} sine waves of at most one period per glyph height.
 */
final class ElasticField {
  private static final int WAVES = 3;

  /** Straight pieces longer than this, in glyph heights, are split so that they can bend. */
  private static final double STEP = 0.03;

  /** {@code [2 * WAVES][frequency x, frequency y, phase, amplitude]}: u's waves, then v's. */
  private final double[][] waves = new double[2 * WAVES][];

  ElasticField(Draws draws, double amplitude) {
    for (int i = 0; i < waves.length; i++) {
      waves[i] =
          new double[] {
            draws.uniform(-1, 1),
            draws.uniform(-1, 1),
            draws.uniform(),
            amplitude * draws.gaussian(0, 1)
          };
    }
  }

  /** The outline with every point displaced. */
  Path2D bend(Shape outline) {
    Path2D bent = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (Segment piece : Segment.of(outline)) {
      if (piece.starts()) {
        bent.moveTo(x(piece.x0(), piece.y0()), y(piece.x0(), piece.y0()));
      }
      append(bent, piece);
    }
    return bent;
  }

  private void append(Path2D bent, Segment piece) {
    int steps = 1 + (int) (piece.length() / STEP);
    for (int i = 1; i <= steps; i++) {
      double t = (double) i / steps;
      double x = piece.x0() + t * (piece.x1() - piece.x0());
      double y = piece.y0() + t * (piece.y1() - piece.y0());
      bent.lineTo(x(x, y), y(x, y));
    }
  }

  private double x(double x, double y) {
    return x + displacement(0, x, y);
  }

  private double y(double x, double y) {
    return y + displacement(WAVES, x, y);
  }

  private double displacement(int first, double x, double y) {
    double sum = 0;
    for (int i = first; i < first + WAVES; i++) {
      double[] wave = waves[i];
      double turns = wave[0] * x + wave[1] * y + wave[2];
      sum += wave[3] * StrictMath.sin(2 * StrictMath.PI * turns);
    }
    return sum;
  }
}
