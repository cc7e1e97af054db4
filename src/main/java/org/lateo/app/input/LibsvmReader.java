package org.lateo.app.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The text format of LIBSVM: lines of {@code response index:value index:value …}.
 *
 * <p>A line that starts with {@code index:value} has no response, {@code #} starts a comment, and
 * blank lines do not count as rows.
 */
final class LibsvmReader {
  private final DataFile file;
  private final DataOptions options;
  private final LibsvmLine line;

  LibsvmReader(DataFile file, DataOptions options) {
    this.file = file;
    this.options = options;
    this.line = new LibsvmLine(options.missing());
  }

  Sheet read() throws IOException {
    if (options.response().isPresent()) {
      throw file.position()
          .expected("no response column, for libsvm lines start with it", options.response().get());
    }
    try (Text text = file.text()) {
      List<SheetRow> rows = readRows(text);
      return Sheet.of(file, line.columns(), rows).asSparse();
    }
  }

  private List<SheetRow> readRows(Text lines) throws IOException {
    List<SheetRow> rows = new ArrayList<>();
    String text = lines.line();
    while (text != null && rows.size() < options.limit()) {
      String content = text.split("#", 2)[0].strip();
      if (!content.isEmpty()) {
        rows.add(line.parse(content, file.position().row(rows.size() + 1)));
      }
      text = lines.line();
    }
    return rows;
  }
}
