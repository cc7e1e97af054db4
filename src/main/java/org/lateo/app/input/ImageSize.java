package org.lateo.app.input;

import java.util.Locale;

/**
 * The size of every image in a file.
 *
 * @param height in pixels
 * @param width in pixels
 */
public record ImageSize(int height, int width) {

  /** Names {@code r00c00, r00c01 …} of the pixels, row by row, which is also ascending. */
  String[] pixelNames() {
    String format = "r%0" + digits(height) + "dc%0" + digits(width) + "d";
    String[] names = new String[height * width];
    for (int i = 0; i < names.length; i++) {
      names[i] = String.format(Locale.ROOT, format, i / width, i % width);
    }
    return names;
  }

  private static int digits(int count) {
    return Math.max(2, Integer.toString(count - 1).length());
  }

  @Override
  public String toString() {
    return height + "×" + width;
  }
}
