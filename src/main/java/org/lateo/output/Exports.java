package org.lateo.output;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.lateo.onnx.WeightPrecision;

/** A model that can be exported as ONNX, one file for each of its heads. */
public interface Exports {
  /** The names of its heads, see {@link org.lateo.onnx.ONNXHead}. */
  List<String> heads();

  /** The precisions in which its files can hold weights; single precision alone for most models. */
  default Set<WeightPrecision> precisions() {
    return Set.of(WeightPrecision.SINGLE);
  }

  /**
   * Writes a head as ONNX, after checking that ONNX Runtime computes the same with it as Java.
   *
   * @return the largest relative difference between Java and ONNX Runtime
   * @throws IllegalArgumentException if there is no such head or precision
   * @throws org.lateo.onnx.ONNXMismatchException if the difference is above {@link
   *     WeightPrecision#tolerance()}; nothing is written
   * @throws java.io.UncheckedIOException if the file cannot be written, naming it
   */
  double exportONNX(String head, Path file, WeightPrecision weights);

  /** Refuses a head or a precision that there is not, with {@link IllegalArgumentException}. */
  default void requireExported(String head, WeightPrecision weights) {
    if (!heads().contains(head)) {
      throw new IllegalArgumentException("Expected a head of " + heads() + ", found " + head);
    }
    if (!precisions().contains(weights)) {
      throw new IllegalArgumentException(
          "Expected weights of precision " + precisions() + ", found " + weights);
    }
  }
}
