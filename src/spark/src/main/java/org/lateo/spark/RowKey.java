package org.lateo.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 16 bytes of the SHA-256 of a row's content: rows of the same content have the same key,
 * and no others do in practice. It decides in which shard a row lies, and where in it.
 */
record RowKey(long high, long low) implements Comparable<RowKey>, Serializable {
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(RowKey::sha256);

  static RowKey of(byte[] content) {
    ByteBuffer digest = ByteBuffer.wrap(SHA_256.get().digest(content));
    return new RowKey(digest.getLong(), digest.getLong());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The number of the row's shard. */
  int shard(int shards) {
    return (int) Long.remainderUnsigned(high, shards);
  }

  /** Adds the key to a digest. */
  void addTo(MessageDigest digest) {
    digest.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).flip());
  }

  @Override
  public int compareTo(RowKey other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }
}
