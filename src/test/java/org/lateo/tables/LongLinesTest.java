package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.tables.Written.assertRefused;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows without an end, of which a few kilobytes of gzip hold as many as one likes. */
final class LongLinesTest {
  private static final String LONG =
      ": expected rows of at most 16777216 characters, found a longer one";

  @TempDir private Path folder;

  /** A start, and a piece 17 million characters long altogether. */
  private TableOptions file(String name, String start, String piece) throws IOException {
    Path file = folder.resolve(name);
    byte[] block = piece.repeat((1 << 20) / piece.length()).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(start.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 17; i++) {
        out.write(block);
      }
    }
    return TableOptions.of(file);
  }

  @Test
  void csv() throws IOException {
    assertRefused("a.csv.gz" + LONG, file("a.csv.gz", "a,b\n1,2\n", "1"));
    assertRefused("b.csv.gz" + LONG, file("b.csv.gz", "a,b\n1,2\n", "1,"));
    assertRefused("c.csv.gz" + LONG, file("c.csv.gz", "", "name,"));
  }

  @Test
  void libsvm() throws IOException {
    assertRefused("a.svm.gz" + LONG, file("a.svm.gz", "1 1:2\n", "1"));
    assertRefused("b.svm.gz" + LONG, file("b.svm.gz", "1 1:2\n", " 1:2"));
  }

  /** Each line that a quote goes on for is read together with all before it. */
  @Test
  void aQuoteThatIsNotClosed() throws IOException {
    assertRefused(
        "a.csv.gz, row 2: expected a closing quote, found 100 lines without one",
        file("a.csv.gz", "a,b\n1,2\n3,\"", "x\n"));
  }

  /** Many rows are no long row. */
  @Test
  void manyLines() throws IOException {
    TableOptions many = file("a.csv.gz", "a,b\n", "1,2\n").withLimit(3);
    assertEquals(3, SheetReader.read(many).size());
  }
}
