package org.lateo.interop;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.interop.onnx.OutputTransformer;
import org.tribuo.interop.onnx.protos.OutputTransformerProto;
import org.tribuo.protos.ProtoUtil;

/**
 * Makes Tribuo outputs from the rows of floats that a file's outputs hold, one row for each
 * example. These transformers have no settings, so that two for one type of output are equal.
 *
 * @param <T> the type of output
 */
abstract class ReadingTransformer<T extends Output<T>> implements OutputTransformer<T> {
  private static final long serialVersionUID = 1L;

  /** The output that a row stands for, given by the row of each of the file's outputs. */
  abstract T output(List<float[]> row);

  /** The output as a prediction of an example. */
  abstract Prediction<T> prediction(T output, int known, Example<T> example);

  /** How many of the file's outputs, from the first, are read. */
  abstract int outputs();

  private List<T> read(List<OnnxValue> values) {
    if (values.size() < outputs()) {
      throw new IllegalArgumentException(
          String.format("Expected %d or more outputs, found %d", outputs(), values.size()));
    }
    List<float[][]> columns = new ArrayList<>();
    for (int i = 0; i < outputs(); i++) {
      columns.add(rows(values.get(i)));
    }
    List<T> read = new ArrayList<>();
    for (int r = 0; r < columns.get(0).length; r++) {
      int row = r;
      read.add(output(columns.stream().map(output -> output[row]).toList()));
    }
    return read;
  }

  private static float[][] rows(OnnxValue value) {
    try {
      if (value instanceof OnnxTensor tensor && tensor.getValue() instanceof float[][] rows) {
        return rows;
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot give an output: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "Expected outputs of floats [batch, columns], found " + value.getInfo());
  }

  private T single(List<OnnxValue> values) {
    List<T> read = read(values);
    if (read.size() != 1) {
      throw new IllegalArgumentException("Expected one row, found " + read.size());
    }
    return read.get(0);
  }

  @Override
  public T transformToOutput(List<OnnxValue> values, ImmutableOutputInfo<T> domain) {
    return single(values);
  }

  @Override
  public List<T> transformToBatchOutput(List<OnnxValue> values, ImmutableOutputInfo<T> domain) {
    return read(values);
  }

  @Override
  public Prediction<T> transformToPrediction(
      List<OnnxValue> values, ImmutableOutputInfo<T> domain, int known, Example<T> example) {
    return prediction(single(values), known, example);
  }

  @Override
  public List<Prediction<T>> transformToBatchPrediction(
      List<OnnxValue> values,
      ImmutableOutputInfo<T> domain,
      int[] known,
      List<Example<T>> examples) {
    List<T> read = read(values);
    if (read.size() != examples.size()) {
      throw new IllegalArgumentException(
          String.format("Expected %d rows, found %d", examples.size(), read.size()));
    }
    List<Prediction<T>> predictions = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      predictions.add(prediction(read.get(i), known[i], examples.get(i)));
    }
    return predictions;
  }

  @Override
  public boolean generatesProbabilities() {
    return false;
  }

  @Override
  public OutputTransformerProto serialize() {
    return ProtoUtil.serialize(this);
  }

  @Override
  public ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "OutputTransformer");
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof ReadingTransformer<?> that
        && getTypeWitness().equals(that.getTypeWitness());
  }

  @Override
  public final int hashCode() {
    return getTypeWitness().getName().hashCode();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName();
  }
}
