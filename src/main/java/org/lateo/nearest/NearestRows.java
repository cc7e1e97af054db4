package org.lateo.nearest;

import java.util.List;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Log;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.Quotient;
import org.lateo.graph.op.Relu;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SmallestOfRow;
import org.lateo.graph.op.Softmax;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Model;
import org.lateo.nn.Dense;
import org.lateo.nn.Module;

/**
 * Votes of the nearest training rows:
 *
 * <pre>
 * p(y|x) = (sum_i max(0, 1 - d_i² / D²) v_iy + b_y) / (the same, summed over y)
 * </pre>
 *
 * <p>of scaled x, where d_i is the distance to row i and D that to the nearest row which has no
 * vote any more, so that a vote fades out before another row takes its place: the Epanechnikov
 * kernel with a width of its own at each x. Squared distances are computed as |x|² - (2 x c_i -
 * |c_i|²), whose bracket is the layer {@code row}.
 *
 * <p>See:
 *
 * <pre>
 * Hastie T, Tibshirani R, Friedman J.
 * "The Elements of Statistical Learning", section 6.1 (adaptive neighbourhoods)
 * Springer, 2009.
 * </pre>
 *
 * @param features raw values of a batch, {@code [batch, columns]}
 * @param scaling {@code [columns]}
 * @param origin what is subtracted from the features first; none where that is done already
 * @param row {@code [columns]} to {@code [rows]}
 * @param vote {@code [rows]} to {@code [classes]}: the weight of each row's vote, and how much of
 *     each class there is without a vote
 */
record NearestRows(
    Input features,
    Scaling scaling,
    Origin origin,
    Dense row,
    Dense vote,
    int neighbours,
    double temperature)
    implements Model {
  /**
   * Added to D², in units of the usual D²: rows that equal more others than vote get the votes of
   * all of these.
   */
  private static final double LEAST_REACH = 0.01;

  /** Below this, probabilities are not told apart by a temperature. */
  private static final double LEAST_PROBABILITY = 1e-6;

  /** The same model for rows from which an origin has still to be subtracted. */
  NearestRows ofRawRows(Origin other) {
    return new NearestRows(features, scaling, other, row, vote, neighbours, temperature);
  }

  @Override
  public List<Module> modules() {
    return List.of(row, vote);
  }

  /** p(y|x), {@code [batch, classes]}. */
  Node classes() {
    Node votes = vote.apply(weights());
    Node all = RepeatColumns.of(SumColumns.of(votes), votes.columns());
    Node shares = new Quotient(votes, all);
    return temperature == 1
        ? shares
        : new Softmax(
            ScaleColumns.of(
                new Log(ScaleColumns.of(shares, 1, LEAST_PROBABILITY)), 1 / temperature, 0));
  }

  /** max(0, 1 - d_i² / D²), {@code [batch, rows]}. */
  private Node weights() {
    Node squares = squaredDistances();
    int beyond = Math.min(neighbours + 1, row.outputs());
    Node reach = ScaleColumns.of(new SmallestOfRow(squares, beyond), 1, LEAST_REACH);
    Node shares = new Quotient(squares, RepeatColumns.of(reach, row.outputs()));
    return new Relu(ScaleColumns.of(shares, -1, 1));
  }

  private Node squaredDistances() {
    Node x =
        ScaleColumns.standardise(
            Densify.of(origin.off(features)), scaling.shift(), scaling.scale());
    Node square = SumColumns.of(new Product(x, x));
    return Sum.subtract(RepeatColumns.of(square, row.outputs()), row.apply(x));
  }
}
