package org.lateo.testdata;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Paints a glyph in a style: bend, thicken or thin, place, supersample, blur, grain. */
final class DigitPainter {
  /** Pixels to an image's side. */
  static final int SIDE = 16;

  /** Painted pixels to a side of an image's pixel. */
  private static final int FINE = 4;

  /** At most this share of a stroke is taken away, so that hairlines survive. */
  private static final double THINNING_LIMIT = 0.55;

  /** Standard deviation of the ink's multiplicative noise. */
  private static final double GRAIN = 0.05;

  private DigitPainter() {}

  /** One image, {@code [SIDE * SIDE]} grey levels 0 to 255 in row order, ink high. */
  static byte[] paint(Glyph glyph, DigitStyle style, Draws draws) {
    GreyImage ink = GreyImage.shrink(paintFine(glyph, style), FINE).blur(style.blur());
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      double level = ink.levels()[i] * style.ink() * (1 + GRAIN * draws.gaussian());
      pixels[i] = (byte) StrictMath.round(255 * StrictMath.min(1, StrictMath.max(0, level)));
    }
    return pixels;
  }

  /** Colours are RGB: Java2D's grey image type would apply a gamma of its own. */
  private static BufferedImage paintFine(Glyph glyph, DigitStyle style) {
    int side = SIDE * FINE;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    AffineTransform placement = style.placement(SIDE);
    placement.preConcatenate(AffineTransform.getScaleInstance(FINE, FINE));
    drawOutline(graphics, glyph, style, placement);
    graphics.dispose();
    return image;
  }

  private static void drawOutline(
      Graphics2D graphics, Glyph glyph, DigitStyle style, AffineTransform placement) {
    Shape outline = placement.createTransformedShape(style.elastic().bend(glyph.outline()));
    double change =
        StrictMath.max(style.penWidth() - glyph.penWidth(), -THINNING_LIMIT * glyph.penWidth());
    graphics.setColor(Color.WHITE);
    graphics.fill(outline);
    graphics.setColor(change > 0 ? Color.WHITE : Color.BLACK);
    graphics.setStroke(pen(StrictMath.abs(change) * style.height() * FINE));
    graphics.draw(outline);
  }

  private static BasicStroke pen(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
