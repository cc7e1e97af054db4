package org.lateo.app.input;

import java.io.IOException;

/** Reads a file of any format the command line knows. */
public final class SheetReader {
  private SheetReader() {}

  /**
   * Reads a CSV file, or what the name says: libsvm ({@code .svm}, {@code .libsvm}) or images
   * ({@code idx3-ubyte}, {@code .idx}), each with {@code .gz} or without.
   *
   * @throws InputException if there is no such file or something in it is wrong
   */
  public static Sheet read(DataOptions options) {
    DataFile file = new DataFile(options.data());
    try {
      return read(file, options).withMissing(options.missing());
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private static Sheet read(DataFile file, DataOptions options) throws IOException {
    String name = file.plainName();
    if (name.endsWith("-ubyte") || name.endsWith(".idx")) {
      return new IdxReader(file, options).read();
    }
    if (options.labels().isPresent()) {
      throw file.position()
          .expected("an IDX file of images, for there is one of labels", "another by its name");
    }
    return name.endsWith(".svm") || name.endsWith(".libsvm")
        ? new LibsvmReader(file, options).read()
        : new CsvReader(file, options).read();
  }
}
