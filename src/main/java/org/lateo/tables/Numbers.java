package org.lateo.tables;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** Text without digits, signs or a decimal point: what stands there is of the number. */
  private static final String WORDS = "(?:[^\\d.+\\-\u2212(]|\\.(?!\\d))*?";

  /** A number with what stands before and after it. Groups of digits do not begin with a zero. */
  private static final Pattern IN_TEXT =
      Pattern.compile(
          ("(?<before>" + WORDS + ")(?<sign>[-+\u2212(]?)(?<between>" + WORDS + ")")
              + "(?<digits>[1-9]\\d{0,2}([,' \u00a0\u202f\u2019_]\\d{2,3})*[,' \u00a0\u202f\u2019_]\\d{3}(\\.\\d*)?"
              + "|\\d+(\\.\\d*)?|\\.\\d+)(?<after>[^\\d]*)");

  /** Longer text would take long to match. */
  private static final int LONGEST_IN_TEXT = 64;

  /** Units that leave no doubt that a cell is a number. */
  private static final Pattern UNIT =
      Pattern.compile("\\s*(\\p{Sc}|%|\u2030|\\)|\\s\\p{L}{1,3})*\\s*");

  /** A minus behind the digits, with or without a unit; 5.- is five without cents. */
  private static final Pattern TRAILING_MINUS = Pattern.compile("\\s*[-\u2212]" + UNIT);

  /**
   * The number in text such as {@code $1,234.50}, {@code 12 %}, or {@code (5)} and {@code 5-},
   * which are minus five; groups of digits may be told apart by a comma, a blank or an apostrophe.
   * NaN if there is not one number in it.
   */
  static double inText(String text) {
    Matcher parts = IN_TEXT.matcher(text);
    if (text.length() > LONGEST_IN_TEXT || !parts.matches()) {
      return Double.NaN;
    }
    double value = of(parts.group("digits").replaceAll("[^\\d.]", ""));
    boolean minus = parts.group("sign").matches("[-\u2212(]") || hasTrailingMinus(parts);
    return minus ? -value : value;
  }

  private static boolean hasTrailingMinus(Matcher parts) {
    return !parts.group("digits").endsWith(".")
        && TRAILING_MINUS.matcher(parts.group("after")).matches();
  }

  /** Whether text is a number with a unit, or with groups of digits, beyond doubt. */
  static boolean isWithUnit(String text) {
    Matcher parts = IN_TEXT.matcher(text);
    return text.length() <= LONGEST_IN_TEXT
        && parts.matches()
        && UNIT.matcher(parts.group("before")).matches()
        && UNIT.matcher(parts.group("between")).matches()
        && (UNIT.matcher(parts.group("after")).matches() || hasTrailingMinus(parts))
        && !Double.isNaN(inText(text));
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
