package org.lateo.objective;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.MeanRows;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;

/**
 * What training maximises and what it tells of, for each example, {@code [batch, 1]} each.
 *
 * @param maximised in nats
 * @param reports what the listener is told the means of, by name, in this order
 * @param watched the report that tells one epoch from another, the larger the better
 * @param ramps the numbers in it that training sets before each step
 */
public record Loss(Node maximised, Map<String, Node> reports, String watched, List<Ramp> ramps) {
  /** The name of the evidence lower bound, reconstruction - kl. */
  public static final String BOUND = "elbo";

  /** The name of the expected log p(x|z). */
  public static final String RECONSTRUCTION = "reconstruction";

  /** The name of the divergence of the posterior from the prior. */
  public static final String KL = "kl";

  /** Copies the collections. */
  public Loss {
    reports = Collections.unmodifiableMap(new LinkedHashMap<>(reports));
    ramps = List.copyOf(ramps);
    if (!reports.containsKey(watched)) {
      throw new IllegalArgumentException(
          "Expected what is watched among " + reports.keySet() + ", found " + watched);
    }
  }

  /** One number that is maximised, reported and watched, under a name. */
  public static Loss of(String name, Node maximised) {
    return new Loss(maximised, Map.of(name, maximised), name, List.of());
  }

  /** A bound on log p(x) with the parts of the ELBO, which is watched. */
  public static Loss ofBound(
      Node maximised, Node elbo, Node reconstruction, Node kl, Ramp... ramps) {
    return new Loss(maximised, parts(elbo, reconstruction, kl), BOUND, List.of(ramps));
  }

  /** As {@link #ofBound}, of a tighter bound that is watched by its name. */
  static Loss ofTighter(String name, Node bound, Node elbo, Node reconstruction, Node kl) {
    Map<String, Node> reports = parts(elbo, reconstruction, kl);
    reports.put(name, bound);
    return new Loss(bound, reports, name, List.of());
  }

  private static Map<String, Node> parts(Node elbo, Node reconstruction, Node kl) {
    Map<String, Node> reports = new LinkedHashMap<>();
    reports.put(BOUND, elbo);
    reports.put(RECONSTRUCTION, reconstruction);
    reports.put(KL, kl);
    return reports;
  }

  /**
   * A report.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Node report(String name) {
    if (!reports.containsKey(name)) {
      throw new IllegalArgumentException("Expected one of " + reports.keySet() + ", found " + name);
    }
    return reports.get(name);
  }

  /**
   * The same less what the parameters cost, each row its share: the mean over an epoch is what is
   * maximised less the penalty over the number of training rows. Reports stay as they are.
   *
   * @param penalties values of fixed rows, whose elements are added up, in nats
   */
  public Loss less(List<Node> penalties) {
    if (penalties.isEmpty()) {
      return this;
    }
    Node total = penalties.stream().map(Loss::total).reduce(Sum::add).orElseThrow();
    Input share = new Input("penaltyShare", 1);
    Node ofRow = new Product(new Broadcast(total, Rows.BATCH, 1), share);
    List<Ramp> all = new ArrayList<>(ramps);
    all.add(Ramp.share(share));
    return new Loss(Sum.subtract(maximised, ofRow), reports, watched, all);
  }

  private static Node total(Node penalty) {
    int rows = penalty.rows().fixed();
    return ScaleColumns.restore(
        MeanRows.of(SumColumns.of(penalty), rows), new double[1], new double[] {rows});
  }
}
