package org.lateo.interop;

import com.google.protobuf.Any;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.output.LatentCode;
import org.lateo.storage.Protos;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.protos.ProtoSerializableClass;

/**
 * Reads codes, which are not scored, from the outputs of an encoder's file: the first, {@code mean
 * [batch, latent]}, and the second, {@code log_variance [batch, latent]}.
 */
@ProtoSerializableClass(version = LatentCodeTransformer.CURRENT_VERSION)
public final class LatentCodeTransformer extends ReadingTransformer<LatentCode> {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  /** Has no settings. */
  public LatentCodeTransformer() {}

  /**
   * Deserialization factory.
   *
   * @throws IllegalArgumentException if the version is too new
   */
  public static LatentCodeTransformer deserializeFromProto(
      int version, String className, Any message) {
    Protos.checkVersion(LatentCodeTransformer.class, version, CURRENT_VERSION);
    return new LatentCodeTransformer();
  }

  @Override
  int outputs() {
    return 2;
  }

  @Override
  LatentCode output(List<float[]> row) {
    String[] names = LatentCode.dimensionNames(row.get(0).length);
    return new LatentCode(names, doubles(row.get(0)), doubles(row.get(1)));
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @Override
  Prediction<LatentCode> prediction(LatentCode code, int known, Example<LatentCode> example) {
    return new Prediction<>(code, Map.of(VAEModel.CODE, code), known, example, false);
  }

  @Override
  public Class<LatentCode> getTypeWitness() {
    return LatentCode.class;
  }
}
