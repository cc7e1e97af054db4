package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.MainClasses;
import org.lateo.math.RandomStream;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.WarmUpUnit;

/** A run in pieces, each by a loop of its own, is the run in one piece, bit for bit. */
final class TrainingStateTest {
  private static final int CUTS = 10;

  static List<Optimiser> optimisers() {
    return List.of(
        new Adam(0.01),
        new AdamW(0.01, 0.9, 0.999, 1e-8, 0.1),
        new RMSProp(0.01, 0.9, 0.5, 1e-8),
        new Adagrad(0.1),
        new SGD(0.01, 0.9, true));
  }

  /** Everything at once: what training changes is all in use. */
  private static Training training(Optimiser optimiser) {
    Training training = new Training();
    training.optimiser = optimiser;
    training.share = 0.2;
    training.epochs = 8;
    training.batch = 10;
    training.schedule = new CosineSchedule(0.1, 2);
    training.clipping = 1;
    training.weightPrior = 1;
    training.averaging = 0.9;
    training.objective = new ELBO().withWarmUp(2, WarmUpUnit.EPOCHS);
    training.refinement = new IWAE(2, IWAE.Gradient.DOUBLY_REPARAMETERISED);
    training.refinementEpochs = 3;
    training.stopping = new EarlyStopping(4, 0);
    return training;
  }

  /** What reports say, but for times. */
  private static String text(EpochReport r) {
    return String.join(
        " ",
        List.of(
            "" + r.epoch(),
            "" + r.elbo(),
            "" + r.reconstruction(),
            "" + r.kl(),
            "" + r.validationElbo(),
            "" + r.watched(),
            "" + r.bestEpoch()));
  }

  /** Steps after which to stop, ascending, of the 64 there are. */
  private static Set<Long> cuts(long seed) {
    Set<Long> cuts = new TreeSet<>();
    RandomStream random = RandomStream.of(seed, "cuts");
    for (long i = 0; cuts.size() < CUTS; i++) {
      cuts.add(1 + (long) (63 * random.uniform(i)));
    }
    return cuts;
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void tenCutsChangeNoBit(Optimiser optimiser) {
    Training whole = training(optimiser);
    List<String> expected = new ArrayList<>();
    float[] values = whole.run(report -> expected.add(text(report)));
    Training pieces = training(optimiser);
    List<String> found = new ArrayList<>();
    TrainingState state = pieces.loop().start();
    TrainingLoop loop = null;
    Iterator<Long> cuts = cuts(optimisers().indexOf(optimiser)).iterator();
    int runs = 0;
    while (!state.position().ended()) {
      long cut = cuts.hasNext() ? cuts.next() : Long.MAX_VALUE;
      pieces.parameters = null;
      pieces.first = new float[values.length];
      pieces.threads = 1 + runs++ % 3;
      loop = pieces.loop();
      state = loop.run(state, at -> at.steps() >= cut, report -> found.add(text(report)));
    }
    assertEquals(expected, found);
    assertEquals(whole.result, loop.finish(state));
    assertArrayEquals(values, pieces.parameters.values());
    assertTrue(runs > 5, "cut into " + runs + " pieces");
  }

  @Test
  void noOptimiserIsForgotten() {
    Set<String> names = new TreeSet<>();
    optimisers().forEach(optimiser -> names.add(optimiser.getClass().getName()));
    assertEquals(MainClasses.concrete(Optimiser.class), names);
  }

  /** Without any of its arrays a state does not lead to the same end. */
  @ParameterizedTest
  @MethodSource("optimisers")
  void nothingInItCouldBeLeftOut(Optimiser optimiser) {
    float[] end = ended(optimiser, middle(optimiser));
    forgetful(middle(optimiser))
        .forEach(state -> assertFalse(Arrays.equals(end, ended(optimiser, state)), optimiser + ""));
  }

  private static TrainingState middle(Optimiser optimiser) {
    TrainingLoop loop = training(optimiser).loop();
    return loop.run(loop.start(), at -> at.steps() >= 21, TrainingListener.NONE);
  }

  private static float[] ended(Optimiser optimiser, TrainingState from) {
    Training training = training(optimiser);
    training.stopping = EarlyStopping.NEVER;
    TrainingLoop loop = training.loop();
    return loop.run(from, at -> false, TrainingListener.NONE).parameters();
  }

  private static Stream<TrainingState> forgetful(TrainingState s) {
    List<TrainingState> states = new ArrayList<>();
    states.add(with(s, new float[s.parameters().length], s.optimiser(), s.optimiserNumbers()));
    for (int k = 0; k < s.optimiser().size(); k++) {
      List<float[]> arrays = new ArrayList<>(s.optimiser());
      arrays.set(k, new float[s.parameters().length]);
      states.add(with(s, s.parameters(), arrays, s.optimiserNumbers()));
    }
    for (int k = 0; k < s.optimiserNumbers().length; k++) {
      double[] numbers = s.optimiserNumbers().clone();
      numbers[k] = 0;
      states.add(with(s, s.parameters(), s.optimiser(), numbers));
    }
    return states.stream();
  }

  private static TrainingState with(
      TrainingState s, float[] parameters, List<float[]> arrays, double[] numbers) {
    return new TrainingState(
        parameters, arrays, numbers, s.average(), s.best(), s.position(), s.sums());
  }

  static List<TrainingState> ofOtherTrainings() {
    TrainingState s = middle(new Adam(0.01));
    TrainingState.Position at = s.position();
    return List.of(
        at(s, new TrainingState.Position(-1, at.epoch(), at.step(), at.steps(), false)),
        at(s, new TrainingState.Position(2, at.epoch(), at.step(), at.steps(), false)),
        at(s, new TrainingState.Position(0, 0, at.step(), at.steps(), false)),
        at(s, new TrainingState.Position(0, 6, at.step(), at.steps(), false)),
        at(s, new TrainingState.Position(0, at.epoch(), -1, at.steps(), false)),
        at(s, new TrainingState.Position(0, at.epoch(), at.step(), 0, false)),
        with(s, at, new TrainingState.Sums(new double[1], 1, 1)),
        with(s, new float[3], s.optimiser(), s.optimiserNumbers()),
        with(s, s.parameters(), s.optimiser().subList(0, 1), s.optimiserNumbers()),
        with(s, s.parameters(), s.optimiser(), new double[7]));
  }

  private static TrainingState at(TrainingState s, TrainingState.Position position) {
    return with(s, position, s.sums());
  }

  private static TrainingState with(
      TrainingState s, TrainingState.Position position, TrainingState.Sums sums) {
    return new TrainingState(
        s.parameters(), s.optimiser(), s.optimiserNumbers(), s.average(), s.best(), position, sums);
  }

  /** A listener that answers with a state of another training is at fault, and named. */
  @ParameterizedTest
  @MethodSource("ofOtherTrainings")
  void statesOfOtherTrainingsAreRefused(TrainingState other) {
    TrainingListener wrong =
        new TrainingListener() {
          @Override
          public TrainingState onStart(TrainingState first, Supplier<Fingerprint> training) {
            return other;
          }

          @Override
          public void onEpoch(EpochReport report) {}
        };
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> training(new Adam(0.01)).run(wrong));
    assertTrue(thrown.getMessage().startsWith("Expected a "), thrown.getMessage());
    assertTrue(NamedListener.threw(thrown));
  }
}
