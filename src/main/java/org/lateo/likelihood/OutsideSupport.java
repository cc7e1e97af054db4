package org.lateo.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.SelectColumns;

/** 1 where a raw value is impossible under a likelihood, 0 elsewhere, {@code [rows, columns]}. */
final class OutsideSupport extends Node {
  private static final Map<String, Object> TO_FLOAT = Map.of("to", 1L);
  private static final Map<String, Object> ALONG_COLUMNS = Map.of("axis", 1L);
  private static final Map<String, Object> KEEP = Map.of("keepdims", 1L);

  private final List<List<Integer>> variables;
  private final float[] least;
  private final float[] most;

  /** How far from a whole number a value may be; infinity where any number is possible. */
  private final float[] fraction;

  private final boolean whole;

  private OutsideSupport(Node raw, List<ColumnSupport> supports, List<List<Integer>> variables) {
    super(raw.rows(), raw.columns(), raw);
    int count = supports.size();
    if (count != columns()) {
      throw new IllegalArgumentException("Expected " + columns() + " columns, found " + count);
    }
    this.variables = variables;
    whole = supports.stream().anyMatch(ColumnSupport::whole);
    least = new float[count];
    most = new float[count];
    fraction = new float[count];
    for (int c = 0; c < count; c++) {
      ColumnSupport column = supports.get(c);
      least[c] = column.least();
      most[c] = column.most();
      fraction[c] = column.whole() ? ColumnSupport.TOLERANCE : Float.POSITIVE_INFINITY;
    }
  }

  /** Marks raw values, which are data and made dense if they are sparse. */
  static Node of(Node raw, List<ColumnSupport> supports, List<List<Integer>> variables) {
    return new OutsideSupport(Densify.of(raw), supports, variables);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      markLimits(x, y, at);
      if (whole) {
        markFractions(x, y, at);
      }
      for (List<Integer> variable : variables) {
        markSeveral(x, y, at, variable);
      }
    }
  }

  private void markLimits(float[] x, float[] y, int at) {
    float[] low = least;
    float[] high = most;
    for (int c = 0; c < low.length; c++) {
      y[at + c] = x[at + c] < low[c] || x[at + c] > high[c] ? 1f : 0f;
    }
  }

  private void markFractions(float[] x, float[] y, int at) {
    float[] limit = fraction;
    for (int c = 0; c < limit.length; c++) {
      float distance = Math.abs(x[at + c] - (float) Math.rint(x[at + c]));
      y[at + c] = distance > limit[c] ? 1f : y[at + c];
    }
  }

  private static void markSeveral(float[] x, float[] y, int at, List<Integer> variable) {
    long set = variable.stream().filter(c -> x[at + c] > ColumnSupport.SET).count();
    for (int c : set > 1 ? variable : List.<Integer>of()) {
      y[at + c] = x[at + c] > ColumnSupport.SET ? 1f : y[at + c];
    }
  }

  @Override
  protected boolean isDifferentiable() {
    return false;
  }

  /** Steps that no column needs are left out. */
  @Override
  protected String emit(Emitter e) {
    String x = e.of(input(0));
    String[] marks =
        Stream.of(
                exceeds(e, "Less", x, least, Float.NEGATIVE_INFINITY),
                exceeds(e, "Greater", x, most, Float.POSITIVE_INFINITY),
                fractions(e, x),
                several(e, x))
            .flatMap(Stream::ofNullable)
            .toArray(String[]::new);
    return marks.length == 1 ? marks[0] : e.op("Max", marks);
  }

  /** Null where no column has such a limit. */
  private String exceeds(Emitter e, String type, String x, float[] limits, float none) {
    for (float limit : limits) {
      if (limit != none) {
        return e.op("Cast", TO_FLOAT, e.op(type, x, e.constant(limits, 1, columns())));
      }
    }
    return null;
  }

  private String fractions(Emitter e, String x) {
    String distance = e.op("Abs", e.op("Sub", x, e.op("Round", x)));
    return exceeds(e, "Greater", distance, fraction, Float.POSITIVE_INFINITY);
  }

  /** 1 for the set columns of a variable that has several; null without variables. */
  private String several(Emitter e, String x) {
    if (variables.isEmpty()) {
      return null;
    }
    String set = set(e, x);
    String counts = sharedOut(e, set);
    String most = e.constant(new float[] {1.5f});
    return e.op("Mul", set, e.op("Cast", TO_FLOAT, e.op("Greater", counts, most)));
  }

  /** 1 where a column of a variable is set. */
  private String set(Emitter e, String x) {
    float[] limits = new float[columns()];
    Arrays.fill(limits, Float.POSITIVE_INFINITY);
    variables.forEach(variable -> variable.forEach(c -> limits[c] = ColumnSupport.SET));
    return e.op("Cast", TO_FLOAT, e.op("Greater", x, e.constant(limits, 1, columns())));
  }

  /**
   * For each column, how many columns of its variable are set; for a column of no variable, any
   * number.
   */
  private String sharedOut(Emitter e, String set) {
    int[] variableOf = new int[columns()];
    String[] counts = new String[variables.size()];
    for (int v = 0; v < counts.length; v++) {
      int[] columns = variables.get(v).stream().mapToInt(c -> c).toArray();
      for (int c : columns) {
        variableOf[c] = v;
      }
      String own = columns.length == columns() ? set : SelectColumns.emit(e, set, columns);
      counts[v] = e.op("ReduceSum", KEEP, own, e.integers(1));
    }
    return counts.length == 1
        ? counts[0]
        : SelectColumns.emit(e, e.op("Concat", ALONG_COLUMNS, counts), variableOf);
  }
}
