package org.lateo.testdata;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The typefaces that lend the digits their skeletons, all under the SIL Open Font License 1.1. */
final class DigitFonts {
  /** Font names as Java reports them; the README of test-data says which package holds which. */
  static final List<String> NAMES = List.of("DkgHandwriting", "Dancing Script", "Comic Neue");

  private DigitFonts() {}

  /** Names of {@link #NAMES} that this machine lacks. */
  static List<String> missing() {
    List<String> missing = new ArrayList<>(NAMES);
    missing.removeAll(Arrays.asList(environment().getAvailableFontFamilyNames()));
    return missing;
  }

  /**
   * Loads every font.
   *
   * @throws IllegalStateException if one is absent; Java would silently put another in its place.
   */
  static List<Font> load() {
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("Fonts needed to draw the digits are absent: " + missing);
    }
    return NAMES.stream().map(name -> new Font(name, Font.PLAIN, 100)).toList();
  }

  private static GraphicsEnvironment environment() {
    return GraphicsEnvironment.getLocalGraphicsEnvironment();
  }
}
