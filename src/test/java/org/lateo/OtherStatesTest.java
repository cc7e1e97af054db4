package org.lateo;

import static org.lateo.Errors.assertRefused;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lateo.likelihood.Gaussian;
import org.lateo.output.LatentCode;
import org.lateo.train.EpochReport;
import org.lateo.train.Fingerprint;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingState;
import org.lateo.train.TrainingState.Best;
import org.lateo.train.TrainingState.Position;
import org.lateo.train.TrainingState.Sums;
import org.tribuo.MutableDataset;

/**
 * States that a training does not go through, as a changed checkpoint has them: from the 2
 * billionth epoch it would go on for good.
 */
final class OtherStatesTest {
  private static final MutableDataset<LatentCode> ROWS = Tiny.real(200);

  /** Starts from a state that is made of the first one. */
  private record From(UnaryOperator<TrainingState> change) implements TrainingListener {
    @Override
    public TrainingState onStart(TrainingState first, Supplier<Fingerprint> training) {
      return change.apply(first);
    }

    @Override
    public void onEpoch(EpochReport report) {}
  }

  /** Five epochs of four steps. */
  private static void fit(UnaryOperator<TrainingState> change) {
    VAETrainer trainer = Tiny.trainer().averaging(0.9).likelihood(new Gaussian()).build();
    trainer.fit(ROWS, new From(change));
  }

  private static TrainingState at(TrainingState of, Position position, double... sums) {
    return new TrainingState(
        of.parameters(),
        of.optimiser(),
        of.optimiserNumbers(),
        of.average(),
        of.best(),
        position,
        new Sums(sums, 1, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6, 0, 20, false",
    "0, 2000000000, 0, 20, false",
    "0, 7, 0, 20, true",
    "0, 0, 0, 20, false",
    "0, 2, 4, 20, false",
    "0, 2, -1, 20, false",
    "0, 2, 3, 2, false",
    "1, 2, 0, 20, false",
    "-1, 2, 0, 20, false"
  })
  void positions(int stage, int epoch, int step, long steps, boolean ended) {
    Position position = new Position(stage, epoch, step, steps, ended);
    assertRefused(
        () -> fit(first -> at(first, position, 1, 1, 1)),
        "Expected a state within 5 epochs of 4 steps, found Position[",
        "epoch=" + epoch);
  }

  @Test
  void sums() {
    Position position = new Position(0, 2, 1, 5, false);
    assertRefused(() -> fit(first -> at(first, position)), "the sums of 3 reports, found 0");
    assertRefused(
        () -> fit(first -> at(first, position, 1, 1, 1, 1)), "the sums of 3 reports, found 4");
  }

  @Test
  void parametersThatAreNoNumbers() {
    assertRefused(
        () ->
            fit(
                first -> {
                  float[] spoiled = first.parameters();
                  spoiled[3] = Float.NaN;
                  return new TrainingState(
                      first.parameters(),
                      List.copyOf(first.optimiser()),
                      first.optimiserNumbers(),
                      first.average(),
                      new Best(spoiled, 1, 0, 0, 1),
                      first.position(),
                      first.sums());
                }),
        "Expected a state of finite parameters, found NaN");
  }
}
