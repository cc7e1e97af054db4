package org.lateo.graph.op;

import java.util.Arrays;
import java.util.function.Supplier;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** (x - before) factor + after, with constants of its own for each column. */
public final class ScaleColumns extends Node {
  private final Supplier<Constants> make;

  /** Null until they are asked for. */
  private volatile Constants constants;

  /** Three for each column, {@code [columns]}. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Constants(float[] before, float[] factor, float[] after) {}

  /** Constants take memory when they are first read, as the masks of {@link MaskedWeights} do. */
  private ScaleColumns(Node x, Supplier<Constants> make) {
    super(x.rows(), x.columns(), x);
    this.make = make;
  }

  private ScaleColumns(Node x, float[] before, float[] factor, float[] after) {
    this(x, () -> new Constants(before, factor, after));
    if (before.length != columns() || factor.length != columns() || after.length != columns()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected constants for %d columns, found %d, %d and %d",
              columns(), before.length, factor.length, after.length));
    }
  }

  /** (x - shift) / scale; both {@code [columns]}. */
  public static Node standardise(Node x, double[] shift, double[] scale) {
    double[] inverse = Arrays.stream(scale).map(s -> 1 / s).toArray();
    return new ScaleColumns(x, floats(shift), floats(inverse), new float[shift.length]);
  }

  /** x scale + shift, which undoes {@link #standardise}. */
  public static Node restore(Node x, double[] shift, double[] scale) {
    return new ScaleColumns(x, new float[shift.length], floats(scale), floats(shift));
  }

  /** x - shift. */
  public static Node subtract(Node x, double[] shift) {
    return new ScaleColumns(x, floats(shift), filled(shift.length, 1), new float[shift.length]);
  }

  /** x factor + shift, with the same two constants for every column. */
  public static Node of(Node x, double factor, double shift) {
    int columns = x.columns();
    return new ScaleColumns(
        x,
        () -> new Constants(new float[columns], filled(columns, factor), filled(columns, shift)));
  }

  private static float[] filled(int columns, double value) {
    float[] values = new float[columns];
    Arrays.fill(values, (float) value);
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private Constants constants() {
    Constants known = constants;
    if (known == null) {
      known = make.get();
      constants = known;
    }
    return known;
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] before = constants().before;
    float[] factor = constants().factor;
    float[] after = constants().after;
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      for (int c = t.column(); c < t.columnEnd(); c++) {
        y[at + c] = (x[at + c] - before[c]) * factor[c] + after[c];
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] factor = constants().factor;
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[at + c] += dy[at + c] * factor[c];
      }
    }
  }

  /** Steps that change nothing are left out. */
  @Override
  protected String emit(Emitter e) {
    String y = step(e, "Sub", e.of(input(0)), constants().before, 0f);
    y = step(e, "Mul", y, constants().factor, 1f);
    return step(e, "Add", y, constants().after, 0f);
  }

  private String step(Emitter e, String type, String x, float[] values, float neutral) {
    for (float value : values) {
      if (value != neutral) {
        return e.op(type, x, e.constant(values, 1, columns()));
      }
    }
    return x;
  }
}
