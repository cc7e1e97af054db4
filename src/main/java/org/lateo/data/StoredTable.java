package org.lateo.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.lateo.graph.NonZeros;

/**
 * A table whose rows lie in a temporary file, for rows that do not fit into memory. A row is stored
 * as its values, or as the columns and the values of its non-zeros if that is shorter.
 */
final class StoredTable implements Table {
  private final int columns;
  private final RecordPlaces places;
  private final float[] weights;
  private final long stored;

  /** The segments of the store, seen as numbers. */
  private final IntBuffer[] ints;

  private final FloatBuffer[] floats;

  private StoredTable(int columns, RecordStore store, float[] weights, long stored) {
    this.columns = columns;
    this.places = store.places();
    this.weights = weights;
    this.stored = stored;
    ByteBuffer[] segments = store.segments();
    Arrays.stream(segments).forEach(segment -> segment.order(ByteOrder.nativeOrder()).clear());
    this.ints = Stream.of(segments).map(ByteBuffer::asIntBuffer).toArray(IntBuffer[]::new);
    this.floats = Stream.of(segments).map(ByteBuffer::asFloatBuffer).toArray(FloatBuffer[]::new);
  }

  @Override
  public int rows() {
    return places.size();
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public double density() {
    return stored / ((double) rows() * columns);
  }

  @Override
  public float weight(int row) {
    return weights[row];
  }

  @Override
  public void fill(int row, float[] into, int offset) {
    int segment = places.segment(row);
    int words = places.length(segment, row) / Float.BYTES;
    int at = places.start(segment, row) / Float.BYTES;
    FloatBuffer values = floats[segment];
    if (words == columns) {
      values.get(at, into, offset, columns);
      return;
    }
    Arrays.fill(into, offset, offset + columns, 0f);
    IntBuffer of = ints[segment];
    for (int i = at; i < at + words / 2; i++) {
      into[offset + of.get(i)] = values.get(i + words / 2);
    }
  }

  @Override
  public void fill(int row, NonZeros into) {
    int segment = places.segment(row);
    int words = places.length(segment, row) / Float.BYTES;
    int at = places.start(segment, row) / Float.BYTES;
    boolean dense = words == columns;
    IntBuffer of = ints[segment];
    FloatBuffer values = floats[segment];
    int count = dense ? columns : words / 2;
    for (int i = 0; i < count; i++) {
      float value = values.get(at + words - count + i);
      if (value != 0) {
        into.add(dense ? i : of.get(at + i), value);
      }
    }
  }

  /** Collects rows in a temporary file. */
  static final class Builder {
    private final int columns;
    private final RecordStore.Builder store = new RecordStore.Builder(0);
    private final ByteBuffer record;
    private long stored;

    Builder(int columns) {
      this.columns = columns;
      this.record =
          ByteBuffer.allocate(Math.multiplyExact(columns, Float.BYTES))
              .order(ByteOrder.nativeOrder());
    }

    /**
     * Adds a row.
     *
     * @param values {@code [columns]} from {@code offset}
     */
    void add(float[] values, int offset) {
      record.clear();
      record.asFloatBuffer().put(values, offset, columns);
      store.add(record);
      stored += columns;
    }

    /** Adds rows given by their non-zeros. */
    void addAll(NonZeros rows) {
      for (int row = 0; row < rows.rowCount(); row++) {
        add(rows, rows.start(row), rows.start(row + 1));
      }
    }

    private void add(NonZeros rows, int from, int to) {
      int count = to - from;
      record.clear();
      if (2 * count < columns) {
        record.asIntBuffer().put(rows.columns(), from, count);
        record
            .position(count * Float.BYTES)
            .slice()
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(rows.values(), from, count);
        record.position(0).limit(2 * count * Float.BYTES);
      } else {
        for (int i = 0; i < columns; i++) {
          record.putFloat(i * Float.BYTES, 0);
        }
        for (int k = from; k < to; k++) {
          record.putFloat(rows.columns()[k] * Float.BYTES, rows.values()[k]);
        }
      }
      store.add(record);
      stored += count;
    }

    /** A table of the rows so far, the last that is built of them. */
    Table build(float... weights) {
      return new StoredTable(columns, store.build(), weights, stored);
    }
  }
}
