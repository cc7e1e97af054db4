package org.lateo.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The text files of a gzipped archive of POSIX's ustar format, by name without folders. */
final class TarFile {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 11;

  private TarFile() {}

  static Map<String, String> read(Path path) throws IOException {
    Map<String, String> files = new TreeMap<>();
    byte[] all;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
      all = in.readAllBytes();
    }
    InputStream in = new ByteArrayInputStream(all);
    byte[] header = in.readNBytes(BLOCK);
    while (header.length == BLOCK && header[0] != 0) {
      String name = text(header, 0, NAME);
      int size = Integer.parseInt(text(header, SIZE_AT, SIZE_LENGTH).strip(), 8);
      String content = new String(in.readNBytes(size), StandardCharsets.UTF_8);
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      files.put(name.substring(name.lastIndexOf('/') + 1), content);
      header = in.readNBytes(BLOCK);
    }
    return files;
  }

  private static String text(byte[] block, int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return new String(block, from, end - from, StandardCharsets.US_ASCII);
  }
}
