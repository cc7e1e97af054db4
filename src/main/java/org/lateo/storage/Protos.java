package org.lateo.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.lateo.config.PartText;
import org.lateo.protos.PartProto;

/** Helpers for reading and writing protobuf messages. */
public final class Protos {
  private Protos() {}

  /**
   * Refuses messages that this release cannot read.
   *
   * @param type the class to be read
   * @param version the version found in the message
   * @param current the newest version that this release reads
   * @throws IllegalArgumentException if the version is not from 0 to {@code current}
   */
  public static void checkVersion(Class<?> type, int version, int current) {
    if (version < 0 || version > current) {
      throw new IllegalArgumentException(
          String.format(
              "%s: unknown version %d, this release reads versions 0 to %d",
              type.getSimpleName(), version, current));
    }
  }

  /** Unboxes a repeated field. */
  public static double[] toArray(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Unboxes a repeated field.
   *
   * @param what the numbers are, for a refusal
   * @throws IllegalArgumentException if a number is not finite, naming it and its place
   */
  public static float[] toFinite(String what, List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
      if (!Float.isFinite(array[i])) {
        throw new IllegalArgumentException(
            "Expected finite " + what + ", found " + array[i] + " at " + i);
      }
    }
    return array;
  }

  /**
   * The message of a part.
   *
   * @throws IllegalArgumentException as {@link PartKind#describe}
   */
  public static PartProto write(Part part) {
    return message(PartKind.describe(part));
  }

  private static PartProto message(PartText text) {
    PartProto.Builder proto =
        PartProto.newBuilder().setName(text.name()).putAllSetting(text.settings());
    text.parts().forEach((field, part) -> proto.putPart(field, message(part)));
    return proto.build();
  }

  /**
   * The part of a message.
   *
   * @throws IllegalArgumentException as {@link PartKind#create}
   */
  public static <T extends Part> T read(Class<T> kind, PartProto part) {
    return PartKind.of(kind).create(text(part));
  }

  private static PartText text(PartProto proto) {
    Map<String, PartText> parts = new HashMap<>();
    proto.getPartMap().forEach((field, part) -> parts.put(field, text(part)));
    return new PartText(proto.getName(), proto.getSettingMap(), parts);
  }
}
