package org.lateo.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.lateo.data.RecordStore;

/**
 * What the standard input holds, kept since it can be read once only, and a table is read more
 * often.
 */
record StandardInput(RecordStore chunks) {
  private static final int CHUNK = 1 << 16;

  /** Reads the standard input to its end. */
  static StandardInput read() throws IOException {
    RecordStore.Builder chunks = new RecordStore.Builder();
    byte[] bytes = System.in.readNBytes(CHUNK);
    for (; bytes.length > 0; bytes = System.in.readNBytes(CHUNK)) {
      chunks.add(ByteBuffer.wrap(bytes));
    }
    return new StandardInput(chunks.build());
  }

  /** The bytes, from the first. */
  InputStream stream() {
    return new Chunks(chunks);
  }

  private static final class Chunks extends InputStream {
    private final RecordStore chunks;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private int next;

    Chunks(RecordStore chunks) {
      this.chunks = chunks;
    }

    @Override
    public int read() {
      return hasMore() ? chunk.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!hasMore()) {
        return -1;
      }
      int bytes = Math.min(length, chunk.remaining());
      chunk.get(into, offset, bytes);
      return bytes;
    }

    /** What is left of a chunk; a reader of gzip asks whether another member follows. */
    @Override
    public int available() {
      return hasMore() ? chunk.remaining() : 0;
    }

    private boolean hasMore() {
      if (!chunk.hasRemaining() && next < chunks.size()) {
        chunk = chunks.get(next++);
      }
      return chunk.hasRemaining();
    }
  }
}
