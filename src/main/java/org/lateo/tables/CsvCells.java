package org.lateo.tables;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of separated values by RFC 4180, with their quotes and blanks as they stand in the
 * text, and the ends of lines. A cell is in quotes if a quote is its first character but for
 * blanks; other quotes are characters like others.
 *
 * <p>Parsers of libraries give what a cell holds and not how it was written, which filling gaps
 * writes again; so there is this one, instead of two that might differ.
 */
final class CsvCells {
  /** A quote that is not closed would otherwise take the rest of the file. */
  private static final int MOST_LINES = 100;

  private final Reader text;
  private final CsvFormat format;
  private final char[] buffer = new char[1 << 14];
  private final StringBuilder cell = new StringBuilder();
  private final List<String> cells = new ArrayList<>();
  private int at;
  private int length;
  private String end = "";

  /** What is wrong with the quotes of a row. */
  static final class QuoteException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    QuoteException(String expected, String found) {
      super("Expected " + expected + ", found " + found);
      this.expected = expected;
      this.found = found;
    }

    String expected() {
      return expected;
    }

    String found() {
      return found;
    }
  }

  CsvCells(Reader text, CsvFormat format) {
    this.text = text;
    this.format = format;
  }

  /** What stands at the end of the last line: a line feed, a carriage return, both, or nothing. */
  String end() {
    return end;
  }

  /**
   * The cells of the next line, and of those after it within quotes.
   *
   * @return null at the end of the text
   */
  List<String> next() throws IOException {
    cells.clear();
    if (peek() < 0) {
      return null;
    }
    do {
      cells.add(cell());
    } while (take(format.separator()));
    end = takeEnd();
    return List.copyOf(cells);
  }

  /** Whether a line has nothing but blanks. */
  static boolean isBlank(List<String> line) {
    return line.size() == 1 && line.get(0).isBlank();
  }

  private int peek() throws IOException {
    if (at == length) {
      length = Math.max(0, text.read(buffer, 0, buffer.length));
      at = 0;
    }
    return length == 0 ? -1 : buffer[at];
  }

  private boolean take(char wanted) throws IOException {
    boolean found = peek() == wanted;
    at += found ? 1 : 0;
    return found;
  }

  private String takeEnd() throws IOException {
    boolean carriage = take('\r');
    boolean feed = take('\n');
    return (carriage ? "\r" : "") + (feed ? "\n" : "");
  }

  /** One cell, up to the separator or the end of the line. */
  private String cell() throws IOException {
    cell.setLength(0);
    blanks();
    if (peek() == format.quote()) {
      quoted();
      blanks();
      if (!isEnd(peek())) {
        throw new QuoteException("a separator after a closing quote", Names.quoted(rest()));
      }
    } else {
      plain();
    }
    return cell.toString();
  }

  private void blanks() throws IOException {
    while (peek() == ' ' && format.separator() != ' ') {
      cell.append(' ');
      at++;
    }
  }

  private boolean isEnd(int c) {
    return c == format.separator() || c == '\n' || c == '\r' || c < 0;
  }

  private void plain() throws IOException {
    int c = peek();
    while (!isEnd(c)) {
      int from = at;
      while (at < length && !isEnd(buffer[at])) {
        at++;
      }
      cell.append(buffer, from, at - from);
      c = peek();
    }
  }

  private String rest() throws IOException {
    cell.setLength(0);
    plain();
    return cell.toString();
  }

  private void quoted() throws IOException {
    int lines = 0;
    append();
    boolean open = true;
    while (open) {
      int c = peek();
      if (c < 0) {
        throw new QuoteException("a closing quote", "the end of the file");
      }
      append();
      lines += c == '\n' ? 1 : 0;
      if (lines == MOST_LINES) {
        throw new QuoteException("a closing quote", MOST_LINES + " lines without one");
      }
      if (c == format.quote()) {
        open = peek() == format.quote();
        if (open) {
          append();
        }
      }
    }
  }

  private void append() {
    cell.append(buffer[at++]);
  }

  /** What a cell holds, without the quotes around it. */
  String unquoted(String raw) {
    if (raw.indexOf(format.quote()) < 0) {
      return raw;
    }
    String inner = trimmed(raw);
    if (inner.charAt(0) != format.quote()) {
      return raw;
    }
    String quote = String.valueOf(format.quote());
    return inner
        .substring(1, inner.length() - 1)
        .replace(quote + quote, quote)
        .replace("\r\n", "\n");
  }

  /** Without the blanks around it; other white space is of the cell. */
  private static String trimmed(String raw) {
    int from = 0;
    int to = raw.length();
    while (from < to && raw.charAt(from) == ' ') {
      from++;
    }
    while (to > from && raw.charAt(to - 1) == ' ') {
      to--;
    }
    return raw.substring(from, to);
  }

  /** Text as a cell, in quotes if it must be or if {@code like} is, the cell that it replaces. */
  String quoted(String value, String like) {
    String quote = String.valueOf(format.quote());
    boolean must =
        trimmed(like).startsWith(quote)
            || value.chars().anyMatch(c -> c == format.quote() || isEnd(c))
            || !value.equals(value.strip());
    return must ? quote + value.replace(quote, quote + quote) + quote : value;
  }
}
