package org.lateo.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands between the cells of a file, and around them.
 *
 * @param separator between cells
 * @param quote around cells that hold the separator or ends of lines
 * @param header whether the first line names the columns
 */
record CsvFormat(char separator, char quote, boolean header) {
  private static final String SEPARATORS = ",;\t|";

  /** So much of a file is looked at, in characters. */
  private static final int START = 1 << 15;

  private static final int LINES = 50;

  /** As in {@code sep=;}. */
  private static final Pattern DECLARATION = Pattern.compile("(?i)sep=[^\\w\\s]\\s*|sep=\\t\\s*");

  private static final int MOST_OF_DECLARATION = 8;

  /**
   * Finds out the format from the first lines: the separator that every line has as often as the
   * header, the more often the better, outside of quotes. A line {@code sep=;} before the header,
   * as spreadsheets write it, says it.
   */
  static CsvFormat of(BufferedReader text, TableOptions options) throws IOException {
    String said = declaration(text);
    Optional<Character> declared =
        said.isEmpty() ? Optional.empty() : Optional.of(said.charAt(said.indexOf('=') + 1));
    return of(text, options.separator().or(() -> declared), options.header());
  }

  /** The first line if it says what the separator is, with its end; else nothing is read. */
  static String declaration(BufferedReader text) throws IOException {
    StringBuilder line = new StringBuilder();
    text.mark(MOST_OF_DECLARATION);
    int c = 0;
    while (line.length() < MOST_OF_DECLARATION && c >= 0 && c != '\n') {
      c = text.read();
      line.append(c < 0 ? "" : (char) c);
    }
    if (DECLARATION.matcher(line).matches()) {
      return line.toString();
    }
    text.reset();
    return "";
  }

  private static CsvFormat of(BufferedReader text, Optional<Character> separator, boolean header)
      throws IOException {
    char[] start = new char[START];
    text.mark(START);
    int length = 0;
    int more = text.read(start, 0, START);
    while (more > 0) {
      length += more;
      more = length < START ? text.read(start, length, START - length) : 0;
    }
    text.reset();
    String first = new String(start, 0, length);
    boolean whole = length < START;
    char quote = hasSingleQuotes(first) ? '\'' : '"';
    char between = separator.orElseGet(() -> separator(counts(first, quote, whole)));
    return new CsvFormat(between, quote, header);
  }

  /** Whether the header is in single quotes, {@code 'a';'b'}. */
  private static boolean hasSingleQuotes(String text) {
    String header = text.lines().findFirst().orElse("").strip();
    return header.length() > 1
        && header.startsWith("'")
        && header.endsWith("'")
        && header.indexOf('"') < 0;
  }

  /** How often each of the characters is in each of the first lines, outside of quotes. */
  private static List<Map<Character, Integer>> counts(String text, char quote, boolean whole) {
    List<Map<Character, Integer>> lines = new ArrayList<>();
    Map<Character, Integer> line = new HashMap<>();
    boolean quoted = false;
    boolean blank = true;
    for (int i = 0; i < text.length() && lines.size() < LINES; i++) {
      char c = text.charAt(i);
      quoted ^= c == quote;
      if (c == '\n' && !quoted) {
        if (!blank) {
          lines.add(line);
        }
        line = new HashMap<>();
        blank = true;
      } else if (!quoted && SEPARATORS.indexOf(c) >= 0) {
        line.merge(c, 1, Integer::sum);
      }
      blank &= Character.isWhitespace(c) && c != '\t';
    }
    if (!blank && (whole || lines.isEmpty())) {
      lines.add(line);
    }
    return lines;
  }

  private static char separator(List<Map<Character, Integer>> lines) {
    char best = ',';
    double most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char candidate = SEPARATORS.charAt(i);
      double merit = merit(lines, candidate);
      if (merit > most) {
        most = merit;
        best = candidate;
      }
    }
    return best;
  }

  /** How many lines have as many as the header; ties go to the more cells. */
  private static double merit(List<Map<Character, Integer>> lines, char separator) {
    int header = lines.isEmpty() ? 0 : lines.get(0).getOrDefault(separator, 0);
    long same = lines.stream().filter(l -> l.getOrDefault(separator, 0) == header).count();
    return header == 0 ? 0 : (double) same / lines.size() + 1 - 1.0 / (1 + header) / LINES;
  }

  @Override
  public String toString() {
    String between =
        switch (separator) {
          case ',' -> "commas";
          case ';' -> "semicolons";
          case '\t' -> "tabs";
          case '|' -> "bars";
          default -> "'" + separator + "'";
        };
    return between + " between cells" + (quote == '"' ? "" : ", single quotes around them");
  }
}
