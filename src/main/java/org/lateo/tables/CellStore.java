package org.lateo.tables;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lateo.data.LazyList;
import org.lateo.data.RecordStore;

/** The cells of rows of text: what they hold as numbers and, if it is asked for, their text. */
final class CellStore {
  private final RecordStore.Builder numbers = new RecordStore.Builder();
  private final RecordStore.Builder texts = new RecordStore.Builder();
  private ByteBuffer record = ByteBuffer.allocate(1 << 10);

  /** Adds the numbers of a row, NaN for gaps; later rows may have more. */
  void add(double... row) {
    reserve((long) row.length * Double.BYTES);
    record.asDoubleBuffer().put(row);
    numbers.add(record.limit(row.length * Double.BYTES));
  }

  /** Adds the text of a row, null for an absent cell; later rows may have more. */
  void addText(String... cells) {
    long bytes = 0;
    for (String cell : cells) {
      bytes += Integer.BYTES + (cell == null ? 0 : (long) cell.length() * Character.BYTES);
    }
    reserve(bytes);
    for (String cell : cells) {
      String text = cell == null ? "" : cell;
      record.putInt(text.length());
      record.asCharBuffer().put(text);
      record.position(record.position() + text.length() * Character.BYTES);
    }
    texts.add(record.flip());
  }

  private void reserve(long bytes) {
    if (bytes > record.capacity()) {
      record = ByteBuffer.allocate(Math.toIntExact(Math.max(bytes, 2L * record.capacity())));
    }
    record.clear();
  }

  int size() {
    return numbers.size();
  }

  /** The numbers of all rows, after which none can be added. */
  Numbers numbers() {
    return new Numbers(numbers.build());
  }

  /** The text of all rows, empty where a row has fewer cells, after which none can be added. */
  List<List<String>> texts(int columns) {
    RecordStore stored = texts.build();
    return new LazyList<>(stored.size(), row -> text(stored.get(row), columns));
  }

  private static List<String> text(ByteBuffer record, int columns) {
    List<String> cells = new ArrayList<>(columns);
    while (record.hasRemaining()) {
      int length = record.getInt();
      CharBuffer text = record.asCharBuffer().limit(length);
      cells.add(text.toString());
      record.position(record.position() + length * Character.BYTES);
    }
    while (cells.size() < columns) {
      cells.add("");
    }
    return cells;
  }

  /** The numbers of rows. */
  record Numbers(RecordStore store) {
    /** The number in a cell, NaN in a gap or behind the end of a row. */
    double cell(int row, int column) {
      return cell(store.get(row), column);
    }

    /** As above, of a row {@link #row}. */
    static double cell(ByteBuffer row, int column) {
      int at = column * Double.BYTES;
      return at < row.limit() ? row.getDouble(at) : Double.NaN;
    }

    ByteBuffer row(int row) {
      return store.get(row);
    }

    int size() {
      return store.size();
    }
  }
}
