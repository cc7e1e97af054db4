package org.lateo.tables;

import java.util.Locale;
import java.util.Set;

/** Reads finite decimal numbers from text. */
final class Numbers {
  private static final Set<String> NOT_FINITE =
      Set.of("nan", "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity");

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS = new double[23];

  /** Whole numbers below are exact as doubles. */
  private static final long EXACT = 1L << 53;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private Numbers() {}

  /**
   * The number that a cell holds.
   *
   * @param expected what the message says was expected, if the cell is not a number
   * @param position the cell's position
   */
  static double parse(String cell, String expected, Position position) {
    String text = cell.strip();
    double value = of(text);
    if (Double.isNaN(value)) {
      throw NOT_FINITE.contains(text.toLowerCase(Locale.ROOT))
          ? position.expected("a finite number", text)
          : position.expected(expected, Names.quoted(text));
    }
    return finite(value, text, position);
  }

  /** A number, refused if its text is out of range. */
  static double finite(double value, String text, Position position) {
    if (Double.isInfinite(value)) {
      throw position.expected("a number within the range of a double", Names.shown(text));
    }
    return value;
  }

  /** Whether text says not a number, or infinity. */
  static boolean isNotFinite(String text) {
    return NOT_FINITE.contains(text.toLowerCase(Locale.ROOT));
  }

  /**
   * The nearest double of a decimal number such as {@code -1.5e3}, the same as Java's; NaN for
   * other text, also for hexadecimal numbers and those with the suffix of a type, which Java takes.
   * Where digits and power of ten are exact as doubles, one multiplication or division rounds
   * correctly, which is several times as fast (Clinger 1990, How to read floating point numbers
   * accurately).
   */
  static double of(String text) {
    int length = text.length();
    int i = 0;
    boolean negative = false;
    if (i < length && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      negative = text.charAt(i++) == '-';
    }
    long digits = 0;
    int count = 0;
    int power = 0;
    boolean point = false;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = digits < EXACT ? 10 * digits + (c - '0') : EXACT;
        count++;
        power -= point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    if (i < length) {
      int exponent = exponent(text, i);
      if (exponent == NO_EXPONENT) {
        return Double.NaN;
      }
      power += exponent;
    }
    if (digits < EXACT && Math.abs(power) < POWERS.length) {
      double value = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
      return negative ? -value : value;
    }
    return Double.parseDouble(text);
  }

  private static final int NO_EXPONENT = Integer.MIN_VALUE;

  /** Larger ones are infinite or zero whatever the digits before. */
  private static final int LARGEST_EXPONENT = 1 << 24;

  /** The exponent that follows digits. */
  private static int exponent(String text, int from) {
    int i = from;
    if (text.charAt(i) != 'e' && text.charAt(i) != 'E') {
      return NO_EXPONENT;
    }
    i++;
    boolean negative = false;
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      negative = text.charAt(i++) == '-';
    }
    if (i == text.length()) {
      return NO_EXPONENT;
    }
    int value = 0;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return NO_EXPONENT;
      }
      value = Math.min(LARGEST_EXPONENT, 10 * value + (c - '0'));
    }
    return negative ? -value : value;
  }
}
