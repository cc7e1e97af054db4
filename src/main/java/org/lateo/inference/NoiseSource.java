package org.lateo.inference;

import java.util.Optional;
import org.lateo.graph.Noise;
import org.lateo.graph.RowSource;
import org.lateo.math.RandomStream;

/**
 * What each noise of a program is filled with, told apart by {@link Noise#key}. Whatever a result
 * may depend on is said here, for nothing else of a run is random.
 */
@FunctionalInterface
public interface NoiseSource {
  /** For programs without noise. */
  NoiseSource NONE = (noise, first) -> Optional.empty();

  /**
   * The rows of a noise in a batch, empty for one that is not known.
   *
   * @param first the number of the batch's first example
   */
  Optional<RowSource> of(Noise noise, int first);

  /** The same rows in every batch, such as draws that belong to the model. */
  static NoiseSource fixed(String key, RowSource rows) {
    return (noise, first) -> Optional.of(rows).filter(all -> noise.key().equals(key));
  }

  /**
   * Draws of N(0, 1), a function of a row's number alone.
   *
   * @param stream of which row r has the child r, see {@link RandomStream#child}
   * @param from the number of the first row
   */
  static NoiseSource gaussian(String key, long stream, int from) {
    return (noise, first) ->
        Optional.of(noise)
            .filter(known -> known.key().equals(key))
            .map(known -> gaussian(known.columns(), stream))
            .map(rows -> rows.from(from + noise.rows().perExample() * first));
  }

  private static RowSource gaussian(int columns, long stream) {
    return (row, into, at) ->
        RandomStream.fillGaussian(RandomStream.child(stream, row), into, at, columns);
  }
}
