package org.lateo.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.density.ActNorm;
import org.lateo.density.Bijection;
import org.lateo.density.Chain;
import org.lateo.density.Permutation;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Relu;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.Unless;
import org.lateo.latent.StandardNormalLogDensity;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.likelihood.Support;
import org.lateo.model.RowStart;
import org.lateo.nn.Module;
import org.lateo.objective.DirectModel;
import org.lateo.objective.Loss;

/**
 * The density of rows x under a flow, with z = f(x):
 *
 * <pre>
 * log p(x) = log N(z; 0, I) + log |det f'(x)|
 * </pre>
 *
 * <p>f takes the columns into the flow's order, scales them, and goes through bijections. z is in
 * the order of the columns again. Log-densities are in nats of the raw values.
 *
 * <p>Where no layer mixes columns in another order than the others, the log-density splits by the
 * chain rule: the part of a column is log p(x_i | the columns before it in the order).
 */
public final class DensityFlow implements DirectModel {
  /** The name of z, {@code [batch, columns]}. */
  public static final String Z = "z";

  /** The name of log p(x), {@code [batch, 1]}. */
  public static final String LOG_DENSITY = "log_density";

  /** The name of log |det f'(x)|, the scaling's part included, {@code [batch, 1]}. */
  public static final String LOG_DETERMINANT = "log_determinant";

  /** The name of log N(z; 0, I), {@code [batch, 1]}. */
  public static final String LOG_BASE = "log_base";

  /** The name of log p(x) split by columns, {@code [batch, columns]}, where it splits. */
  public static final String FEATURE_NATS = "feature_nats";

  private final Input features;
  private final Node rows;
  private final Origin origin;
  private final Permutation order;
  private final Scaling scaling;
  private final Chain chain;
  private final Support support;
  private final boolean splits;

  /**
   * @param rows what is read, the features or other rows of these columns
   * @param origin what is subtracted from the rows first; none where that is done already
   * @param order of the columns, as the flow takes them
   * @param scaling of the columns in that order
   * @param chain from scaled columns in that order to z in that order
   * @param support of rows, in the features' order
   * @param splits whether each column's part of the log-density is that of the column given those
   *     before it
   */
  DensityFlow(
      Input features,
      Node rows,
      Origin origin,
      Permutation order,
      Scaling scaling,
      Chain chain,
      Support support,
      boolean splits) {
    this.features = features;
    this.rows = rows;
    this.origin = origin;
    this.order = order;
    this.scaling = scaling;
    this.chain = chain;
    this.support = support;
    this.splits = splits;
  }

  /** The same model for features from which an origin has still to be subtracted. */
  public DensityFlow ofRawRows(Origin other) {
    return reading(features, other);
  }

  /**
   * The same model as a part of a larger program.
   *
   * @param values what it reads in place of its features, {@code [batch, columns]}
   * @param other what is still to be subtracted from them
   */
  public DensityFlow reading(Node values, Origin other) {
    return new DensityFlow(features, values, other, order, scaling, chain, support, splits);
  }

  @Override
  public Input features() {
    return features;
  }

  @Override
  public List<Module> modules() {
    return chain.modules();
  }

  /** The rows that are possible. */
  public Support support() {
    return support;
  }

  /** Whether the log-density splits into parts of columns, see {@link #FEATURE_NATS}. */
  public boolean splits() {
    return splits;
  }

  private Node scaled() {
    return scaling.standardise(order.apply(origin.off(Densify.of(rows))));
  }

  @Override
  public List<RowStart> rowStarts() {
    List<RowStart> starts = new ArrayList<>();
    Node x = scaled();
    for (Bijection step : chain.steps()) {
      if (step instanceof ActNorm norm) {
        starts.add(new RowStart(x, norm::firstValues));
      }
      x = step.forward(x).value();
    }
    return starts;
  }

  @Override
  public Map<String, Node> outputs() {
    Bijection.Moved moved = chain.forward(scaled());
    Node base = new StandardNormalLogDensity(moved.value());
    Node logBase = SumColumns.of(base);
    Node logDeterminant = possible(ofRaw(SumColumns.of(moved.logDeterminant())));
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put(Z, order.inverted().apply(moved.value()));
    outputs.put(LOG_DENSITY, Sum.add(logBase, logDeterminant));
    outputs.put(LOG_DETERMINANT, logDeterminant);
    outputs.put(LOG_BASE, logBase);
    if (splits) {
      Node nats = scaling.ofRaw(Sum.add(base, moved.logDeterminant()));
      outputs.put(FEATURE_NATS, possibleColumns(order.inverted().apply(nats)));
    }
    return outputs;
  }

  /**
   * log p(x) by columns, each with what it adds on its own way from x to z, {@code [batch,
   * columns]}: log N(z_i; 0, 1) and the logarithms of its own derivatives in all layers, which are
   * given other columns. Where it {@link #splits} that is {@link #FEATURE_NATS}, else no
   * conditional log-density. Empty if columns are mixed.
   */
  public Optional<Node> columnNats() {
    Node x = scaled();
    return chain
        .byColumn(x, new Constant(x.rows(), new float[x.columns()]))
        .map(moved -> Sum.add(new StandardNormalLogDensity(moved.value()), moved.logDeterminant()))
        .map(nats -> possibleColumns(order.inverted().apply(scaling.ofRaw(nats))));
  }

  /** The density of raw values is that of scaled ones divided by the scales. */
  private Node ofRaw(Node logDeterminant) {
    double logScale = 0;
    for (double scale : scaling.scale()) {
      logScale += StrictMath.log(scale);
    }
    return logScale == 0 ? logDeterminant : ScaleColumns.of(logDeterminant, 1, -logScale);
  }

  private Node possible(Node ofRows) {
    return support
        .outside(rows)
        .<Node>map(marked -> impossible(ofRows, SumColumns.of(marked)))
        .orElse(ofRows);
  }

  private Node possibleColumns(Node nats) {
    return support.outside(rows).<Node>map(marked -> impossible(nats, marked)).orElse(nats);
  }

  private static Node impossible(Node nats, Node marked) {
    return new Unless(nats, marked, Float.NEGATIVE_INFINITY);
  }

  /** The row whose z is given, with the origin; empty if there is no way back in few passes. */
  public Optional<Node> decode(Node z) {
    return chain
        .inverse(order.apply(z))
        .map(back -> order.inverted().apply(scaling.restore(back.value())))
        .map(row -> support.isAny() ? row : inUnit(row))
        .map(origin::addTo);
  }

  /**
   * Values of the logit's support, [0, 1]: its margin and rounding lead a little out of it.
   *
   * @param x {@code [rows, columns]}
   */
  private static Node inUnit(Node x) {
    return Sum.subtract(new Relu(x), new Relu(ScaleColumns.of(x, 1, -1)));
  }

  /** The mean log-density of possible rows, which training rows are. */
  @Override
  public Loss loss() {
    Bijection.Moved moved = chain.forward(scaled());
    Node logBase = SumColumns.of(new StandardNormalLogDensity(moved.value()));
    Node logDeterminant = ofRaw(SumColumns.of(moved.logDeterminant()));
    Node density = Sum.add(logBase, logDeterminant);
    Node kl = ScaleColumns.of(logBase, -1, 0);
    return Loss.ofBound(density, density, logDeterminant, kl);
  }
}
