package org.lateo.model;

import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.LogSumExp;
import org.lateo.graph.op.MeanRows;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.SamplesAsColumns;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.LatentDistribution.Sample;

/**
 * The values of z that an expectation under q(z|x) is taken over: samples, which count alike, or
 * every state of a discrete z, each with its probability, which makes it exact.
 *
 * @param z {@code [batch * count, latent]}, those of a row one after another
 * @param logDensity log q(z|x) in nats, {@code [batch * count, latent]} or {@code [batch * count,
 *     1]}
 * @param count how many values of z there are for each row
 * @param enumerated whether these are all the states
 */
public record Draws(Node z, Node logDensity, int count, boolean enumerated) {
  /** Every state where the distribution lists its states, else {@code samples} samples. */
  public static Draws of(LatentDistribution q, int samples) {
    Rows rows = Rows.BATCH.times(samples);
    return of(q, new Noise(LatentDistribution.NOISE, rows, q.mean().columns()));
  }

  /**
   * As {@link #of(LatentDistribution, int)}, with samples made from a noise, {@code [batch *
   * samples, latent]}.
   */
  public static Draws of(LatentDistribution q, Noise noise) {
    return q.states()
        .map(states -> of(states, states.z().rows().perExample(), true))
        .orElseGet(() -> of(q.sample(noise), noise.rows().perExample()));
  }

  /** Samples that are made already, {@code count} for each row. */
  public static Draws of(Sample sample, int count) {
    return of(sample, count, false);
  }

  private static Draws of(Sample sample, int count, boolean enumerated) {
    return new Draws(sample.z(), sample.logDensity(), count, enumerated);
  }

  /** log q(z|x) in nats, {@code [batch * count, 1]}. */
  public Node logProbability() {
    return SumColumns.of(logDensity);
  }

  /** The expectation, {@code [batch, columns]}, of values {@code [batch * count, columns]}. */
  public Node mean(Node values) {
    if (!enumerated) {
      return MeanRows.of(values, count);
    }
    Node probability = RepeatColumns.of(new Exp(logProbability()), values.columns());
    Node sum = MeanRows.of(new Product(values, probability), count);
    return ScaleColumns.of(sum, count, 0);
  }

  /**
   * As log-weights that count alike, one for each draw, {@code [batch * count, 1]}: those of states
   * are weighed by their probabilities times their number.
   */
  public Node alike(Node logWeights) {
    return enumerated
        ? ScaleColumns.of(Sum.add(logWeights, logProbability()), 1, StrictMath.log(count))
        : logWeights;
  }

  /**
   * The logarithm of the expectation of weights, {@code [batch, 1]}.
   *
   * @param alike log-weights that count alike, {@code [batch, count]}
   */
  public Node logMean(Node alike) {
    return count == 1 ? alike : ScaleColumns.of(new LogSumExp(alike), 1, -StrictMath.log(count));
  }

  /** One number for each draw as a row for each example, {@code [batch, count]}. */
  public Node perRow(Node values) {
    return SamplesAsColumns.of(values, count);
  }
}
