package org.lateo.bayes;

import java.util.Arrays;
import java.util.List;
import org.lateo.config.Fields;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Log;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.nn.Module;

/**
 * The Gaussian noise of scaled targets, the same in each row: of a given variance, or of a variance
 * that is learned for each dimension,
 *
 * <pre>
 * σ² = floor² + e^2n,   prior -log p(σ²) = log σ² + scale / (2 σ²)
 * </pre>
 *
 * <p>up to a constant; the prior is an inverse-Wishart distribution. Without it and without a floor
 * a network that fits its training rows drives σ to zero.
 */
final class RegressionNoise implements Module {
  private static final float FIRST = (float) StrictMath.log(0.5);

  private final int outputs;
  private final double given;
  private final double floor;
  private final double scale;
  private final Parameter logDeviation;

  /**
   * @param name a prefix for the parameters' names
   * @param given the standard deviation; 0 if it is learned
   * @param floor the least standard deviation that is learned
   * @param scale of the prior; 0 for none
   */
  RegressionNoise(String name, int outputs, double given, double floor, double scale) {
    this.outputs = outputs;
    this.given = given;
    this.floor = floor;
    this.scale = scale;
    this.logDeviation =
        new Parameter(name + "noise.logDeviation", 1, outputs, Initialiser.constant(FIRST));
  }

  /**
   * Refuses fields outside of their bounds.
   *
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException naming the field
   */
  static void requireFields(double noise, double noiseFloor, double noisePrior) {
    NetworkShape.requireUpToMost("noise", noise);
    Fields.require(noiseFloor > 0 && noiseFloor < 1, "noiseFloor", "above 0, below 1", noiseFloor);
    NetworkShape.requireUpToMost("noisePrior", noisePrior);
  }

  /** Whether there is nothing to learn. */
  boolean isGiven() {
    return given > 0;
  }

  @Override
  public List<Parameter> parameters() {
    return isGiven() ? List.of() : List.of(logDeviation);
  }

  @Override
  public List<Node> penalties() {
    if (isGiven() || scale == 0) {
      return List.of();
    }
    Node log = logVariance();
    return List.of(
        Sum.add(log, ScaleColumns.of(new Exp(ScaleColumns.of(log, -1, 0)), scale / 2, 0)));
  }

  /** The prior's log-density, up to a constant, of the logarithm of a variance. */
  double logPrior(double logVariance) {
    return scale == 0 ? 0 : -logVariance - 0.5 * scale * StrictMath.exp(-logVariance);
  }

  private Node logVariance() {
    if (isGiven()) {
      float[] row = new float[outputs];
      Arrays.fill(row, (float) (2 * StrictMath.log(given)));
      return new Constant(Rows.fixed(1), row);
    }
    Node square = new Exp(ScaleColumns.of(new ParameterRows(logDeviation), 2, 0));
    return new Log(ScaleColumns.of(square, 1, floor * floor));
  }

  /** log σ² for each row of a batch, {@code [batch, outputs]}. */
  Node logVariances() {
    return new Broadcast(logVariance(), Rows.BATCH, outputs);
  }

  /** The least standard deviation that is learned, or the given one. */
  double least() {
    return isGiven() ? given : floor;
  }

  /** Sets the variance of a dimension, above the floor's. */
  void set(ParameterLayout layout, float[] values, int k, double variance) {
    double above = Math.max(variance - floor * floor, 1e-12);
    values[layout.offset(logDeviation) + k] = (float) (0.5 * StrictMath.log(above));
  }
}
