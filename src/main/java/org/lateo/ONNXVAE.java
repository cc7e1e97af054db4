package org.lateo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.onnx.ONNXFile;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.ONNXSession;
import org.lateo.onnx.SessionSettings;
import org.lateo.output.LatentCode;
import org.lateo.output.TakesRows;
import org.lateo.rows.ExampleReader;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.FiniteRows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableFeatureMap;

/**
 * An exported head in ONNX Runtime. Inputs are rows of raw values of {@link #features()}, or rows
 * of z for a decoder. Safe for concurrent use; the rows of concurrent callers are run together if
 * {@link SessionSettings#batching} says so.
 *
 * <p>Features that the file does not know are ignored. Absent features are zero, or missing if the
 * model was trained so.
 */
public final class ONNXVAE implements AutoCloseable {
  private final ONNXSession session;
  private final String head;
  private final ONNXMetadata metadata;
  private final ExampleReader reader;
  private final String[] dimensions;
  private final FiniteRows values;

  private ONNXVAE(ONNXSession session) {
    this.session = session;
    Map<String, String> fields = session.metadata();
    this.head = ONNXMetadata.field(fields, ONNXMetadata.HEAD_FIELD);
    this.metadata = ONNXMetadata.of(fields);
    requireColumns();
    this.reader = reader(metadata);
    Integer latent = session.outputs().get("mean");
    this.dimensions = latent == null ? null : LatentCode.dimensionNames(latent);
    int columns = session.columns();
    this.values =
        isDecoder()
            ? new FiniteRows(
                List.of(LatentCode.dimensionNames(columns)), MissingColumns.none(columns))
            : new FiniteRows(metadata.features(), metadata.missingColumns());
  }

