package org.lateo.tables;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of every image in a file.
 *
 * @param height in pixels
 * @param width in pixels
 */
public record ImageSize(int height, int width) {
  private static final Pattern PIXEL = Pattern.compile("r(\\d{1,7})c(\\d{1,7})");

  /** Names {@code r00c00, r00c01 …} of the pixels, row by row, which is also ascending. */
  String[] pixelNames() {
    String format = "r%0" + digits(height) + "dc%0" + digits(width) + "d";
    String[] names = new String[height * width];
    for (int i = 0; i < names.length; i++) {
      names[i] = String.format(Locale.ROOT, format, i / width, i % width);
    }
    return names;
  }

  /** The size of images, if these are the names of all their pixels. */
  public static Optional<ImageSize> ofPixels(List<String> ascending) {
    Matcher last = PIXEL.matcher(ascending.get(ascending.size() - 1));
    if (!last.matches()) {
      return Optional.empty();
    }
    ImageSize size =
        new ImageSize(1 + Integer.parseInt(last.group(1)), 1 + Integer.parseInt(last.group(2)));
    boolean whole = (long) size.height * size.width == ascending.size();
    return whole && List.of(size.pixelNames()).equals(ascending)
        ? Optional.of(size)
        : Optional.empty();
  }

  private static int digits(int count) {
    return Math.max(2, Integer.toString(count - 1).length());
  }

  @Override
  public String toString() {
    return height + "×" + width;
  }
}
