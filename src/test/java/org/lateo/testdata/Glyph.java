package org.lateo.testdata;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;

/**
 * One digit of one font, centred at the origin, the longer side of its bounding box 1.
 *
 * @param outline without self-overlaps, y downwards.
 * @param penWidth mean width of its strokes: twice the area over the perimeter.
 */
record Glyph(Shape outline, double penWidth) {

  static Glyph of(Font font, int digit) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    String text = Integer.toString(digit);
    Area raw = new Area(font.createGlyphVector(context, text).getGlyphOutline(0));
    Shape outline = unitBox(raw.getBounds2D()).createTransformedShape(raw);
    return new Glyph(outline, strokeWidth(outline));
  }

  private static AffineTransform unitBox(Rectangle2D box) {
    double scale = 1 / StrictMath.max(box.getWidth(), box.getHeight());
    AffineTransform transform = AffineTransform.getScaleInstance(scale, scale);
    transform.translate(-box.getCenterX(), -box.getCenterY());
    return transform;
  }

  private static double strokeWidth(Shape outline) {
    double area = 0;
    double perimeter = 0;
    for (Segment edge : Segment.of(outline)) {
      area += edge.cross() / 2;
      perimeter += edge.length();
    }
    return 2 * StrictMath.abs(area) / perimeter;
  }
}