  private void requireColumns() {
    if (!isDecoder() && session.columns() != metadata.features().size()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected an input of %d columns, one for each feature that %s names, found %d",
              metadata.features().size(), ONNXMetadata.FEATURES_FIELD, session.columns()));
    }
  }

  private boolean isDecoder() {
    return head.equals(ONNXHead.DECODER.id());
  }

  private static ExampleReader reader(ONNXMetadata metadata) {
    MutableFeatureMap names = new MutableFeatureMap();
    metadata.features().forEach(name -> names.add(name, 1));
    ImmutableFeatureMap features = new ImmutableFeatureMap(names);
    if (!ExampleTable.names(features).equals(metadata.features())) {
      throw new IllegalArgumentException(
          "Expected different feature names in Tribuo's order, found " + metadata.features());
    }
    return new ExampleReader(
        features, metadata.missingColumns(), Origin.none(metadata.features().size()));
  }

  /**
   * Opens a file on the processor.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if the file is not a model that Lateo has exported, or was
   *     changed after the export
   */
  public static ONNXVAE open(Path file) {
    return open(file, SessionSettings.DEFAULT);
  }

  /**
   * Opens a file.
   *
   * @throws UnsupportedOperationException if the provider is not available
   * @throws IllegalArgumentException as {@link #open(Path)}
   */
  public static ONNXVAE open(Path file, SessionSettings settings) {
    try {
      ONNXFile model = ONNXFile.read(file);
      model.requireSealed();
      return of(ONNXSession.open(model, settings));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static ONNXVAE of(ONNXSession session) {
    try {
      return new ONNXVAE(session);
    } catch (IllegalArgumentException e) {
      session.close();
      throw e;
    }
  }

  /** The name of the head, such as {@code encoder}; see {@link ONNXHead}. */
  public String head() {
    return head;
  }

  /** The features' names in the order of the columns. */
  public List<String> features() {
    return metadata.features();
  }

  /** The names of the features whose NaN is a missing value. */
  public List<String> missing() {
    return metadata.missing();
  }

  /** The version of Lateo that wrote the file. */
  public String version() {
    return metadata.version();
  }

  /** The number of columns of the input. */
  public int columns() {
    return session.columns();
  }

  /** The metadata of the file. */
  public ONNXMetadata metadata() {
    return metadata;
  }

  /** The names of the outputs, each with its number of columns. */
  public Map<String, Integer> outputs() {
    return session.outputs();
  }

  /**
   * Runs the head.
   *
   * @param rows raw values, {@code [batch, columns]}, at least one row
   * @return the outputs by name, {@code [batch, columns]} each
   * @throws IllegalArgumentException if a row is null or of another length, or if a value is not
   *     finite, but for NaN in all columns of a variable that may be {@link #missing}
   */
  public Map<String, float[][]> run(float[][] rows) {
    values.require(rows);
    return session.run(rows);
  }

  /**
   * As {@link #run(float[][])}, for rows in one buffer from position to limit, which are never run
   * together with rows of other callers.
   */
  public Map<String, FloatBuffer> run(FloatBuffer rows) {
    values.require(rows);
    return session.run(rows);
  }

  /** As {@link #run(float[][])}. */
  public Map<String, INDArray> run(INDArray rows) {
    if (rows == null || rows.rank() != 2) {
      throw new IllegalArgumentException(
          "Expected an array [batch, columns], found "
              + (rows == null ? "null" : "one of the shape " + rows.shapeInfoToString()));
    }
    Map<String, INDArray> outputs = new LinkedHashMap<>();
    run(rows.toFloatMatrix()).forEach((name, values) -> outputs.put(name, Nd4j.create(values)));
    return outputs;
  }

  /**
   * As {@link #run(float[][])}, for examples of any output type.
   *
   * @throws IllegalArgumentException if an example has none of the features, if a value is not
   *     finite, or if the head is the decoder, which takes no examples
   */
  public Map<String, float[][]> run(List<? extends Example<?>> examples) {
    return session.run(rows(examples));
  }

  /** As {@link #run(List)}, for a dataset or a data source. */
  public Map<String, float[][]> run(Iterable<? extends Example<?>> examples) {
    return run(TakesRows.list(examples));
  }

  /**
   * The raw values of examples in the order of the columns, for {@link #run(float[][])}. Absent
   * values are zero, or NaN if they are missing.
   *
   * @return {@code [batch, columns]}
   * @throws IllegalArgumentException as {@link #run(List)}
   */
  public float[][] rows(List<? extends Example<?>> examples) {
    if (isDecoder()) {
      throw new IllegalArgumentException(
          "Expected a head that takes features, found the decoder, which takes rows of z");
    }
    requireExamples(examples);
    float[][] rows = new float[examples.size()][session.columns()];
    for (int i = 0; i < rows.length; i++) {
      reader.fill(examples.get(i), i, rows[i], 0);
    }
    return rows;
  }

  /**
   * Refuses null.
   *
   * @throws IllegalArgumentException if the list or an example is null, naming its row
   */
  public static void requireExamples(List<? extends Example<?>> examples) {
    if (examples == null) {
      throw new IllegalArgumentException("Expected a list of examples, found null");
    }
    for (int i = 0; i < examples.size(); i++) {
      if (examples.get(i) == null) {
        throw new IllegalArgumentException(
            "Expected examples, found null in row " + i + " (from 0)");
      }
    }
  }

  /**
   * The codes of examples, not scored, in their order.
   *
   * @throws IllegalArgumentException as {@link #run(List)}, or if the head is not the encoder
   */
  public List<LatentCode> encode(List<? extends Example<?>> examples) {
    if (!head.equals(ONNXHead.ENCODER.id())) {
      throw new IllegalArgumentException("Expected an encoder, found the head " + head);
    }
    Map<String, float[][]> outputs = run(examples);
    List<LatentCode> codes = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      codes.add(
          new LatentCode(
              dimensions,
              doubles(outputs.get("mean")[i]),
              doubles(outputs.get("log_variance")[i]),
              Double.NaN,
              Double.NaN,
              Double.NaN));
    }
    return codes;
  }

  /** As {@link #encode(List)}, of a dataset or a data source. */
  public List<LatentCode> encode(Iterable<? extends Example<?>> examples) {
    return encode(TakesRows.list(examples));
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /** Frees ONNX Runtime's memory, after waiting for running calls. */
  @Override
  public void close() {
    session.close();
  }
}
