package org.lateo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.Rows;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.Softmax;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.ClassPrior;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.SemiSupervisedVAE;
import org.lateo.nn.Activation;

/**
 * The bound of some classes against that of all: its mean over every class that may be drawn, each
 * as often as it is drawn.
 */
final class ChosenClassesTest {
  private static final int COLUMNS = 5;
  private static final int CLASSES = 4;
  private static final double WEIGHT = 1.5;

  private final Input labels = SemiSupervisedLoss.labels(CLASSES);
  private final SemiSupervisedVAE vae = vae();
  private final float[] values = values();

  private static SemiSupervisedVAE vae() {
    Likelihood likelihood = new Bernoulli();
    ClassPrior prior = new ClassPrior(List.of(0.4, 0.3, 0.2, 0.1), true);
    return new SemiSupervisedArchitecture(
            Models.small(Activation.TANH, likelihood), List.of(4), prior, false)
        .connect(Models.scaling(likelihood, COLUMNS), false, MissingColumns.none(COLUMNS));
  }

  private float[] values() {
    ParameterLayout layout = vae.layout();
    float[] values = layout.initialise(3);
    for (Parameter p : layout.parameters()) {
      for (int i = layout.offset(p); i < layout.offset(p) + p.size(); i++) {
        values[i] += (float) (0.5 * RandomStream.of(4, "values").gaussian(i));
      }
    }
    return values;
  }

  /** A number and its gradient, which are linear: {@code [objective, gradient of parameters]}. */
  private double[] run(int classesPerRow, int label, double place) {
    Loss bound = SemiSupervisedLoss.of(vae, labels, WEIGHT, 0, classesPerRow);
    Program program = new Program(bound.maximised());
    Workspace w = workspace(program, true);
    float[] oneHot = new float[CLASSES + 1];
    oneHot[label] = 1;
    set(w, labels, oneHot);
    for (Node node : program.nodes()) {
      if (node instanceof Noise) {
        set(w, node, node.columns() == 1 ? new float[] {(float) place} : new float[] {0.3f, -0.8f});
      }
    }
    Workers.runAlone(w.forward());
    w.gradient(bound.maximised())[0] = 1;
    Workers.runAlone(w.backward());
    double[] both = new double[1 + values.length];
    both[0] = w.values(bound.maximised())[0];
    for (int i = 0; i < values.length; i++) {
      both[1 + i] = w.gradient()[i];
    }
    return both;
  }

  private Workspace workspace(Program program, boolean training) {
    Parameters parameters = new Parameters(vae.layout(), values.clone(), BestBlas.get());
    Workspace w = new Workspace(program, parameters, 1, training);
    set(w, vae.features(), 0.1f, 0.9f, 0.4f, 0f, 1f);
    w.setExamples(1);
    return w;
  }

  private static void set(Workspace w, Node leaf, float... row) {
    w.setSource(leaf, (r, into, at) -> System.arraycopy(row, 0, into, at, row.length));
  }

  private double[] q() {
    Node q = vae.classes(vae.observed());
    Workspace w = workspace(new Program(q), false);
    Workers.runAlone(w.forward());
    return IntStream.range(0, CLASSES).mapToDouble(c -> w.values(q)[c]).toArray();
  }

  /** Neither the bound nor its gradient is off on average, whichever classes are left to chance. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void isRightOnAverage(int classesPerRow) {
    double[] q = q();
    List<Integer> others =
        IntStream.range(0, CLASSES)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -q[c]))
            .skip(classesPerRow - 1)
            .sorted()
            .toList();
    double rest = others.stream().mapToDouble(c -> q[c]).sum();
    double[] mean = new double[1 + values.length];
    double below = 0;
    for (int c : others) {
      double place = new NormalDistribution().inverseCumulativeProbability(below + q[c] / rest / 2);
      below += q[c] / rest;
      double[] one = run(classesPerRow, CLASSES, place);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += q[c] / rest * one[i];
      }
    }
    assertEquals(1, below, 1e-6);
    assertArrayEquals(run(CLASSES, CLASSES, 0), mean, 1e-5);
  }

  /** One draw by itself is not: the test above would see it. */
  @ParameterizedTest
  @ValueSource(doubles = {-3, 3})
  void isAnEstimate(double place) {
    double[] exact = run(CLASSES, CLASSES, 0);
    double[] one = run(2, CLASSES, place);
    double off =
        IntStream.range(0, exact.length).mapToDouble(i -> Math.abs(exact[i] - one[i])).sum();
    assertTrue(off > 1e-2, () -> off + " with q " + Arrays.toString(q()));
  }

  /** No draw moves weights to where they are worth the same: the heaviest class is the baseline. */
  @ParameterizedTest
  @ValueSource(doubles = {-8, -1, 0, 1, 8})
  void classesAlikeMoveNoWeight(double place) {
    Parameter logits = new Parameter("logits", 1, CLASSES, Initialiser.constant(0f));
    ParameterLayout layout = new ParameterLayout(List.of(logits));
    Node weights = new Softmax(new Broadcast(logits, Rows.BATCH, CLASSES));
    Node alike = new Constant(Rows.BATCH, -90, -90);
    Node mean = ChosenClasses.some(weights, 2).mean(weights, alike);
    Program program = new Program(mean);
    float[] first = Arrays.copyOf(new float[] {2, 0, 1, 0.5f}, layout.size());
    Parameters parameters = new Parameters(layout, first, BestBlas.get());
    Workspace w = new Workspace(program, parameters, 1, true);
    for (Node node : program.nodes()) {
      if (node instanceof Noise) {
        set(w, node, (float) place);
      }
    }
    w.setExamples(1);
    Workers.runAlone(w.forward());
    w.gradient(mean)[0] = 1;
    Workers.runAlone(w.backward());
    assertEquals(-90, w.values(mean)[0], 1e-4);
    assertArrayEquals(new float[layout.size()], w.gradient(), 1e-6f);
  }

  @Test
  void needsAClassToCompareWith() {
    for (int count : new int[] {-1, 0, 1}) {
      assertRefused(
          () -> SemiSupervisedLoss.of(vae, labels, WEIGHT, 0, count), "classesPerRow", "" + count);
    }
  }

  /** Where the class is known, nothing is left to chance. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void isExactWhereTheClassIsKnown(int label) {
    assertArrayEquals(run(CLASSES, label, 0), run(2, label, -1), 1e-6);
    assertArrayEquals(run(CLASSES, label, 0), run(2, label, 2), 1e-6);
  }
}
