package org.lateo.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
  private final RowBuffer buffer = new RowBuffer();

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
    List<SheetRow> rows = new ArrayList<>();
    String text = lines.line();
    while (text != null && rows.size() < options.limit()) {
      String content = text.split("#", 2)[0].strip();
      if (!content.isEmpty()) {
        rows.add(parse(content, file.position().row(rows.size() + 1)));
      }
      text = lines.line();
    }
    return rows;
  }

  /** Names of the columns so far, ascending. */
  private List<String> columns() {
    return names.values().stream().sorted().toList();
  }

  /** The row of a line without comment. */
  private SheetRow parse(String line, Position position) {
    String[] tokens = line.split("\\s+", 0);
    boolean hasResponse = tokens[0].indexOf(':') < 0;
    values.clear();
    for (int i = hasResponse ? 1 : 0; i < tokens.length; i++) {
      read(tokens[i], position);
    }
    values.forEach(
        (index, value) -> {
          String name = names.get(index);
          buffer.add(name, value, value == 0 && options.missing().test(name));
        });
    return buffer.take(position.row(), hasResponse ? tokens[0] : null);
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
