package org.lateo.testdata;

import java.awt.geom.AffineTransform;

/**
 * The continuous factors behind one digit image. Lengths are in glyph heights, except where said.
 *
 * @param height height of the upright digit in pixels.
 * @param aspect factor on the width.
 * @param rotation clockwise, in radians.
 * @param slant horizontal shear per unit of height, positive to the right.
 * @param shiftX to the right, in pixels.
 * @param shiftY downwards, in pixels.
 * @param penWidth mean stroke width.
 * @param ink grey level of a full stroke, 0 to 1.
 * @param blur standard deviation of the Gaussian blur, in pixels.
 * @param elastic the bend of the strokes.
 */
record DigitStyle(
    double height,
    double aspect,
    double rotation,
    double slant,
    double shiftX,
    double shiftY,
    double penWidth,
    double ink,
    double blur,
    ElasticField elastic) {

  /**
   * Place varies most, for a linear model cannot follow it; what else varies, varies gently, so
   * that the classes stay apart (test-data/README.md has the figures).
   */
  static DigitStyle draw(Draws draws) {
    return new DigitStyle(
        draws.gaussian(11.5, 0.2),
        draws.gaussian(1, 0.04),
        draws.gaussian(0, 0.05),
        draws.gaussian(0.12, 0.05),
        draws.gaussian(0, 1),
        draws.gaussian(0, 1),
        draws.gaussian(0.14, 0.015),
        draws.uniform(0.9, 1),
        draws.uniform(0.45, 0.6),
        new ElasticField(draws, 0.017));
  }

  /** From glyph units to pixels of an image of the given side. */
  AffineTransform placement(int side) {
    double cos = height * StrictMath.cos(rotation);
    double sin = height * StrictMath.sin(rotation);
    double x = side / 2.0 + shiftX;
    double y = side / 2.0 + shiftY;
    return new AffineTransform(
        aspect * cos, aspect * sin, -slant * cos - sin, -slant * sin + cos, x, y);
  }
}
