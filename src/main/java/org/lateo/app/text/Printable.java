package org.lateo.app.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes arbitrary text fit to be shown, since names and cells of files can hold characters that
 * control a terminal, or be very long.
 */
public final class Printable {
  /** So many characters tell a name or a cell from others. */
  private static final int LONGEST_NAME = 80;

  /** Words of messages and most paths are shorter. */
  private static final int LONGEST_WORD = 255;

  /** So many of these are the word's last, since the end of a path tells it from others. */
  private static final int END_OF_WORD = 55;

  /** A message is a line for people to read. */
  private static final int LONGEST_LINE = 4000;

  private static final Pattern LONG_WORD = Pattern.compile("\\S{" + (LONGEST_WORD + 1) + ",}");

  private Printable() {}

  /** A name or a cell, in quotes. */
  public static String quoted(String name) {
    return "'" + name(name) + "'";
  }

  /** A name or a cell, only its start if it is long. */
  public static String name(String text) {
    return escaped(shortened(text, LONGEST_NAME));
  }

  /** A message in one line. */
  public static String line(String message) {
    String oneLine = message.strip().replaceAll("\\s*\\R\\s*", " ");
    return shortened(shortWords(escaped(oneLine)), LONGEST_LINE);
  }

  /** Lines of text, such as a table. */
  public static String lines(String text) {
    return shortWords(escaped(text.replace("\r\n", "\n")));
  }

  private static String shortWords(String text) {
    return LONG_WORD
        .matcher(text)
        .replaceAll(word -> Matcher.quoteReplacement(shortWord(word.group())));
  }

  private static String shortWord(String word) {
    return shortened(word, LONGEST_WORD - END_OF_WORD)
        + word.substring(word.length() - END_OF_WORD);
  }

  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }

  /** Escapes control characters, but not line feeds and tabs, and changes of text direction. */
  private static String escaped(String text) {
    if (text.chars().noneMatch(Printable::isControl)) {
      return text;
    }
    return text.chars()
        .mapToObj(c -> isControl(c) ? String.format("\\u%04x", c) : Character.toString((char) c))
        .collect(Collectors.joining());
  }

  private static boolean isControl(int c) {
    boolean layout = c == '\n' || c == '\t';
    boolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    boolean separator = c == 0x2028 || c == 0x2029;
    return !layout && (Character.isISOControl(c) || direction || separator);
  }
}
