package org.lateo.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

/** The drawing steps on a bar, which needs no font. */
class DigitPainterTest {
  private static final Shape BAR = new Rectangle2D.Double(-0.1, -0.5, 0.2, 1);

  @Test
  void sameStreamPaintsTheSameImage() {
    assertArrayEquals(paint(styleOf(5), 5), paint(styleOf(5), 5));
  }

  @Test
  void inkMovesWithTheShift() {
    assertEquals(7.5, meanColumn(paint(shifted(0), 1)), 0.1);
    assertEquals(9.5, meanColumn(paint(shifted(2), 1)), 0.1);
  }

  @Test
  void widerPenLeavesMoreInk() {
    assertTrue(ink(paint(pen(0.1), 1)) < ink(paint(pen(0.2), 1)));
    assertTrue(ink(paint(pen(0.2), 1)) < ink(paint(pen(0.3), 1)));
  }

  @Test
  void elasticFieldWithoutAmplitudeLeavesTheOutline() {
    Path2D bent = new ElasticField(new Draws(1, 1), 0).bend(BAR);
    assertEquals(BAR.getBounds2D(), bent.getBounds2D());
  }

  @Test
  void elasticFieldDisplacesButLittle() {
    Rectangle2D bent = new ElasticField(new Draws(1, 1), 0.02).bend(BAR).getBounds2D();
    assertTrue(!bent.equals(BAR.getBounds2D()));
    assertEquals(1, bent.getHeight(), 0.2);
  }

  @Test
  void blurKeepsTheSumAwayFromTheBorder() {
    GreyImage image = new GreyImage(7, new double[49]);
    image.levels()[24] = 1;
    double[] blurred = image.blur(0.6).levels();
    double sum = 0;
    for (double level : blurred) {
      sum += level;
    }
    assertEquals(1, sum, 1e-12);
    assertTrue(blurred[24] < 1 && blurred[24] > blurred[25] && blurred[25] == blurred[17]);
  }

  private static byte[] paint(DigitStyle style, long row) {
    return DigitPainter.paint(new Glyph(BAR, 0.2), style, new Draws(9, row));
  }

  private static DigitStyle styleOf(long row) {
    return DigitStyle.draw(new Draws(8, row));
  }

  private static DigitStyle shifted(double x) {
    return plain(x, 0.2);
  }

  private static DigitStyle pen(double width) {
    return plain(0, width);
  }

  private static DigitStyle plain(double shiftX, double penWidth) {
    ElasticField straight = new ElasticField(new Draws(1, 1), 0);
    return new DigitStyle(11, 1, 0, 0, shiftX, 0, penWidth, 1, 0.5, straight);
  }

  private static double ink(byte[] pixels) {
    double sum = 0;
    for (byte pixel : pixels) {
      sum += pixel & 0xff;
    }
    return sum;
  }

  private static double meanColumn(byte[] pixels) {
    double sum = 0;
    for (int i = 0; i < pixels.length; i++) {
      sum += (pixels[i] & 0xff) * (i % DigitPainter.SIDE);
    }
    return sum / ink(pixels);
  }
}
