package org.lateo.output;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.lateo.onnx.WeightPrecision;

/** A model that is written as ONNX, one of its heads a file. */
public interface Exports {
  /** The names of its heads, see {@link org.lateo.onnx.ONNXHead}. */
  List<String> heads();

  /** How weights may be stored in its files: in 32 bits, of most models. */
  default Set<WeightPrecision> precisions() {
    return Set.of(WeightPrecision.SINGLE);
  }

  /**
   * Writes a head as ONNX, once ONNX Runtime computes with it what Java does.
   *
   * @return the largest relative difference between the two
   * @throws IllegalArgumentException if there is no such head or precision
   * @throws org.lateo.onnx.ONNXMismatchException if it is above {@link
   *     WeightPrecision#tolerance()}; nothing is written
   * @throws java.io.UncheckedIOException if the file cannot be written, naming it
   */
  double exportONNX(String head, Path file, WeightPrecision weights);

  /**
   * Refuses what cannot be written.
   *
   * @throws IllegalArgumentException if there is no such head or precision
   */
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
