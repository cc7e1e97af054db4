package org.lateo.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lateo.data.LazyList;
import org.lateo.data.RecordStore;

/**
 * The text format of LIBSVM: lines of {@code response index:value index:value …}.
 *
 * <p>A line that starts with {@code index:value} has no response, {@code #} starts a comment, and
 * blank lines do not count as rows.
 */
final class LibsvmReader {
  private static final Pattern INDEX = Pattern.compile("\\d{1,7}");
  private static final int LARGEST = 9_999_999;

  private final DataFile file;
  private final TableOptions options;
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<Integer, Double> values = new TreeMap<>();

  LibsvmReader(DataFile file, TableOptions options) {
    this.file = file;
    this.options = options;
  }

  Sheet read() throws IOException {
    if (options.response().isPresent()) {
      throw file.position()
          .expected(
              "no response column, since libsvm lines start with it", options.response().get());
    }
    try (Text text = file.text()) {
      List<SheetRow> rows = readRows(text);
      return Sheet.of(file, columns(), rows, options).asSparse();
    }
  }

  private List<SheetRow> readRows(Text lines) throws IOException {
    RecordStore.Builder rows = new RecordStore.Builder();
    String text = lines.line();
    while (text != null && rows.size() < options.limit()) {
      String content = text.split("#", 2)[0].strip();
      if (!content.isEmpty()) {
        rows.add(parse(content, file.position().row(rows.size() + 1)));
      }
      text = lines.line();
    }
    RecordStore stored = rows.build();
    return new LazyList<>(stored.size(), row -> row(row, stored.get(row)));
  }

  /** Names of the columns so far, ascending. */
  private List<String> columns() {
    return names.values().stream().sorted().toList();
  }

  /**
   * The row of a line without comment: how many indices there are, the indices ascending, their
   * values, and the response's characters.
   */
  private ByteBuffer parse(String line, Position position) {
    String[] tokens = line.split("\\s+", 0);
    boolean hasResponse = tokens[0].indexOf(':') < 0;
    values.clear();
    for (int i = hasResponse ? 1 : 0; i < tokens.length; i++) {
      read(tokens[i], position);
    }
    String response = hasResponse ? tokens[0] : "";
    ByteBuffer record =
        ByteBuffer.allocate(
            Integer.BYTES
                + values.size() * (Integer.BYTES + Double.BYTES)
                + response.length() * Character.BYTES);
    record.putInt(values.size());
    values.keySet().forEach(record::putInt);
    values.values().forEach(record::putDouble);
    record.asCharBuffer().put(response);
    return record.rewind();
  }

  private SheetRow row(int row, ByteBuffer record) {
    int size = record.getInt();
    RowBuffer buffer = new RowBuffer(size);
    for (int i = 0; i < size; i++) {
      String name = names.get(record.getInt((1 + i) * Integer.BYTES));
      double value = record.getDouble((1 + size) * Integer.BYTES + i * Double.BYTES);
      buffer.add(name, value, value == 0 && options.missing().test(name));
    }
    record.position((1 + size) * Integer.BYTES + size * Double.BYTES);
    return buffer.take(row + 1, record.asCharBuffer().toString());
  }

  private void read(String token, Position position) {
    int colon = token.indexOf(':');
    if (colon < 0) {
      throw position.expected("index:value", Names.quoted(token));
    }
    int index = index(token.substring(0, colon), position);
    Position cell = position.column(names.get(index));
    double value = Numbers.parse(token.substring(colon + 1), "a number", cell);
    if (values.put(index, value) != null) {
      throw cell.expected("each index once", "it twice");
    }
  }

  private int index(String text, Position position) {
    if (!INDEX.matcher(text).matches()) {
      throw position.expected("an index from 0 to " + LARGEST, Names.quoted(text));
    }
    int index = Integer.parseInt(text);
    names.computeIfAbsent(index, i -> String.format(Locale.ROOT, "%07d", i));
    return index;
  }
}
