package org.lateo.tables;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FilterReader;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a file, without a byte order mark.
 *
 * @param reader reads the text
 * @param bounds limits the length of a row
 * @param charset the encoding
 * @param marked whether there was a byte order mark
 */
record Text(BufferedReader reader, BoundedReader bounds, Charset charset, boolean marked)
    implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /** The text of bytes; a byte order mark of UTF-16 is stronger than what is said of them. */
  static Text of(InputStream bytes, Charset said, Position position) throws IOException {
    Charset charset = marked(bytes).orElse(said);
    Reader decoded = new InputStreamReader(bytes, charset.newDecoder());
    BoundedReader bounds = new BoundedReader(decoded, position);
    BufferedReader reader = new BufferedReader(bounds, BUFFER);
    reader.mark(1);
    boolean marked = reader.read() == BYTE_ORDER_MARK;
    if (!marked) {
      reader.reset();
    }
    return new Text(reader, bounds, charset, marked);
  }

  /** The encoding of the first two bytes, if they are a mark of UTF-16. */
  private static Optional<Charset> marked(InputStream bytes) throws IOException {
    bytes.mark(2);
    int first = bytes.read();
    int second = bytes.read();
    bytes.reset();
    boolean big = first == 0xFE && second == 0xFF;
    boolean little = first == 0xFF && second == 0xFE;
    return big
        ? Optional.of(StandardCharsets.UTF_16BE)
        : little ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
  }

  /**
   * Writes a file in the same encoding, with the mark that this text had. Text that the encoding
   * lacks is refused, since it would become question marks.
   */
  Writer writer(Path to, Position position) throws IOException {
    OutputStream bytes = Files.newOutputStream(to);
    Writer encoded = new OutputStreamWriter(bytes, charset.newEncoder());
    Writer writer = new EncodableWriter(new BufferedWriter(encoded), bytes, charset, position);
    if (marked) {
      writer.write(BYTE_ORDER_MARK);
    }
    return writer;
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

  /** Refuses strings that an encoding lacks. */
  private static final class EncodableWriter extends FilterWriter {
    private final CharsetEncoder encoder;
    private final OutputStream bytes;
    private final Position position;

    EncodableWriter(Writer out, OutputStream bytes, Charset charset, Position position) {
      super(out);
      this.bytes = bytes;
      this.encoder = charset.newEncoder();
      this.position = position;
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      if (!encoder.canEncode(text.substring(from, from + length))) {
        throw position.expected(
            "text that " + encoder.charset() + " has", Names.quoted(text) + " to fill in");
      }
      super.write(text, from, length);
    }

    /** Also if the last characters find no room, when the writer leaves the file open. */
    @Override
    public void close() throws IOException {
      try (bytes) {
        super.close();
      }
    }
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
