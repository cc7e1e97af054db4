package org.lateo.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowsFileTest {
  @TempDir private Path folder;

  private String object(String cell) throws IOException {
    Path file = folder.resolve("a.jsonl");
    RowsFile.named(file).write(file, List.of("x"), 1, row -> List.of(cell));
    return Files.readString(file).strip();
  }

  /** An id such as 1.10 is another one than 1.1. */
  @ParameterizedTest
  @CsvSource({
    "1,1",
    "-2.5,-2.5",
    "-0.0,-0.0",
    "1.0E-5,1.0E-5",
    "123456789012345678,123456789012345678",
    "1.10,'\"1.10\"'",
    "7E21,'\"7E21\"'",
    "1E400,'\"1E400\"'",
    "007,'\"007\"'",
    "-Infinity,'\"-Infinity\"'",
    "red,'\"red\"'"
  })
  void aNumberThatJsonWouldWriteOtherwiseIsText(String cell, String json) throws IOException {
    assertEquals("{\"x\":" + json + "}", object(cell));
  }

  @Test
  void anEmptyCellIsNull() throws IOException {
    assertEquals("{\"x\":null}", object(""));
  }
}
