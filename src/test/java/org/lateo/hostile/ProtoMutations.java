package org.lateo.hostile;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Changes of protobuf messages that leave them messages: numbers, texts and lists become others,
 * fields go, come twice or nest, names of classes become those of others, and checksums are made
 * right again. What a message means is not asked: whatever can be read as a message is one.
 */
final class ProtoMutations {
  private static final List<Long> INTEGERS =
      List.of(
          0L,
          1L,
          -1L,
          2L,
          1000L,
          1L << 20,
          (long) Integer.MAX_VALUE,
          (long) Integer.MIN_VALUE,
          1L << 32,
          Long.MAX_VALUE,
          Long.MIN_VALUE);
  private static final List<Double> NUMBERS =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          1e38,
          -1e38,
          1e-42,
          1e300,
          Double.MAX_VALUE,
          Double.MIN_VALUE);
  private static final List<String> TEXTS =
      List.of(
          "",
          "0",
          "-1",
          "1000",
          "2147483647",
          "NaN",
          "1e300",
          "z0",
          "\n",
          "gaussian",
          "mixture",
          "org.lateo.VAEModel",
          "org.lateo.anomaly.VAEAnomalyModel",
          "org.lateo.codes.LatentFeatureModel",
          "org.lateo.semisupervised.SemiSupervisedVAEModel",
          "org.lateo.model.VAEArchitecture",
          "org.lateo.output.LatentCodeInfo",
          "org.tribuo.ImmutableFeatureMap",
          "org.tribuo.hash.HashedFeatureMap",
          "org.tribuo.classification.ImmutableLabelInfo",
          "org.tribuo.MutableFeatureMap",
          "org.tribuo.classification.sgd.linear.LinearSGDModel",
          "java.lang.Object",
          "java.lang.ProcessBuilder",
          "[I",
          "com.example.Missing");
  private static final ByteString ANY = ByteString.copyFromUtf8("type.googleapis.com/");
  private static final int DEEPEST = 40;

  /** A model's message lies in a checksum's, which lies in Tribuo's. */
  private static final int OUTER = 5;

  /** Of the changes of a field, the first that leaves the field and changes its values. */
  private static final int PLAIN = 4;

  private static final int MOST_COPIES = 200;
  private static final int MOST_DEEP = 400;
  private static final int MOST_BYTES = 1 << 20;

  private ProtoMutations() {}

  /** One to three changes of a message, or now and then of bytes as such. */
  static byte[] of(byte[] whole, Random random) {
    if (random.nextInt(8) == 0) {
      return ByteMutations.of(whole, random);
    }
    byte[] bytes = whole;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      bytes = changed(ByteString.copyFrom(bytes), 0, random).toByteArray();
    }
    return bytes;
  }

  /** The bytes of a message with one change; bytes that are no message change as such. */
  private static ByteString changed(ByteString bytes, int depth, Random random) {
    UnknownFieldSet message = parsed(bytes);
    if (message == null || depth == DEEPEST) {
      return bytesChanged(bytes, random);
    }
    List<Integer> numbers = new ArrayList<>(message.asMap().keySet());
    boolean any = isAny(message) && random.nextInt(8) > 0;
    boolean inside = any || (depth < OUTER && random.nextInt(4) > 0);
    int number = any ? 2 : inside ? largest(message) : ByteMutations.one(numbers, random);
    UnknownFieldSet.Builder changed = message.toBuilder();
    Field field = message.getField(number);
    switch (inside ? PLAIN : random.nextInt(2 * PLAIN)) {
      case 0 -> changed.clearField(number);
      case 1 -> changed.mergeField(1 + random.nextInt(20), field);
      case 2 -> changed.addField(ByteMutations.one(numbers, random), field);
      case 3 -> changed.addField(number, repeated(field, random));
      default -> changed.addField(number, field(field, depth, random));
    }
    return sealed(changed.build()).toByteString();
  }

  /** Whether a message is an Any, whose first field is an address that all others refuse. */
  private static boolean isAny(UnknownFieldSet message) {
    List<ByteString> first = message.getField(1).getLengthDelimitedList();
    return message.hasField(2) && !first.isEmpty() && first.get(0).startsWith(ANY);
  }

  /** The field with the most bytes, which in envelopes is what they hold. */
  private static int largest(UnknownFieldSet message) {
    return message.asMap().entrySet().stream()
        .max(Comparator.comparingInt(field -> field.getValue().getSerializedSize(field.getKey())))
        .orElseThrow()
        .getKey();
  }

  /** The message that bytes hold, or null; texts may look like one, which does no harm. */
  private static UnknownFieldSet parsed(ByteString bytes) {
    try {
      UnknownFieldSet message = UnknownFieldSet.parseFrom(bytes);
      return message.asMap().isEmpty() ? null : message;
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  private static Field repeated(Field field, Random random) {
    Field.Builder all = Field.newBuilder(field);
    int size = Math.max(1, field.getSerializedSize(1));
    int most = Math.min(MOST_COPIES, MOST_BYTES / size);
    for (int copies = random.nextInt(1 + most); copies > 0; copies--) {
      all.mergeFrom(field);
    }
    return all.build();
  }

  private static Field field(Field field, int depth, Random random) {
    Field.Builder changed = Field.newBuilder();
    int size = values(field);
    int at = random.nextInt(Math.max(1, size));
    boolean drop = random.nextInt(16) == 0;
    for (long value : field.getVarintList()) {
      if (at-- != 0) {
        changed.addVarint(value);
      } else if (!drop) {
        changed.addVarint(integer(value, random));
      }
    }
    for (int value : field.getFixed32List()) {
      if (at-- != 0) {
        changed.addFixed32(value);
      } else if (!drop) {
        changed.addFixed32(Float.floatToRawIntBits((float) number(random)));
      }
    }
    for (long value : field.getFixed64List()) {
      if (at-- != 0) {
        changed.addFixed64(value);
      } else if (!drop) {
        changed.addFixed64(Double.doubleToRawLongBits(number(random)));
      }
    }
    for (ByteString value : field.getLengthDelimitedList()) {
      if (at-- != 0) {
        changed.addLengthDelimited(value);
      } else if (!drop) {
        changed.addLengthDelimited(changed(value, depth + 1, random));
      }
    }
    return changed.build();
  }

  private static int values(Field field) {
    return field.getVarintList().size()
        + field.getFixed32List().size()
        + field.getFixed64List().size()
        + field.getLengthDelimitedList().size();
  }

  private static long integer(long value, Random random) {
    return random.nextInt(3) == 0
        ? value + random.nextInt(5) - 2
        : ByteMutations.one(INTEGERS, random);
  }

  private static double number(Random random) {
    return random.nextInt(3) == 0 ? random.nextGaussian() : ByteMutations.one(NUMBERS, random);
  }

  /** A text becomes another, a list of numbers has others in it, a message is put into itself. */
  private static ByteString bytesChanged(ByteString bytes, Random random) {
    boolean text = bytes.isValidUtf8() && random.nextInt(4) > 0;
    return switch (text ? 0 : random.nextInt(6)) {
      case 0 -> ByteString.copyFromUtf8(ByteMutations.one(TEXTS, random));
      case 1 -> nested(bytes, 1 + random.nextInt(MOST_DEEP));
      case 2, 3 -> numbersChanged(bytes, random);
      default -> ByteString.copyFrom(ByteMutations.of(bytes.toByteArray(), random));
    };
  }

  /** Messages in messages, of one field each. */
  private static ByteString nested(ByteString bytes, int deep) {
    ByteString inner = bytes.size() > 1000 ? ByteString.EMPTY : bytes;
    for (int i = 0; i < deep; i++) {
      Field field = Field.newBuilder().addLengthDelimited(inner).build();
      inner = UnknownFieldSet.newBuilder().addField(1 + deep % 6, field).build().toByteString();
    }
    return inner;
  }

  private static ByteString numbersChanged(ByteString bytes, Random random) {
    int width = bytes.size() % 8 == 0 && random.nextBoolean() ? 8 : 4;
    if (bytes.size() < width || bytes.size() % width != 0) {
      return ByteString.copyFrom(ByteMutations.of(bytes.toByteArray(), random));
    }
    ByteBuffer numbers = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    int at = width * random.nextInt(bytes.size() / width);
    if (width == 8) {
      numbers.putDouble(at, number(random));
    } else {
      numbers.putFloat(at, (float) number(random));
    }
    return ByteString.copyFrom(numbers.array());
  }

  /** The message, or if it is one of content and checksum, with the checksum of the content. */
  private static UnknownFieldSet sealed(UnknownFieldSet message) {
    List<ByteString> content = message.getField(1).getLengthDelimitedList();
    boolean isSealed =
        content.size() == 1
            && message.getField(2).getFixed32List().size() == 1
            && message.getField(3).getLengthDelimitedList().size() == 1;
    if (!isSealed) {
      return message;
    }
    CRC32 crc = new CRC32();
    crc.update(content.get(0).toByteArray());
    Field sum = Field.newBuilder().addFixed32((int) crc.getValue()).build();
    return message.toBuilder().addField(2, sum).build();
  }

  /**
   * The same bytes with every checksum in them made right, for fuzzers that do not know of
   * checksums; bytes that are no message stay as they are.
   */
  static byte[] mended(byte[] bytes) {
    return mended(ByteString.copyFrom(bytes), 0).toByteArray();
  }

  private static ByteString mended(ByteString bytes, int depth) {
    UnknownFieldSet message = depth > DEEPEST ? null : parsed(bytes);
    if (message == null) {
      return bytes;
    }
    UnknownFieldSet.Builder mended = UnknownFieldSet.newBuilder();
    message.asMap().forEach((number, field) -> mended.addField(number, mended(field, depth + 1)));
    return sealed(mended.build()).toByteString();
  }

  private static Field mended(Field field, int depth) {
    Field.Builder mended = Field.newBuilder();
    field.getVarintList().forEach(mended::addVarint);
    field.getFixed32List().forEach(mended::addFixed32);
    field.getFixed64List().forEach(mended::addFixed64);
    field.getLengthDelimitedList().forEach(v -> mended.addLengthDelimited(mended(v, depth)));
    return mended.build();
  }
}
