package org.lateo.tables;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * The text of a file, as UTF-8, without a byte order mark.
 *
 * @param reader reads the text
 * @param bounds limits the length of a row
 */
record Text(BufferedReader reader, BoundedReader bounds) implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  static Text of(Reader in, Position position) throws IOException {
    BoundedReader bounds = new BoundedReader(in, position);
    BufferedReader reader = new BufferedReader(bounds, BUFFER);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return new Text(reader, bounds);
  }

  /** The next line; null at the end. */
  String line() throws IOException {
    bounds.restart();
    return reader.readLine();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /**
   * Limits how much is read between two calls of {@link #restart}, since a line without an end, or
   * a quote that is never closed, would otherwise fill the memory.
   */
  static final class BoundedReader extends FilterReader {
    /** The most characters of a row, with those read ahead of it. */
    static final int MOST = 1 << 24;

    private final Position position;
    private int read;

    BoundedReader(Reader in, Position position) {
      super(in);
      this.position = position;
    }

    /** A row ends and another begins. */
    void restart() {
      read = 0;
    }

    @Override
    public int read() throws IOException {
      int character = super.read();
      count(character < 0 ? 0 : 1);
      return character;
    }

    @Override
    public int read(char[] into, int at, int length) throws IOException {
      int found = super.read(into, at, length);
      count(Math.max(0, found));
      return found;
    }

    private void count(int more) {
      read += more;
      if (read > MOST) {
        throw position.expected("rows of at most " + MOST + " characters", "a longer one");
      }
    }
  }
}
