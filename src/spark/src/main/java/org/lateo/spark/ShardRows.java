package org.lateo.spark;

import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lateo.VAEShard;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.output.LatentCode;
import org.lateo.rows.ExampleTable;
import org.tribuo.Example;
import scala.Tuple2;

/**
 * The rows of a shard as they are trained on. A JVM keeps them from round to round, to the end of
 * the training, while its memory allows, and reads them again from Spark's copy otherwise; large
 * ones lie in a temporary file.
 *
 * @param digest of the rows' keys in their order
 */
record ShardRows(Table table, Split split, String digest) {
  private static final Map<String, SoftReference<ShardRows>> KEPT = new ConcurrentHashMap<>();

  /**
   * The rows of a shard.
   *
   * @param rows the shard's, which are read if this JVM does not have them
   */
  static ShardRows of(ShardPlan plan, int number, Iterator<Tuple2<RowKey, byte[]>> rows) {
    String key = plan.id() + '/' + number + '/' + plan.origin().isNone();
    SoftReference<ShardRows> kept = KEPT.get(key);
    ShardRows known = kept == null ? null : kept.get();
    if (known == null) {
      known = read(plan, number, rows);
      KEPT.values().removeIf(old -> old.get() == null);
      KEPT.put(key, new SoftReference<>(known));
    }
    return known;
  }

  /** Drops the rows of a training, and with them their files. */
  static void forget(String training) {
    KEPT.keySet().removeIf(key -> key.startsWith(training + '/'));
  }

  /** Of how many shards this JVM keeps rows. */
  static int kept() {
    return KEPT.size();
  }

  private static ShardRows read(ShardPlan plan, int number, Iterator<Tuple2<RowKey, byte[]>> rows) {
    if (!rows.hasNext()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected rows in each of %d shards, found none in shard %d", plan.shards(), number));
    }
    MessageDigest digest = RowKey.sha256();
    Table table =
        ExampleTable.of(
            (Iterable<Example<?>>) () -> examples(plan.codec(), rows, digest),
            plan.features(),
            plan.missing(),
            plan.origin());
    Split split = VAEShard.split(plan.settings(), table.rows(), plan.seed(), number);
    return new ShardRows(table, split, HexFormat.of().formatHex(digest.digest()));
  }

  private static Iterator<Example<?>> examples(
      RowCodec codec, Iterator<Tuple2<RowKey, byte[]>> rows, MessageDigest digest) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Example<?> next() {
        Tuple2<RowKey, byte[]> row = rows.next();
        row._1().addTo(digest);
        return codec.decode(row._2(), LatentCode.UNKNOWN);
      }
    };
  }
}
