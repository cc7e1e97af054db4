package org.lateo.testdata;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;

/** A straight piece of an outline; {@code starts} marks the first piece of a contour. */
record Segment(double x0, double y0, double x1, double y1, boolean starts) {
  /** Largest distance between a curve and its pieces, in units of the glyph's height. */
  private static final double FLATNESS = 0.002;

  /** All pieces of a shape, contour after contour, each contour closed. */
  static List<Segment> of(Shape shape) {
    List<Segment> pieces = new ArrayList<>();
    double[] to = new double[6];
    double[] from = new double[2];
    double[] first = new double[2];
    boolean starts = true;
    for (PathIterator path = shape.getPathIterator(null, FLATNESS); !path.isDone(); path.next()) {
      int kind = path.currentSegment(to);
      double[] end = kind == PathIterator.SEG_CLOSE ? first : to;
      if (kind == PathIterator.SEG_MOVETO) {
        System.arraycopy(to, 0, first, 0, 2);
      } else {
        pieces.add(new Segment(from[0], from[1], end[0], end[1], starts));
      }
      starts = kind == PathIterator.SEG_MOVETO;
      System.arraycopy(end, 0, from, 0, 2);
    }
    return pieces;
  }

  double length() {
    return StrictMath.hypot(x1 - x0, y1 - y0);
  }

  /** Twice the signed area of the triangle with the origin. */
  double cross() {
    return x0 * y1 - x1 * y0;
  }
}
