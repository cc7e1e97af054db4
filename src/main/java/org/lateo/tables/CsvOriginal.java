package org.lateo.tables;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/** Separated values, written again with their quotes, blanks and ends of lines. */
record CsvOriginal(DataFile file, CsvFormat format) implements Original {
  @Override
  public boolean isJson() {
    return false;
  }

  @Override
  public void write(Path to, List<Column> columns, List<String> added, int rows, Changes changes)
      throws IOException {
    try (Text text = file.text();
        Writer out = text.writer(to, file.position())) {
      out.write(CsvFormat.declaration(text.reader()));
      CsvCells csv = new CsvCells(text.reader(), format);
      int row = format.header() ? -1 : 0;
      List<String> line = csv.next();
      while (line != null && row < rows) {
        text.bounds().restart();
        if (CsvCells.isBlank(line)) {
          out.write(line.get(0));
        } else {
          write(line, row++, columns.size(), added, changes, csv, out);
        }
        out.write(csv.end());
        line = csv.next();
      }
      for (; line != null && CsvCells.isBlank(line); line = csv.next()) {
        out.write(line.get(0) + csv.end());
      }
    }
  }

  private void write(
      List<String> line,
      int row,
      int columns,
      List<String> added,
      Changes changes,
      CsvCells csv,
      Writer out)
      throws IOException {
    int cells = added.isEmpty() ? line.size() : Math.min(line.size(), columns);
    for (int i = 0; i < cells; i++) { // Empty cells behind the last column make room for others.
      String raw = line.get(i);
      boolean kept = row < 0 || i >= columns;
      out.write(i == 0 ? "" : String.valueOf(format.separator()));
      out.write(kept ? raw : changes.cell(row, i).map(t -> csv.quoted(t, raw)).orElse(raw));
    }
    for (String cell : row < 0 ? added : changes.added(row)) {
      out.write(format.separator());
      out.write(csv.quoted(cell, ""));
    }
  }
}
