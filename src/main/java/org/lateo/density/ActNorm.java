package org.lateo.density;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.nn.Module;

/**
 * (x - shift) e^-logScale with two parameters for each column. They are best started from rows, so
 * that what comes out has mean 0 and variance 1; it is the identity otherwise.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Dhariwal P.
 * "Glow: Generative Flow with Invertible 1x1 Convolutions", section 3.1
 * NeurIPS 2018.
 * </pre>
 */
public final class ActNorm implements Bijection, Module {
  /** Columns that vary less are centred only. */
  private static final double LEAST_VARIANCE = 1e-12;

  private final Parameter shift;
  private final Parameter logScale;

  /**
   * @param name a prefix for the parameters' names
   */
  public ActNorm(String name, int columns) {
    Initialiser zero = Initialiser.constant(0f);
    this.shift = new Parameter(name + ".shift", 1, columns, zero);
    this.logScale = new Parameter(name + ".logScale", 1, columns, zero);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(shift, logScale);
  }

  /**
   * The first values that follow from the columns of rows that come in.
   *
   * @param means {@code [columns]}
   * @param variances {@code [columns]}
   */
  public Map<Parameter, float[]> firstValues(double[] means, double[] variances) {
    double[] logs =
        Arrays.stream(variances)
            .map(v -> v > LEAST_VARIANCE ? 0.5 * StrictMath.log(v) : 0)
            .toArray();
    return Map.of(shift, floats(means), logScale, floats(logs));
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static Node spread(Node row, Rows rows) {
    return new Broadcast(row, rows, row.columns());
  }

  private static Node minus(Node x) {
    return ScaleColumns.of(x, -1, 0);
  }

  @Override
  public Moved forward(Node x) {
    Node scale = new Exp(minus(new ParameterRows(logScale)));
    Node centred = Sum.subtract(x, spread(shift, x.rows()));
    return new Moved(
        new Product(centred, spread(scale, x.rows())), minus(spread(logScale, x.rows())));
  }

  @Override
  public Optional<Moved> inverse(Node y) {
    Node scale = new Exp(new ParameterRows(logScale));
    Node spread = new Product(y, spread(scale, y.rows()));
    return Optional.of(
        new Moved(Sum.add(spread, spread(shift, y.rows())), spread(logScale, y.rows())));
  }
}
