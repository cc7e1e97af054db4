package org.lateo.app.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lateo.tables.Names;

/**
 * Makes arbitrary text fit to be shown, since names and cells of files can hold characters that
 * control a terminal, or be very long.
 */
public final class Printable {
  /** Words of messages and most paths are shorter. */
  private static final int LONGEST_WORD = 255;

  /** So many of these are the word's last, since the end of a path tells it from others. */
  private static final int END_OF_WORD = 55;

  /** A message is a line for people to read. */
  private static final int LONGEST_LINE = 4000;

  private static final Pattern LONG_WORD = Pattern.compile("\\S{" + (LONGEST_WORD + 1) + ",}");

  private Printable() {}

  /** A message in one line. */
  public static String line(String message) {
    String oneLine = message.strip().replaceAll("\\s*\\R\\s*", " ");
    return Names.shortened(shortWords(Names.escaped(oneLine)), LONGEST_LINE);
  }

  /** Lines of text, such as a table. */
  public static String lines(String text) {
    return shortWords(Names.escaped(text.replace("\r\n", "\n")));
  }

  private static String shortWords(String text) {
    return LONG_WORD
        .matcher(text)
        .replaceAll(word -> Matcher.quoteReplacement(shortWord(word.group())));
  }

  private static String shortWord(String word) {
    return Names.shortened(word, LONGEST_WORD - END_OF_WORD)
        + word.substring(word.length() - END_OF_WORD);
  }
}
