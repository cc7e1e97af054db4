package org.lateo.app.input;

import java.io.IOException;

/** Reads a file in any format that the command line knows. */
public final class SheetReader {
  private SheetReader() {}

  /**
   * Reads a libsvm file ({@code .svm}, {@code .libsvm}), images ({@code idx3-ubyte}, {@code .idx})
   * or, with any other name, a CSV file; each may end in {@code .gz}.
   *
   * @throws InputException if there is no such file or something in it is wrong
   */
  public static Sheet read(DataOptions options) {
    DataFile file = new DataFile(options.data());
    try {
      return read(file, options);
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
          .expected("an IDX file of images to go with --labels", "another file, by its name");
    }
    return name.endsWith(".svm") || name.endsWith(".libsvm")
        ? new LibsvmReader(file, options).read()
        : new CsvReader(file, options).read();
  }
}
