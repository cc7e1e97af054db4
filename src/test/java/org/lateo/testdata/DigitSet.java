package org.lateo.testdata;

import java.awt.Font;
import java.util.List;

/**
 * Labelled digit images; row i depends on (seed, i) alone.
 *
 * @param images {@code [rows][SIDE * SIDE]} grey levels.
 * @param labels {@code [rows]}; every ten consecutive rows hold the ten digits, in random order.
 */
@SuppressWarnings("ArrayRecordComponent")
record DigitSet(byte[][] images, byte[] labels) {

  static DigitSet draw(long seed, int rows) {
    Glyph[][] glyphs = glyphs(DigitFonts.load());
    DigitSet set = new DigitSet(new byte[rows][], new byte[rows]);
    for (int row = 0; row < rows; row++) {
      int label = new Draws(~seed, row / 10).permutation(10)[row % 10];
      Draws draws = new Draws(seed, row);
      Glyph glyph = glyphs[draws.index(glyphs.length)][label];
      set.images[row] = DigitPainter.paint(glyph, DigitStyle.draw(draws), draws);
      set.labels[row] = (byte) label;
    }
    return set;
  }

  /** {@code [font][digit]}. */
  private static Glyph[][] glyphs(List<Font> fonts) {
    Glyph[][] glyphs = new Glyph[fonts.size()][10];
    for (int font = 0; font < glyphs.length; font++) {
      for (int digit = 0; digit < 10; digit++) {
        glyphs[font][digit] = Glyph.of(fonts.get(font), digit);
      }
    }
    return glyphs;
  }
}
