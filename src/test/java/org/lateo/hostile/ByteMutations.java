package org.lateo.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes of bytes that know nothing of what the bytes mean. */
final class ByteMutations {
  private static final byte[] SPECIAL = {0, 1, -1, 127, -128, '"', '\n', 16};
  private static final int LONGEST_SPAN = 64;
  private static final int MOST_COPIES = 300;

  private ByteMutations() {}

  /** One to four changes. */
  static byte[] of(byte[] whole, Random random) {
    byte[] bytes = whole;
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    int end = at + 1 + random.nextInt(Math.min(LONGEST_SPAN, bytes.length - at));
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> joined(bytes, at, new byte[0], end);
      case 2 -> joined(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
      case 3 -> joined(bytes, at, repeated(bytes, at, end, random), end);
      case 4 -> set(bytes, at, SPECIAL[random.nextInt(SPECIAL.length)]);
      case 5 -> set(bytes, at, (byte) random.nextInt());
      default -> set(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
    };
  }

  private static byte[] repeated(byte[] bytes, int from, int to, Random random) {
    byte[] span = Arrays.copyOfRange(bytes, from, to);
    return repeated(span, 1 + random.nextInt(MOST_COPIES));
  }

  static byte[] repeated(byte[] span, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(span);
    }
    return all.toByteArray();
  }

  private static byte[] set(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  /** The bytes up to a place, others, and the bytes from a place on. */
  static byte[] joined(byte[] bytes, int head, byte[] between, int tail) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, head);
    all.writeBytes(between);
    all.write(bytes, tail, bytes.length - tail);
    return all.toByteArray();
  }

  /** One of a list. */
  static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
