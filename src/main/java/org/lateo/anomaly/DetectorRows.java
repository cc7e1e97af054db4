package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.lateo.graph.NonZeros;
import org.lateo.graph.RowSource;
import org.tribuo.Example;
import org.tribuo.Feature;

/**
 * Examples as a detector's program takes them: the values of known features, and what others add to
 * the score. Both come of one look at an example's names.
 */
final class DetectorRows implements RowSource {
  private static final int NOT_READ = -1;

  private final Ensemble ensemble;
  private final List<? extends Example<?>> examples;
  private final Consumer<String> ignored;
  private final int[] known;
  private final double[] unseen;

  /**
   * @param ignored takes the names of features that add nothing since they are other columns
   */
  DetectorRows(Ensemble ensemble, List<? extends Example<?>> examples, Consumer<String> ignored) {
    this.ensemble = ensemble;
    this.examples = examples;
    this.ignored = ignored;
    this.known = new int[examples.size()];
    this.unseen = new double[examples.size()];
    Arrays.fill(known, NOT_READ);
  }

  List<? extends Example<?>> examples() {
    return examples;
  }

  /** How many there are. */
  int count() {
    return known.length;
  }

  /** How many features of a row, once it has been read, at least one member has seen. */
  int known(int row) {
    return known[row];
  }

  @Override
  public void fill(int row, float[] into, int offset) {
    unseen[row] = 0;
    known[row] =
        ensemble.reader().fill(examples.get(row), row, into, offset, f -> addUnknown(row, f));
  }

  @Override
  public void fill(int row, NonZeros into) {
    unseen[row] = 0;
    known[row] = ensemble.reader().fill(examples.get(row), row, into, f -> addUnknown(row, f));
  }

  private void addUnknown(int row, Feature feature) {
    double penalty = ensemble.penalties().of(feature.getName());
    if (penalty == 0) {
      ignored.accept(feature.getName());
    } else if (feature.getValue() != 0) {
      unseen[row] += penalty;
    }
  }

  /** What unknown features add, see {@link DetectorProgram#UNSEEN}. */
  RowSource unseen() {
    return (row, into, at) -> {
      if (known[row] == NOT_READ) {
        fill(row, new float[ensemble.width()], 0);
      }
      into[at] = known[row] == 0 ? Float.NEGATIVE_INFINITY : (float) unseen[row];
    };
  }
}
