package org.lateo.likelihood;

import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.SoftBound;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;
import org.lateo.nn.Module;

/**
 * A number of each feature beside its location, such as a log-variance: from the decoder for each
 * row, learned for each feature or for all, or fixed. What is learned is bounded softly.
 *
 * @param layer computes the number of each row; null if none does
 * @param parameter the learned numbers; null if a layer computes them or they are fixed
 * @param limit learned numbers stay within plus and minus this
 * @param fixed the number where none is learned
 */
record ScaleParameter(DenseLayer layer, Parameter parameter, int columns, float limit, float fixed)
    implements Module {
  /**
   * One for each row and feature, from the decoder's {@code width} columns, within plus and minus
   * the limit.
   */
  static ScaleParameter ofRows(
      String name, int width, int columns, float limit, DenseLayers weights) {
    DenseLayer layer = weights.dense(name, width, columns);
    return new ScaleParameter(layer, null, columns, limit, 0);
  }

  /** One for each feature, within plus and minus the limit, zero at first. */
  static ScaleParameter ofFeatures(String name, int columns, float limit) {
    Parameter parameter = new Parameter(name, 1, columns, Initialiser.constant(0f));
    return new ScaleParameter(null, parameter, columns, limit, 0);
  }

  /** One for all features, within plus and minus the limit, zero at first. */
  static ScaleParameter shared(String name, int columns, float limit) {
    return new ScaleParameter(
        null, new Parameter(name, 1, 1, Initialiser.constant(0f)), columns, limit, 0);
  }

  /** A fixed number. */
  static ScaleParameter fixed(int columns, double value) {
    return new ScaleParameter(null, null, columns, 0, (float) value);
  }

  @Override
  public List<Parameter> parameters() {
    if (layer != null) {
      return layer.parameters();
    }
    return parameter == null ? List.of() : List.of(parameter);
  }

  /**
   * The parameter that learned numbers start from: the layer's bias where there is one for each
   * row.
   */
  Parameter start() {
    return layer == null ? parameter : layer.bias();
  }

  /** The value of the parameter for which the bounded number is {@code y}. */
  float unbounded(double y) {
    return SoftBound.inverse(y, limit);
  }

  /** The numbers for the rows of {@code hidden}, {@code [rows, columns]}. */
  Node given(Node hidden) {
    if (layer != null) {
      return new SoftBound(layer.apply(hidden), limit);
    }
    if (parameter != null) {
      return new SoftBound(new Broadcast(parameter, hidden.rows(), columns), limit);
    }
    float[] row = new float[columns];
    Arrays.fill(row, fixed);
    return new Constant(hidden.rows(), row);
  }
}
