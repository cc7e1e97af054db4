package org.lateo.train;

import java.io.Serializable;
import java.util.List;

/**
 * Everything that training changes, as it is between two steps. A loop over the same rows with the
 * same settings continues from it to the same bits, on any number of threads.
 *
 * <p>The state of random draws is the position: every draw is a function of the seed, the epoch,
 * the row and, if a row comes several times in an epoch, the step.
 *
 * @param parameters the flat buffer, {@code [parameters]}
 * @param optimiser the optimiser's arrays, {@code [any][parameters]}
 * @param optimiserNumbers the optimiser's numbers, {@code [any]}
 * @param average the running average of the parameters, {@code [parameters]}; empty if there is
 *     none
 * @param best the best epoch so far
 * @param position the next step
 * @param sums the sums of the reports over the steps of the current epoch
 */
@SuppressWarnings("ArrayRecordComponent") // Copied by the constructor; compared by identity.
public record TrainingState(
    float[] parameters,
    List<float[]> optimiser,
    double[] optimiserNumbers,
    float[] average,
    Best best,
    Position position,
    Sums sums)
    implements Serializable {
  /** Copies the arrays. */
  public TrainingState {
    parameters = parameters.clone();
    optimiser = optimiser.stream().map(float[]::clone).toList();
    optimiserNumbers = optimiserNumbers.clone();
    average = average.clone();
  }

  /**
   * Refuses a state of another model or optimiser.
   *
   * @param first the training's own first state
   * @throws IllegalArgumentException if arrays have other lengths, or parameters are not finite
   */
  void requireLike(TrainingState first) {
    require("parameters", first.parameters.length, parameters.length);
    require("arrays of the optimiser", first.optimiser.size(), optimiser.size());
    optimiser.forEach(array -> require("values of the optimiser", parameters.length, array.length));
    require("numbers of the optimiser", first.optimiserNumbers.length, optimiserNumbers.length);
    require("averages", first.average.length, average.length);
    require("best parameters", parameters.length, best.parameters().length);
    requireFinite(parameters);
    requireFinite(average);
    requireFinite(best.parameters());
  }

  private static void requireFinite(float... values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("Expected a state of finite parameters, found " + value);
      }
    }
  }

  private static void require(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          String.format("Expected a state of %d %s, found %d", expected, what, found));
    }
  }

  /** Overwrites a run's arrays and numbers with those of this state. */
  void copyTo(Optimiser.Run run) {
    for (int k = 0; k < optimiser.size(); k++) {
      System.arraycopy(optimiser.get(k), 0, run.arrays().get(k), 0, optimiser.get(k).length);
    }
    System.arraycopy(optimiserNumbers, 0, run.numbers(), 0, optimiserNumbers.length);
  }

  /**
   * The position of training.
   *
   * @param stage 0, or 1 in a refinement
   * @param epoch the current epoch, from 1
   * @param step the number of steps of that epoch that are done
   * @param steps the number of all steps that are done
   * @param ended whether training has ended
   */
  public record Position(int stage, int epoch, int step, long steps, boolean ended)
      implements Serializable {
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
   * @param parameters the epoch's parameters, {@code [parameters]}
   * @param epoch the epoch's number, from 1; 0 before the first epoch
   * @param value the epoch's watched bound; minus infinity until an epoch counts
   * @param counted the watched bound of the last epoch that was an improvement for {@link
   *     EarlyStopping}
   * @param countedEpoch that epoch, from which patience is counted
   */
  public record Best(float[] parameters, int epoch, double value, double counted, int countedEpoch)
      implements Serializable {
    /** Copies the array. */
    public Best {
      parameters = parameters.clone();
    }

    /** The state before the first epoch. */
    static Best before(float[] first) {
      return new Best(first, 0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);
    }
  }

  /**
   * Weighted sums over the examples of an epoch so far, and the time these took.
   *
   * @param reports the sum of each report of the loss, in its order; empty before the first step
   * @param weight the sum of the examples' weights
   * @param nanos the time in nanoseconds
   */
  public record Sums(double[] reports, double weight, long nanos) implements Serializable {
    static final Sums NONE = new Sums(new double[0], 0, 0);

    /** Copies the array. */
    public Sums {
      reports = reports.clone();
    }
  }
}
