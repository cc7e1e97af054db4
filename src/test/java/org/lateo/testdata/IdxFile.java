package org.lateo.testdata;

import java.nio.ByteBuffer;

/**
 * The IDX layout of unsigned bytes, in which MNIST is published.
 *
 * <pre>[0 0 8 dimensions | size of each dimension, int32 big endian ... | bytes, row-major]</pre>
 */
@SuppressWarnings("ByteBufferBackingArray")
final class IdxFile {
  private static final int UNSIGNED_BYTES = 8;

  private IdxFile() {}

  /** {@code [rows][side * side]} as dimensions {@code [rows, side, side]}. */
  @SuppressWarnings("ByteBufferBackingArray") // Allocated below, without an offset.
  static byte[] images(byte[][] images, int side) {
    ByteBuffer file = header(images.length, side, side);
    for (byte[] image : images) {
      file.put(image);
    }
    return file.array();
  }

  /** {@code [rows]}. */
  static byte[] labels(byte[] labels) {
    return header(labels.length).put(labels).array();
  }

  private static ByteBuffer header(int... sizes) {
    int length = Integer.BYTES * (1 + sizes.length);
    int content = 1;
    for (int size : sizes) {
      content *= size;
    }
    ByteBuffer file = ByteBuffer.allocate(length + content);
    file.putInt(UNSIGNED_BYTES << 8 | sizes.length);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file;
  }
}
