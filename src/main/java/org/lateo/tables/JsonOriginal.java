package org.lateo.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON objects, written again with their blanks and the text of their numbers. */
record JsonOriginal(DataFile file) implements Original {
  /** Reads what rows may be. */
  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @Override
  public boolean isJson() {
    return true;
  }

  @Override
  public void write(Path to, List<Column> columns, List<String> added, int rows, Changes changes)
      throws IOException {
    try (Text read = file.text();
        Text copied = file.text();
        Writer out = copied.writer(to, file.position());
        JsonParser parser = JSON.createParser(read.reader())) {
      Copy copy = new Copy(read, parser, new Copier(copied, out), columns, added, changes);
      copy.rows(rows);
    }
  }

  /** Copies text up to a place, and leaves out what is replaced. */
  private static final class Copier {
    private final Text text;
    private final Reader from;
    private final Writer out;
    private long at;

    Copier(Text text, Writer out) {
      this.text = text;
      this.from = text.reader();
      this.out = out;
    }

    void copyTo(long place) throws IOException {
      text.bounds().restart();
      for (; at < place; at++) {
        out.write(from.read());
      }
    }

    void replace(long start, long end, String by) throws IOException {
      copyTo(start);
      from.skip(end - start);
      at = end;
      out.write(by);
    }

    void copyRest() throws IOException {
      text.bounds().restart();
      for (int c = from.read(); c >= 0; c = from.read()) {
        text.bounds().restart();
        out.write(c);
      }
    }
  }

  /** One pass over the objects. */
  private static final class Copy {
    private final Text text;
    private final JsonParser parser;
    private final Copier copier;
    private final List<Column> columns;
    private final List<String> added;
    private final Changes changes;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    Copy(
        Text text,
        JsonParser parser,
        Copier copier,
        List<Column> columns,
        List<String> added,
        Changes changes) {
      this.text = text;
      this.parser = parser;
      this.copier = copier;
      this.columns = columns;
      this.added = added;
      this.changes = changes;
      columns.forEach(column -> numbers.put(column.name(), numbers.size()));
    }

    /** The first rows; what follows the last of a whole file is copied. */
    void rows(int rows) throws IOException {
      boolean array = false;
      int row = 0;
      JsonToken token = parser.nextToken();
      while (token != null && row < rows) {
        array |= token == JsonToken.START_ARRAY;
        if (token == JsonToken.START_OBJECT) {
          row(row++);
        }
        text.bounds().restart();
        token = row < rows ? parser.nextToken() : token;
      }
      copier.copyTo(parser.currentLocation().getCharOffset());
      end(array);
    }

    private void end(boolean array) throws IOException {
      JsonToken next = parser.nextToken();
      if (next == null || next == JsonToken.END_ARRAY) {
        copier.copyRest();
      } else {
        copier.out.write(array ? "]\n" : "\n");
      }
    }

    private void row(int row) throws IOException {
      Map<String, Integer> absent = new LinkedHashMap<>(numbers);
      boolean empty = object("", row, absent);
      StringBuilder more = new StringBuilder();
      absent.forEach(
          (name, i) -> changes.cell(row, i).ifPresent(value -> append(more, name, json(i, value))));
      List<String> cells = changes.added(row);
      for (int i = 0; i < cells.size(); i++) {
        append(more, added.get(i), json(-1, cells.get(i)));
      }
      long end = parser.currentTokenLocation().getCharOffset();
      copier.replace(end, end, empty && more.length() > 0 ? more.substring(2) : more.toString());
    }

    private static void append(StringBuilder text, String name, String value) {
      text.append(", ").append(quoted(name)).append(": ").append(value);
    }

    /**
     * Replaces the values of an object, and of those inside it.
     *
     * @return whether there is none
     */
    private boolean object(String prefix, int row, Map<String, Integer> absent) throws IOException {
      boolean empty = true;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        empty = false;
        String name = prefix + parser.currentName().strip();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT) {
          object(name + ".", row, absent);
        } else {
          value(row, absent.remove(name));
        }
      }
      return empty;
    }

    private void value(int row, Integer column) throws IOException {
      long start = parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      parser.finishToken();
      long end = parser.currentLocation().getCharOffset();
      String changed = column == null ? null : changes.cell(row, column).orElse(null);
      if (changed != null) {
        copier.replace(start, end, json(column, changed));
      }
    }

    /** A number as it is, other text in quotes; nothing is null. */
    private String json(int column, String value) {
      boolean words = column >= 0 && columns.get(column).type() != ColumnType.NUMBER;
      if (value.isEmpty()) {
        return "null";
      }
      return words || Double.isNaN(Numbers.of(value)) ? quoted(value) : value;
    }

    private static String quoted(String text) {
      return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
  }
}
