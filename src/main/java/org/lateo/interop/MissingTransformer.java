package org.lateo.interop;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.List;
import org.lateo.likelihood.MissingColumns;
import org.lateo.protos.MissingTransformerProto;
import org.lateo.storage.Protos;
import org.tribuo.interop.onnx.ExampleTransformer;
import org.tribuo.interop.onnx.protos.ExampleTransformerProto;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;

/**
 * Rows in which a variable that an example lacks is NaN if it may be missing, and else zero.
 * Tribuo's own {@code DenseTransformer} knows zeros only.
 */
public final class MissingTransformer implements ExampleTransformer {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  @Config(
      mandatory = true,
      description =
          "For each column the number, from 1, of the variable it belongs to; 0 for a column that is"
              + " never missing.")
  private int[] units;

  /** For OLCUT. */
  private MissingTransformer() {}

  /** Rows with these columns, some of which may be missing. */
  public MissingTransformer(MissingColumns missing) {
    this.units = missing.units().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Used by OLCUT. */
  @Override
  public void postConfig() {
    requireNonNull(units, "units");
    if (Arrays.stream(units).anyMatch(unit -> unit < 0 || unit > units.length)) {
      throw new PropertyException(
          "",
          "units",
          "Expected numbers from 0 to the number of columns, found " + Arrays.toString(units));
    }
  }

  /**
   * Deserialization factory.
   *
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if the version is too new, or a variable's number is negative
   *     or above the number of columns
   */
  public static MissingTransformer deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    Protos.checkVersion(MissingTransformer.class, version, CURRENT_VERSION);
    MissingTransformer read = new MissingTransformer();
    List<Integer> units = message.unpack(MissingTransformerProto.class).getUnitList();
    read.units = units.stream().mapToInt(Integer::intValue).toArray();
    read.postConfig();
    return read;
  }

  @Override
  public ExampleTransformerProto serialize() {
    List<Integer> boxed = Arrays.stream(units).boxed().toList();
    return ExampleTransformerProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(MissingTransformer.class.getName())
        .setSerializedData(Any.pack(MissingTransformerProto.newBuilder().addAllUnit(boxed).build()))
        .build();
  }

  @Override
  public OnnxTensor transform(OrtEnvironment environment, SparseVector example)
      throws OrtException {
    return transform(environment, List.of(example));
  }

  @Override
  public OnnxTensor transform(OrtEnvironment environment, List<SparseVector> examples)
      throws OrtException {
    float[][] rows = examples.stream().map(this::row).toArray(float[][]::new);
    return OnnxTensor.createTensor(environment, rows);
  }

  /** A row, {@code [columns]}. */
  float[] row(SparseVector example) {
    if (example.size() != units.length) {
      throw new IllegalArgumentException(
          String.format("Expected %d columns, found %d", units.length, example.size()));
    }
    float[] row = new float[units.length];
    boolean[] known = new boolean[Arrays.stream(units).max().orElse(0) + 1];
    for (VectorTuple value : example) {
      row[value.index] = (float) value.value;
      known[units[value.index]] = true;
    }
    for (int c = 0; c < row.length; c++) {
      row[c] = units[c] > 0 && !known[units[c]] ? Float.NaN : row[c];
    }
    return row;
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    try {
      postConfig();
    } catch (PropertyException | NullPointerException e) {
      throw (IOException) new InvalidObjectException(e.getMessage()).initCause(e);
    }
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "ExampleTransformer");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MissingTransformer that && Arrays.equals(units, that.units);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(units);
  }

  @Override
  public String toString() {
    return "MissingTransformer(units=" + Arrays.toString(units) + ")";
  }
}
