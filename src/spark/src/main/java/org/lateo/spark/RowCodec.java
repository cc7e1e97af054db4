package org.lateo.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;

/**
 * Rows of known features as bytes, which depend on their content alone: not on the order of the
 * columns, nor on whether zeros were given. They are the values of all features in order or, if
 * that is shorter, the number and the value of each feature that the row has.
 */
final class RowCodec implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] names;
  private final Map<String, Integer> columns = new HashMap<>();

  /** Whether some features may be missing, so that a zero is another thing than nothing. */
  private final boolean zerosCount;

  RowCodec(List<String> names, boolean zerosCount) {
    this.names = names.toArray(String[]::new);
    this.zerosCount = zerosCount;
    for (int c = 0; c < this.names.length; c++) {
      columns.put(this.names[c], c);
    }
  }

  /** The bytes of a row; features of other names are left out. */
  byte[] encode(FeatureBuffer row) {
    double[] values = new double[names.length];
    Arrays.fill(values, zerosCount ? Double.NaN : 0);
    for (int i = 0; i < row.size(); i++) {
      Integer column = columns.get(row.name(i));
      if (column != null) {
        values[column] = row.value(i) + 0.0; // Not -0.
      }
    }
    return bytes(values);
  }

  private byte[] bytes(double... values) {
    int count = (int) Arrays.stream(values).filter(this::counts).count();
    if (3L * count >= 2L * values.length) {
      ByteBuffer all = ByteBuffer.allocate(1 + Double.BYTES * values.length).put((byte) 1);
      Arrays.stream(values).forEach(all::putDouble);
      return all.array();
    }
    ByteBuffer some = ByteBuffer.allocate(1 + (Integer.BYTES + Double.BYTES) * count).put((byte) 0);
    for (int c = 0; c < values.length; c++) {
      if (counts(values[c])) {
        some.putInt(c).putDouble(values[c]);
      }
    }
    return some.array();
  }

  private boolean counts(double value) {
    return zerosCount ? !Double.isNaN(value) : value != 0;
  }

  /** The row of bytes, with an output. */
  <T extends Output<T>> Example<T> decode(byte[] content, T output) {
    ByteBuffer in = ByteBuffer.wrap(content);
    boolean all = in.get() == 1;
    String[] found = new String[names.length];
    double[] values = new double[names.length];
    int size = 0;
    for (int next = 0; in.hasRemaining(); next++) {
      int column = all ? next : in.getInt();
      double value = in.getDouble();
      if (counts(value)) {
        found[size] = names[column];
        values[size++] = value;
      }
    }
    return new ArrayExample<>(output, Arrays.copyOf(found, size), Arrays.copyOf(values, size));
  }
}
