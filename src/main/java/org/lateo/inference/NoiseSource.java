package org.lateo.inference;

import java.util.Optional;
import org.lateo.graph.Noise;
import org.lateo.graph.RowSource;
import org.lateo.math.RandomStream;

/**
 * The values of each noise of a program, by {@link Noise#key}. Nothing else of a run is random, so
 * that a result is a function of parameters, rows and this source.
 */
@FunctionalInterface
public interface NoiseSource {
  /** For programs without noise. */
  NoiseSource NONE = (noise, first) -> Optional.empty();

  /**
   * The rows of a noise in a batch; empty if this source has none for it.
   *
   * @param first the number of the batch's first example
   */
  Optional<RowSource> of(Noise noise, int first);

  /**
   * The same rows for the noise of a key in every batch, such as draws that belong to the model.
   */
  static NoiseSource fixed(String key, RowSource rows) {
    return (noise, first) -> Optional.of(rows).filter(all -> noise.key().equals(key));
  }

  /**
   * Draws of N(0, 1) for the noise of a key, a function of the row's number alone.
   *
   * @param stream the key of a random stream; row r is drawn from its {@link RandomStream#child} r
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
