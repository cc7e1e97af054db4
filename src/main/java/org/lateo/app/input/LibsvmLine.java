package org.lateo.app.input;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.lateo.app.text.Printable;

/** Reads lines of a libsvm file and remembers which columns there were. */
final class LibsvmLine {
  private static final Pattern INDEX = Pattern.compile("\\d{1,7}");
  private static final int LARGEST = 9_999_999;

  private final Map<Integer, String> names = new HashMap<>();
  private final Map<Integer, Double> values = new TreeMap<>();
  private final RowBuffer buffer = new RowBuffer();
  private final Predicate<String> missing;

  /**
   * @param missing the columns whose zeros are values
   */
  LibsvmLine(Predicate<String> missing) {
    this.missing = missing;
  }

  /** Names of the columns so far, ascending. */
  List<String> columns() {
    return names.values().stream().sorted().toList();
  }

  /** The row of a line without comment. */
  SheetRow parse(String line, Position position) {
    String[] tokens = line.split("\\s+", 0);
    boolean hasResponse = tokens[0].indexOf(':') < 0;
    values.clear();
    for (int i = hasResponse ? 1 : 0; i < tokens.length; i++) {
      read(tokens[i], position);
    }
    values.forEach(
        (index, value) -> {
          String name = names.get(index);
          buffer.add(name, value, value == 0 && missing.test(name));
        });
    return buffer.take(hasResponse ? tokens[0] : null);
  }

  private void read(String token, Position position) {
    int colon = token.indexOf(':');
    if (colon < 0) {
      throw position.expected("index:value", Printable.quoted(token));
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
      throw position.expected("an index from 0 to " + LARGEST, Printable.quoted(text));
    }
    int index = Integer.parseInt(text);
    names.computeIfAbsent(index, i -> String.format(Locale.ROOT, "%07d", i));
    return index;
  }
}
