package org.lateo.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The state after a round: shards of the rows have trained some steps from one state, each by
 * itself, and their parameters and the optimiser's arrays are averaged in the order of the shards.
 *
 * <p>See:
 *
 * <pre>
 * Stich SU.
 * "Local SGD Converges Fast and Communicates Little"
 * ICLR 2019.
 * </pre>
 *
 * @param from the state before the round
 * @param weights the share of each shard in the rows, with the sum 1
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StateAverage(TrainingState from, double[] weights) {
  /**
   * Averages; a single state stays as it is.
   *
   * @param after the states of the shards after the same number of steps
   * @return the state with the best epoch before the round
   * @throws IllegalArgumentException if the shards are at different positions
   */
  public TrainingState of(List<TrainingState> after) {
    TrainingState first = after.get(0);
    after.forEach(state -> requireAt(first.position(), state.position()));
    return after.size() == 1
        ? first
        : new TrainingState(
            mean(after, TrainingState::parameters),
            optimiser(after, first.optimiser().size()),
            first.optimiserNumbers(),
            mean(after, TrainingState::average),
            from.best(),
            first.position(),
            first.position().step() == 0
                ? first.sums()
                : sums(after.stream().map(TrainingState::sums).toList()));
  }

  /**
   * The sums over the epoch so far; those of a single shard stay as they are.
   *
   * @param after those of each shard, which begin with the sums before the round
   */
  public TrainingState.Sums sums(List<TrainingState.Sums> after) {
    return after.size() == 1 ? after.get(0) : added(after);
  }

  private static void requireAt(TrainingState.Position expected, TrainingState.Position found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "Expected all shards at " + expected + ", found one at " + found);
    }
  }

  private List<float[]> optimiser(List<TrainingState> after, int arrays) {
    List<float[]> means = new ArrayList<>();
    for (int k = 0; k < arrays; k++) {
      int array = k;
      means.add(mean(after, state -> state.optimiser().get(array)));
    }
    return means;
  }

  private float[] mean(List<TrainingState> after, Function<TrainingState, float[]> part) {
    double[] sums = new double[part.apply(after.get(0)).length];
    for (int k = 0; k < weights.length; k++) {
      float[] values = part.apply(after.get(k));
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weights[k] * values[i];
      }
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) sums[i];
    }
    return means;
  }

  /** The sums before the round, and what each shard has added to them. */
  private TrainingState.Sums added(List<TrainingState.Sums> after) {
    TrainingState.Sums before = from.sums();
    double[] reports = new double[after.get(0).reports().length];
    double weight = before.weight();
    long nanos = before.nanos();
    System.arraycopy(before.reports(), 0, reports, 0, before.reports().length);
    for (TrainingState.Sums sums : after) {
      for (int r = 0; r < reports.length; r++) {
        double known = before.reports().length == 0 ? 0 : before.reports()[r];
        reports[r] += sums.reports()[r] - known;
      }
      weight += sums.weight() - before.weight();
      nanos = Math.max(nanos, sums.nanos());
    }
    return new TrainingState.Sums(reports, weight, nanos);
  }
}
