package org.lateo.train;

import java.util.List;

/**
 * Everything that training changes, between two steps: a loop over the same rows with the same
 * settings goes on from it to the same bits, on any number of threads.
 *
 * <p>Nothing random is in it beside the position, for every draw is a function of the seed, the
 * epoch, the row and, where rows come by several times an epoch, the step.
 *
 * @param parameters the flat buffer, {@code [parameters]}
 * @param optimiser the optimiser's arrays, {@code [any][parameters]}
 * @param optimiserNumbers the optimiser's numbers
 * @param average the running average of the parameters, {@code [parameters]}; empty without one
 * @param best the best epoch so far
 * @param position where training stands
 * @param sums of the reports over the steps of an epoch that has begun
 */
@SuppressWarnings("ArrayRecordComponent") // Copied on the way in; compared by identity.
public record TrainingState(
    float[] parameters,
    List<float[]> optimiser,
    double[] optimiserNumbers,
    float[] average,
    Best best,
    Position position,
    Sums sums) {
  /** Copies the arrays. */
  public TrainingState {
    parameters = parameters.clone();
    optimiser = optimiser.stream().map(float[]::clone).toList();
    optimiserNumbers = optimiserNumbers.clone();
    average = average.clone();
  }

  /** Puts the optimiser's arrays and numbers in their place. */
  void copyTo(Optimiser.Run run) {
    for (int k = 0; k < optimiser.size(); k++) {
      System.arraycopy(optimiser.get(k), 0, run.arrays().get(k), 0, optimiser.get(k).length);
    }
    System.arraycopy(optimiserNumbers, 0, run.numbers(), 0, optimiserNumbers.length);
  }

  /**
   * Where training stands.
   *
   * @param stage 0, or 1 in a refinement
   * @param epoch the one under way or about to begin, from 1
   * @param step steps of that epoch that are done
   * @param steps all that are done
   * @param ended whether there is nothing left to do
   */
  public record Position(int stage, int epoch, int step, long steps, boolean ended) {
    static final Position START = new Position(0, 1, 0, 0, false);

    Position afterStep() {
      return new Position(stage, epoch, step + 1, steps + 1, false);
    }

    Position afterEpoch() {
      return new Position(stage, epoch + 1, 0, steps, false);
    }

    Position inStage(int next, int first) {
      return new Position(next, first, 0, steps, false);
    }

    Position atEnd() {
      return new Position(stage, epoch, step, steps, true);
    }
  }

  /**
   * The best epoch so far.
   *
   * @param parameters its parameters, {@code [parameters]}
   * @param epoch its number, from 1; 0 before any
   * @param value the bound that is watched, of that epoch; minus infinity before one counts
   * @param counted that of the last epoch that counted as an improvement
   * @param countedEpoch the last such epoch, from which patience counts
   */
  public record Best(
      float[] parameters, int epoch, double value, double counted, int countedEpoch) {
    /** Copies the array. */
    public Best {
      parameters = parameters.clone();
    }

    /** Before any epoch. */
    static Best before(float[] first) {
      return new Best(first, 0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);
    }
  }

  /**
   * Sums over the examples so far, weighted, and the time they took.
   *
   * @param reports one for each report of the loss, in its order; empty before the first step
   */
  public record Sums(double[] reports, double weight, long nanos) {
    static final Sums NONE = new Sums(new double[0], 0, 0);

    /** Copies the array. */
    public Sums {
      reports = reports.clone();
    }
  }
}
