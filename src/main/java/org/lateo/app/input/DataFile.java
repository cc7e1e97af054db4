package org.lateo.app.input;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file, gzipped or not, which its first bytes tell and not its name. */
record DataFile(Path path) {
  private static final int BUFFER = 1 << 16;

  /** The name, without folders. */
  String name() {
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
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    return isGzip(raw) ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
  }

  private static boolean isGzip(InputStream raw) throws IOException {
    raw.mark(2);
    boolean found = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return found;
  }

  /** The text, as UTF-8, without a byte order mark. */
  Text text() throws IOException {
    Reader decoded = new InputStreamReader(stream(), StandardCharsets.UTF_8.newDecoder());
    return Text.of(decoded, position());
  }

  /** SHA-256 of the bytes as they are stored. */
  String digest() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** What to tell the user when reading fails. */
  InputException unreadable(IOException e) {
    if (e instanceof NoSuchFileException) {
      return position().expected("a file", "none at " + path, e);
    }
    if (e instanceof EOFException || e instanceof ZipException) {
      return position().expected("a whole gzip file", "a cut or damaged one", e);
    }
    if (e instanceof CharacterCodingException) {
      return position().expected("UTF-8 text", "other bytes", e);
    }
    return new InputException(name() + ": cannot be read: " + e.getMessage(), e);
  }
}
