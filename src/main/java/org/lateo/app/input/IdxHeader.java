package org.lateo.app.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The start of an IDX file: a magic number, then the size of each dimension. */
final class IdxHeader {
  private static final int UNSIGNED_BYTES = 0x0800;

  private IdxHeader() {}

  /**
   * The sizes of the dimensions.
   *
   * @param dimensions how many there must be
   * @return the sizes {@code [dimensions]}, each at least 1
   */
  static int[] read(InputStream in, int dimensions, Position position) throws IOException {
    int length = Integer.BYTES * (1 + dimensions);
    byte[] bytes = in.readNBytes(length);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length >= Integer.BYTES) {
      checkMagic(header.getInt(), UNSIGNED_BYTES + dimensions, position);
    }
    if (bytes.length < length) {
      throw position.expected("an IDX header of " + length + " bytes", bytes.length + "");
    }
    int[] sizes = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = checkedSize(header.getInt(), i, position);
    }
    return sizes;
  }

  private static void checkMagic(int found, int expected, Position position) {
    if (found != expected) {
      throw position.expected(
          String.format("IDX magic 0x%08x", expected), String.format("0x%08x", found));
    }
  }

  private static int checkedSize(int size, int dimension, Position position) {
    if (size < 1) {
      throw position.expected("a size of at least 1 in dimension " + dimension, size + "");
    }
    return size;
  }
}
