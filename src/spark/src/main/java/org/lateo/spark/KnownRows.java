package org.lateo.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.lateo.VAEShard;
import org.lateo.data.ColumnGaps;
import org.lateo.data.ColumnSummaries;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Origin;
import org.lateo.rows.OriginSearch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the rows of all shards before they are trained on, from passes over them.
 *
 * @param plan of the training, with the origin and what all shards have to know
 * @param passes what the last pass over each shard has told
 */
record KnownRows(ShardPlan plan, List<Pass> passes) {
  private static final Logger logger = LoggerFactory.getLogger(KnownRows.class);

  /** What a pass over a shard tells. */
  record Pass(
      ColumnSummaries columns, int rows, int training, int validation, double stored, String digest)
      implements Serializable {
    static Pass of(ShardPlan plan, ShardRows rows) {
      int[] training = rows.split().training();
      return new Pass(
          ColumnSummaries.summarise(rows.table(), plan.names(), training),
          rows.table().rows(),
          training.length,
          rows.split().validation().length,
          rows.table().density() * rows.table().rows(),
          rows.digest());
    }
  }

  /**
   * Passes over the rows: one, and another one each if values are far from zero or noise depends on
   * them.
   *
   * @param plan without origin and what is known of the rows
   */
  static KnownRows of(ShardedRows rows, ShardPlan plan) {
    List<Pass> passes = passes(rows, plan);
    List<ColumnSummary> raw = columns(passes);
    boolean[] needed = Origin.needed(raw, plan.settings().likelihoodFor(raw));
    ShardPlan from = plan.with(origin(rows, plan, needed));
    List<Pass> seen = from.origin().isNone() ? passes : passes(rows, from);
    ShardPlan full = from.with(allRows(rows, from, raw, seen));
    warnOfUneven(seen, full.rows().epochRows());
    return new KnownRows(full, seen);
  }

  private static List<Pass> passes(ShardedRows rows, ShardPlan plan) {
    Broadcast<ShardPlan> sent = rows.broadcast(plan);
    return rows.onAll(sent, (of, number, shard) -> Pass.of(of, shard));
  }

  private static List<ColumnSummary> columns(List<Pass> passes) {
    return passes.stream().map(Pass::columns).reduce(ColumnSummaries::plus).orElseThrow().list();
  }

  private static VAEShard.AllRows allRows(
      ShardedRows rows, ShardPlan plan, List<ColumnSummary> raw, List<Pass> passes) {
    VAEShard.Columns columns = new VAEShard.Columns(raw, columns(passes));
    return new VAEShard.AllRows(
        columns,
        plan.settings().hasJitter() ? jitter(rows, plan, columns) : new float[0],
        passes.stream().mapToDouble(Pass::stored).sum()
            / passes.stream().mapToLong(Pass::rows).sum(),
        passes.stream().mapToLong(Pass::training).sum(),
        passes.stream().mapToInt(Pass::training).min().orElseThrow());
  }

  private static float[] jitter(ShardedRows rows, ShardPlan plan, VAEShard.Columns columns) {
    Broadcast<VAEShard.Columns> sent = rows.broadcast(columns);
    List<ColumnGaps> gaps =
        rows.onAll(
            rows.broadcast(plan),
            (of, number, shard) ->
                VAEShard.gaps(of.settings(), sent.value(), shard.table(), shard.split()));
    sent.destroy();
    ColumnGaps all = gaps.stream().reduce(ColumnGaps::plus).orElseThrow();
    return VAEShard.jitter(plan.settings(), columns, all);
  }

  private static Origin origin(ShardedRows rows, ShardPlan plan, boolean... needed) {
    if (!contains(needed)) {
      return Origin.none(needed.length);
    }
    return rows.origins(plan, needed).stream()
        .reduce(
            new OriginSearch(needed),
            (sum, later) -> {
              sum.addAll(later);
              return sum;
            })
        .origin();
  }

  private static boolean contains(boolean... flags) {
    for (boolean flag : flags) {
      if (flag) {
        return true;
      }
    }
    return false;
  }

  private static void warnOfUneven(List<Pass> passes, int smallest) {
    int largest = passes.stream().mapToInt(Pass::training).max().orElseThrow();
    if (largest > 2 * smallest) {
      logger.warn(
          "Expected shards of like size, found {} to {} training rows: rows of the same content lie"
              + " in one shard, and an epoch takes {} rows of each",
          smallest,
          largest,
          smallest);
    }
  }

  /** The number of rows. */
  long count() {
    return passes.stream().mapToLong(Pass::rows).sum();
  }

  /** Whether some rows are for validation. */
  boolean validates() {
    return passes.get(0).validation() > 0;
  }

  /** The share of each shard in the training rows. */
  double[] weights() {
    double all = plan.rows().trainingRows();
    return passes.stream().mapToDouble(pass -> pass.training() / all).toArray();
  }

  /** The digests of the shards. */
  String digest() {
    return String.join(" ", passes.stream().map(Pass::digest).toList());
  }
}
