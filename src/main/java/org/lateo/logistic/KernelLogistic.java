package org.lateo.logistic;

import java.util.List;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Softmax;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Model;
import org.lateo.nn.Dense;
import org.lateo.nn.Module;

/**
 * Logistic regression:
 *
 * <pre>
 * p(y|x) = softmax(k(x) W + b),   k(x) = x, or k(x)_j = e^-|x - c_j|²
 * </pre>
 *
 * <p>of scaled x; the distance is computed as |x|² - (2 x c_j - |c_j|²), whose bracket is the layer
 * {@code centre}.
 *
 * @param features raw values of a batch, {@code [batch, columns]}
 * @param scaling {@code [columns]}
 * @param origin what is subtracted from the features first; none where that is done already
 * @param centre {@code [columns]} to {@code [centres]}; unused if linear
 * @param centres how many; 0 if linear
 * @param logit W and b
 */
record KernelLogistic(
    Input features, Scaling scaling, Origin origin, Dense centre, int centres, Dense logit)
    implements Model {
  /** The same model for rows from which an origin has still to be subtracted. */
  KernelLogistic ofRawRows(Origin other) {
    return new KernelLogistic(features, scaling, other, centre, centres, logit);
  }

  @Override
  public List<Module> modules() {
    return centres == 0 ? List.of(logit) : List.of(centre, logit);
  }

  /** p(y|x), {@code [batch, classes]}. */
  Node classes() {
    return new Softmax(logit.apply(centres == 0 ? scaled() : kernel()));
  }

  private Node scaled() {
    Node x = origin.off(features);
    return scaling.isNone()
        ? x
        : ScaleColumns.standardise(Densify.of(x), scaling.shift(), scaling.scale());
  }

  /** {@code [batch, centres]}. */
  private Node kernel() {
    Node x = Densify.of(scaled());
    Node square = SumColumns.of(new Product(x, x));
    return new Exp(Sum.subtract(centre.apply(x), RepeatColumns.of(square, centres)));
  }
}
