package org.lateo.tables;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file, gzipped or not, which its first bytes tell and not its name.
 *
 * @param path the path; {@code -} for the standard input
 * @param input what was read from the standard input, since it can be read once only; else null
 * @param charset the encoding of text, unless a byte order mark tells another
 */
record DataFile(Path path, StandardInput input, Charset charset) {
  private static final Path STANDARD_INPUT = Path.of("-");
  private static final int BUFFER = 1 << 16;

  /** A file, or the standard input, which is read to its end. */
  static DataFile of(Path path, Charset charset) {
    try {
      StandardInput input = path.equals(STANDARD_INPUT) ? StandardInput.read() : null;
      return new DataFile(path, input, charset);
    } catch (IOException e) {
      throw new DataFile(path, new StandardInput(null), charset).unreadable(e);
    }
  }

  boolean isStandardInput() {
    return input != null;
  }

  /** Whether the text begins with a character, blanks aside. */
  boolean startsWith(char first) throws IOException {
    try (Text text = text()) {
      int c = text.reader().read();
      while (c >= 0 && Character.isWhitespace(c)) {
        c = text.reader().read();
      }
      return c == first;
    }
  }

  /** The name, without folders. */
  String name() {
    if (isStandardInput()) {
      return "standard input";
    }
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  /** The name in lower case, without {@code .gz}. */
  String plainName() {
    String name = name().toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  Position position() {
    return Position.of(name());
  }

  InputStream stream() throws IOException {
    if (Files.isDirectory(path)) {
      throw position().expected("a file", "a folder");
    }
    InputStream raw = new BufferedInputStream(bytes(), BUFFER);
    return isGzip(raw) ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
  }

  private InputStream bytes() throws IOException {
    return isStandardInput() ? input.stream() : Files.newInputStream(path);
  }

  private static boolean isGzip(InputStream raw) throws IOException {
    raw.mark(2);
    boolean found = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return found;
  }

  /** The text, without a byte order mark. */
  Text text() throws IOException {
    return Text.of(stream(), charset, position());
  }

  /** The number, from 1, of the first line whose bytes are no text in the encoding. */
  private long undecodableLine() {
    try (InputStream bytes = stream()) {
      long line = 1;
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (int b = bytes.read(); b >= 0 && isText(content, b == '\n'); b = bytes.read()) {
        if (b == '\n') {
          content.reset();
          line++;
        } else {
          content.write(b);
        }
      }
      return line;
    } catch (IOException e) {
      return 1; // It was readable before; the place is a help, not the message.
    }
  }

  /** Whether the bytes of a whole line are text; of a part of a line this is not asked. */
  private boolean isText(ByteArrayOutputStream bytes, boolean whole) {
    try {
      if (whole) {
        charset.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** SHA-256 of the bytes as they are stored. */
  String digest() throws IOException {
    try (InputStream in = bytes()) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** What to tell the user when reading fails. */
  TableException unreadable(IOException e) {
    if (e instanceof NoSuchFileException) {
      return position().expected("a file", "none at " + path.toAbsolutePath(), e);
    }
    if (e instanceof EOFException || e instanceof ZipException) {
      return position().expected("a whole gzip file", "a cut or damaged one", e);
    }
    if (e instanceof CharacterCodingException) {
      return new TableException(
          name()
              + ", line "
              + undecodableLine()
              + ": expected "
              + charset
              + " text, found other bytes",
          e,
          TableException.Remedy.ENCODING,
          List.of());
    }
    return new TableException(name() + ": cannot be read: " + e.getMessage(), e);
  }
}
