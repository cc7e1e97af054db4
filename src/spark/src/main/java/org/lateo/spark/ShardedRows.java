package org.lateo.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.lateo.output.LatentCode;
import org.lateo.rows.OriginSearch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Rows dealt into shards by a hash of their content, and ordered by it inside each: whatever the
 * partitions were before, and wherever a shard is computed, it has the same rows in the same order.
 */
final class ShardedRows implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(ShardedRows.class);

  private final JavaSparkContext context;
  private final JavaPairRDD<RowKey, byte[]> rows;

  /** Computes something of a shard. */
  interface OnShard<R> extends Serializable {
    R of(ShardPlan plan, int number, ShardRows rows);
  }

  ShardedRows(Dataset<Row> frame, InputColumns input, RowCodec codec, int shards) {
    this.context = JavaSparkContext.fromSparkContext(frame.sparkSession().sparkContext());
    this.rows =
        frame
            .javaRDD()
            .mapPartitionsToPair(partition -> keyed(partition, input, codec))
            .repartitionAndSortWithinPartitions(new ByShard(shards))
            .persist(StorageLevel.DISK_ONLY());
  }

  private static Iterator<Tuple2<RowKey, byte[]>> keyed(
      Iterator<Row> partition, InputColumns input, RowCodec codec) {
    FeatureBuffer buffer = new FeatureBuffer();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return partition.hasNext();
      }

      @Override
      public Tuple2<RowKey, byte[]> next() {
        buffer.clear();
        input.read(partition.next(), buffer);
        byte[] content = codec.encode(buffer);
        return new Tuple2<>(RowKey.of(content), content);
      }
    };
  }

  /** Sends rows to their shards. */
  private static final class ByShard extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int shards;

    ByShard(int shards) {
      this.shards = shards;
    }

    @Override
    public int numPartitions() {
      return shards;
    }

    @Override
    public int getPartition(Object key) {
      return ((RowKey) key).shard(shards);
    }
  }

  <V> Broadcast<V> broadcast(V value) {
    return context.broadcast(value);
  }

  /** Says what the next jobs do, where Spark shows them. */
  void describe(String what) {
    context.sc().setJobDescription(what);
  }

  /** Computes something of each shard, in their order. */
  <R> List<R> onAll(Broadcast<ShardPlan> plan, OnShard<R> task) {
    return on(plan, Integer.MAX_VALUE, task);
  }

  /** Computes something of the first shard. */
  <R> R onFirst(Broadcast<ShardPlan> plan, OnShard<R> task) {
    return on(plan, 1, task).get(0);
  }

  /**
   * Asks executors to drop what they keep of the shards for a training, however it ended: those
   * that Spark gives a shard now. What another one has kept, to which a shard had moved for a
   * while, stays there until its memory is needed, as it does if this fails, which is logged only.
   *
   * @param training {@link ShardPlan#id}
   */
  void forget(String training) {
    try {
      if (isDealt()) {
        rows.foreachPartition(shard -> ShardRows.forget(training));
      }
    } catch (Exception e) { // Scala's methods throw checked exceptions that Java does not see.
      logger.warn("Rows of a training stay on executors until their memory is needed", e);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether Spark has rows in shards; if not, no executor keeps any, and none are dealt for it. */
  private boolean isDealt() {
    return Arrays.stream(context.sc().getRDDStorageInfo())
        .anyMatch(info -> info.id() == rows.id() && info.numCachedPartitions() > 0);
  }

  /** The search for an origin in each shard, in their order. */
  List<OriginSearch> origins(ShardPlan plan, boolean... needed) {
    Broadcast<ShardPlan> sent = broadcast(plan);
    return rows.mapPartitions(
            shard -> List.of(origin(sent.value(), needed, shard)).iterator(), true)
        .collect();
  }

  private static OriginSearch origin(
      ShardPlan plan, boolean[] needed, Iterator<Tuple2<RowKey, byte[]>> shard) {
    OriginSearch search = new OriginSearch(needed);
    shard.forEachRemaining(
        row -> search.add(plan.codec().decode(row._2(), LatentCode.UNKNOWN), plan.features()));
    return search;
  }

  private <R> List<R> on(Broadcast<ShardPlan> plan, int first, OnShard<R> task) {
    return new ArrayList<>(
        rows.mapPartitionsWithIndex(
                (Integer number, Iterator<Tuple2<RowKey, byte[]>> shard) ->
                    number >= first
                        ? Collections.<R>emptyIterator()
                        : List.of(result(plan.value(), number, shard, task)).iterator(),
                true)
            .collect());
  }

  private static <R> R result(
      ShardPlan plan, int number, Iterator<Tuple2<RowKey, byte[]>> rows, OnShard<R> task) {
    return task.of(plan, number, ShardRows.of(plan, number, rows));
  }

  @Override
  public void close() {
    context.sc().clearJobGroup();
    rows.unpersist();
  }
}
