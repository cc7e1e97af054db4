package org.lateo.nearest;

import java.util.List;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.Below;
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
 * p(y|x) = (sum_i max(0, 1 - d_i² / (D² + r)) v_iy + b_y) / (the same, summed over y)
 * </pre>
 *
 * <p>of scaled x, where d_i is the distance to row i and D that to the nearest row beyond those
 * that vote, so that a vote fades out before another row takes its place: the Epanechnikov kernel
 * with a width of its own at each x. Squared distances are computed as |x|² - (2 x c_i - |c_i|²),
 * whose bracket is the layer {@code row}. Far from all rows all votes are nearly 0, and what is
 * left are the shares of the classes, b.
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
 * @param neighbours how many rows vote; of equally far ones more
 * @param leastReach r, above 0: rows that equal more others than vote get the votes of all of these
 * @param temperature divides the logarithms of p, which are then normalised again
 */
record NearestRows(
    Input features,
    Scaling scaling,
    Origin origin,
    Dense row,
    Dense vote,
    int neighbours,
    double leastReach,
    double temperature)
    implements Model {
  /** Below this a class has neither a vote nor a share. */
  private static final float NONE = 1e-30f;

  /** The logarithm of the probability of such a class. */
  private static final double NEVER = -1e4;

  /** The same model for rows from which an origin has still to be subtracted. */
  NearestRows ofRawRows(Origin other) {
    return new NearestRows(
        features, scaling, other, row, vote, neighbours, leastReach, temperature);
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
    return temperature == 1 ? shares : flattened(shares);
  }

  private Node flattened(Node shares) {
    Node logs = ScaleColumns.of(new Log(shares), 1 / temperature, 0);
    return new Softmax(Sum.add(logs, ScaleColumns.of(new Below(shares, NONE), NEVER, 0)));
  }

  /** max(0, 1 - d_i² / (D² + r)), {@code [batch, rows]}. */
  private Node weights() {
    Node squares = squaredDistances();
    int beyond = Math.min(neighbours + 1, row.outputs());
    Node reach = ScaleColumns.of(new SmallestOfRow(squares, beyond), 1, leastReach);
    Node shares = new Quotient(squares, RepeatColumns.of(reach, row.outputs()));
    return new Relu(ScaleColumns.of(shares, -1, 1));
  }

  /** d_i², {@code [batch, rows]}. */
  private Node squaredDistances() {
    Node x =
        ScaleColumns.standardise(
            Densify.of(origin.off(features)), scaling.shift(), scaling.scale());
    Node square = SumColumns.of(new Product(x, x));
    Node rounded = Sum.subtract(RepeatColumns.of(square, row.outputs()), row.apply(x));
    return new Relu(rounded); // A little below 0 where x is one of the rows.
  }
}
