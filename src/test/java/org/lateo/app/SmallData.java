package org.lateo.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.lateo.math.RandomStream;

/** Files that a model is trained on in no time. */
public final class SmallData {
  static final int ROWS = 60;

  private SmallData() {}

  /**
   * Columns a, b, c and kind; two kinds, apart in a and b; every fourth row unlabelled, in every
   * fifth c is zero.
   */
  public static Path csv(Path folder) {
    StringBuilder text = new StringBuilder("a,b,kind,c\n");
    RandomStream random = RandomStream.of(1, "small data");
    for (int i = 0; i < ROWS; i++) {
      int sign = i % 2 == 0 ? 1 : -1;
      String kind = i % 4 == 3 ? "" : sign > 0 ? "plus" : "minus";
      text.append(
          String.format(
              Locale.ROOT,
              "%.3f,%.3f,%s,%.3f\n",
              3 * sign + random.gaussian(3L * i),
              sign + 0.1 * random.gaussian(3L * i + 1),
              kind,
              i % 5 == 0 ? 0 : random.gaussian(3L * i + 2)));
    }
    return write(folder.resolve("small.csv"), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Images of 3 × 3 pixels: bars down or across. */
  static Path images(Path folder) {
    byte[] file = new byte[16 + 9 * ROWS];
    file[2] = 8;
    file[3] = 3;
    file[7] = ROWS;
    file[11] = 3;
    file[15] = 3;
    for (int i = 0; i < 9 * ROWS; i++) {
      int bar = i / 9 / 2 % 3;
      boolean on = i / 9 % 2 == 0 ? i % 3 == bar : i % 9 / 3 == bar;
      file[16 + i] = (byte) (on ? 255 : 0);
    }
    return write(folder.resolve("bars-idx3-ubyte"), file);
  }

  /** The labels of these: 0 down, 1 across. */
  static Path labels(Path folder) {
    byte[] file = new byte[8 + ROWS];
    file[2] = 8;
    file[3] = 1;
    file[7] = ROWS;
    for (int i = 0; i < ROWS; i++) {
      file[8 + i] = (byte) (i % 2);
    }
    return write(folder.resolve("bars-idx1-ubyte"), file);
  }

  private static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of what is in a folder, but of the files above. */
  static Stream<String> others(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("small.csv") && !name.startsWith("bars-"))
          .sorted()
          .toList()
          .stream();
    }
  }
}
