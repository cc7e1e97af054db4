package org.lateo.tables;

import java.io.IOException;

/** Reads a file in any format that is known. */
public final class SheetReader {
  private SheetReader() {}

  /**
   * Reads a libsvm file ({@code .svm}, {@code .libsvm}), images ({@code idx3-ubyte}, {@code .idx}),
   * JSON objects ({@code .jsonl}, {@code .ndjson}, {@code .json}) or, with any other name,
   * separated values; each may end in {@code .gz}. The standard input is read as JSON objects if it
   * begins with a brace.
   *
   * @throws TableException if there is no such file or something in it is wrong, such as columns
   *     that it lacks of the model that it is read for
   */
  public static Sheet read(TableOptions options) {
    DataFile file = DataFile.of(options.data(), options.encoding());
    try {
      Sheet sheet = read(file, options);
      options.learned().ifPresent(model -> new ModelColumns(model, sheet).check(options));
      return sheet.inMemory();
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private static Sheet read(DataFile file, TableOptions options) throws IOException {
    String name = file.plainName();
    if (name.endsWith("-ubyte") || name.endsWith(".idx")) {
      return new IdxReader(file, options).read();
    }
    if (options.labels().isPresent()) {
      throw file.position()
          .expected("an IDX file of images to go with labels", "another file, by its name");
    }
    if (name.endsWith(".svm") || name.endsWith(".libsvm")) {
      return new LibsvmReader(file, options).read();
    }
    if (isJson(file, name)) {
      return RecordsReader.read(file, options, () -> JsonRecords.open(file));
    }
    return RecordsReader.read(file, options, () -> CsvRecords.open(file, options));
  }

  private static boolean isJson(DataFile file, String name) throws IOException {
    return name.endsWith(".jsonl")
        || name.endsWith(".ndjson")
        || name.endsWith(".json")
        || (file.isStandardInput() && file.startsWith('{'));
  }
}
