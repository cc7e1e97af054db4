package org.lateo.app.input;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * The text of a file, as UTF-8, without a byte order mark.
 *
 * @param reader what it is read from
 * @param bounds says where a row ends, see {@link BoundedReader}
 */
record Text(BufferedReader reader, BoundedReader bounds) implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  static Text of(BoundedReader bounds) throws IOException {
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
}
