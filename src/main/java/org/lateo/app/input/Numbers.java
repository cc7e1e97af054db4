package org.lateo.app.input;

import java.util.Locale;
import java.util.Set;
import org.lateo.app.text.Printable;

/** Reads finite numbers from text. */
final class Numbers {
  private static final Set<String> NOT_FINITE =
      Set.of("nan", "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity");

  private Numbers() {}

  /**
   * The number that a cell holds.
   *
   * @param expected what the message says was expected, if the cell is not a number
   * @param position the cell's position
   */
  static double parse(String cell, String expected, Position position) {
    String text = cell.strip();
    if (!isDecimal(text)) {
      throw NOT_FINITE.contains(text.toLowerCase(Locale.ROOT))
          ? position.expected("a finite number", text)
          : position.expected(expected, Printable.quoted(text));
    }
    double value = parseReal(text, expected, position);
    if (Double.isInfinite(value)) {
      throw position.expected("a number within the range of a double", Printable.name(text));
    }
    return value;
  }

  private static double parseReal(String text, String expected, Position position) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw position.expected(expected, Printable.quoted(text), e);
    }
  }

  /** Java alone would also accept hexadecimal numbers and a type suffix. */
  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
