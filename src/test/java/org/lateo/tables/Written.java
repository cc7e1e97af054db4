package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Small files for the readers, and what readers say of them. */
final class Written {
  private Written() {}

  static Path text(Path folder, String name, String... lines) throws IOException {
    return bytes(folder, name, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  static Path bytes(Path folder, String name, byte... content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** {@code 0 0 8 dimensions | sizes | content}. */
  static byte[] idx(int[] sizes, int... content) {
    ByteBuffer file = ByteBuffer.allocate(4 * (1 + sizes.length) + content.length);
    file.putInt(0x800 + sizes.length);
    for (int size : sizes) {
      file.putInt(size);
    }
    for (int value : content) {
      file.put((byte) value);
    }
    return file.array();
  }

  static void assertRefused(String message, TableOptions options) {
    TableException e = assertThrows(TableException.class, () -> SheetReader.read(options));
    assertEquals(message, e.getMessage());
  }

  /** The non-zero values of a row. */
  static Map<String, Double> values(SheetRow row) {
    Map<String, Double> values = new TreeMap<>();
    for (int i = 0; i < row.columns().length; i++) {
      values.put(row.columns()[i], row.values()[i]);
    }
    return values;
  }
}
