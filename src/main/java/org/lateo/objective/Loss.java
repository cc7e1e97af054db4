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
 * What training maximises, and what it reports. Each expression has one number for each example,
 * {@code [batch, 1]}.
 *
 * @param maximised the expression whose mean is maximised, in nats
 * @param reports the expressions whose means a listener is told, by name, in this order
 * @param watched the name of the report by which epochs are compared, larger is better
 * @param ramps the numbers in {@code maximised} that training sets before each step
 */
public record Loss(Node maximised, Map<String, Node> reports, String watched, List<Ramp> ramps) {
  /** The name of the evidence lower bound, reconstruction - kl. */
  public static final String BOUND = "elbo";

  /** The name of the log-likelihood of what is predicted. */
  public static final String LOG_LIKELIHOOD = "log_likelihood";

  /** The name of the expected log p(x|z). */
  public static final String RECONSTRUCTION = "reconstruction";

  /** The name of the divergence of the posterior from the prior. */
  public static final String KL = "kl";

  /**
   * The name of the weights' divergence from their prior, of which each training row bears a share;
   * a held-out row bears none.
   */
  public static final String WEIGHT_KL = "weight_kl";

  /** Refuses with {@link IllegalArgumentException} a watched name that is not a report. */
  public Loss {
    reports = Collections.unmodifiableMap(new LinkedHashMap<>(reports));
    ramps = List.copyOf(ramps);
    if (!reports.containsKey(watched)) {
      throw new IllegalArgumentException(
          "watched: expected one of the reports " + reports.keySet() + ", found " + watched);
    }
  }

  /** A loss whose only report is what is maximised. */
  public static Loss of(String name, Node maximised) {
    return new Loss(maximised, Map.of(name, maximised), name, List.of());
  }

  /** A loss that reports the ELBO and its two parts, and watches the ELBO. */
  public static Loss ofBound(
      Node maximised, Node elbo, Node reconstruction, Node kl, Ramp... ramps) {
    return new Loss(maximised, parts(elbo, reconstruction, kl), BOUND, List.of(ramps));
  }

  /** A loss that reports the ELBO, its two parts and a tighter bound, which is watched. */
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
   * The report of a name.
   *
   * @throws IllegalArgumentException if there is no such report
   */
  public Node report(String name) {
    if (!reports.containsKey(name)) {
      throw new IllegalArgumentException("Expected one of " + reports.keySet() + ", found " + name);
    }
    return reports.get(name);
  }

  /**
   * A loss that maximises this one minus penalties on the parameters. Each row bears an equal
   * share, so that the mean over an epoch is lower by the penalties' sum divided by the number of
   * training rows. Reports stay as they are.
   *
   * @param penalties nodes of fixed rows, whose elements are added up, in nats
   */
  public Loss less(List<Node> penalties) {
    if (penalties.isEmpty()) {
      return this;
    }
    Node total = total(penalties);
    Input share = new Input("penaltyShare", 1);
    Node ofRow = new Product(new Broadcast(total, Rows.BATCH, 1), share);
    List<Ramp> all = new ArrayList<>(ramps);
    all.add(Ramp.share(share));
    return new Loss(Sum.subtract(maximised, ofRow), reports, watched, all);
  }

  /**
   * A loss that reports its bound less the divergence of the distribution of weights from their
   * prior, of which each training row bears an equal share, and that share itself. The mean over
   * training rows is then a bound on their evidence. Held-out rows bear no share: the training rows
   * have borne all, and a held-out row's log-density under the weights' distribution is bounded by
   * the mean over that distribution alone. What is maximised stays as it is: see {@link #less}.
   *
   * @param divergence nodes of fixed rows, whose elements are added up, in nats; none for this loss
   */
  public Loss reporting(List<Node> divergence) {
    if (divergence.isEmpty()) {
      return this;
    }
    Input share = new Input("divergenceShare", 1);
    Node ofRow = new Product(new Broadcast(total(divergence), Rows.BATCH, 1), share);
    Map<String, Node> all = new LinkedHashMap<>(reports);
    all.computeIfPresent(BOUND, (name, bound) -> Sum.subtract(bound, ofRow));
    all.put(WEIGHT_KL, ofRow);
    List<Ramp> shares = new ArrayList<>(ramps);
    shares.add(Ramp.share(share));
    return new Loss(maximised, all, watched, shares);
  }

  /**
   * The sum of penalties, {@code [1, 1]}.
   *
   * @param penalties at least one node of fixed rows, whose elements are added up
   */
  public static Node total(List<Node> penalties) {
    return penalties.stream().map(Loss::total).reduce(Sum::add).orElseThrow();
  }

  private static Node total(Node penalty) {
    int rows = penalty.rows().fixed();
    return ScaleColumns.of(MeanRows.of(SumColumns.of(penalty), rows), rows, 0);
  }
}
