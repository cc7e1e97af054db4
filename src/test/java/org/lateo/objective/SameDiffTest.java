package org.lateo.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.graph.Input;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO.Estimator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A whole autoencoder against the same one written in ND4J's SameDiff, which shares no code with
 * it: tanh, diagonal Gaussian, Bernoulli.
 */
final class SameDiffTest {
  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger ND4J = Logger.getLogger("org.nd4j");

  private static final int COLUMNS = 6;
  private static final int LATENT = 3;
  private static final int EXAMPLES = 8;

  private static final List<Integer> HIDDEN = List.of(7);

  private final VAE vae =
      Models.architecture(HIDDEN, Activation.TANH, LATENT, new Bernoulli())
          .connect(Scaling.none(COLUMNS));
  private final ParameterLayout layout = vae.layout();
  private final float[] values = Models.firstValues(vae, 11);

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void boundAndGradientsAgree(int samples) {
    float[] x = draws("x", EXAMPLES * COLUMNS, true);
    float[] noise = draws("noise", EXAMPLES * samples * LATENT, false);
    Map<String, float[]> gradients = new HashMap<>();
    double expected = quietly(() -> inSameDiff(samples, x, noise, gradients));

    Loss bound = new ELBO(Estimator.CLOSED_FORM, samples).loss(vae);
    Program program = new Program(bound.maximised());
    Workspace w =
        new Workspace(program, new Parameters(layout, values, BestBlas.get()), EXAMPLES, true);
    program.nodes().stream()
        .filter(node -> node instanceof Input || node instanceof Noise)
        .forEach(
            node -> {
              float[] rows = node instanceof Input ? x : noise;
              int columns = node.columns();
              w.setSource(
                  node, (r, into, at) -> System.arraycopy(rows, r * columns, into, at, columns));
            });
    w.setExamples(EXAMPLES);
    Workers.runAlone(w.forward());
    double sum = 0;
    for (int i = 0; i < EXAMPLES; i++) {
      sum += w.values(bound.maximised())[i];
      w.gradient(bound.maximised())[i] = 1f;
    }
    Workers.runAlone(w.backward());

    assertEquals(expected, sum, 1e-4 * Math.abs(expected));
    for (Parameter p : layout.parameters()) {
      assertClose(p, gradients.get(p.name()), w.gradient());
    }
  }

  private void assertClose(Parameter p, float[] expected, float[] gradient) {
    double error = 0;
    double norm = 0;
    for (int i = 0; i < p.size(); i++) {
      double difference = gradient[layout.offset(p) + i] - expected[i];
      error += difference * difference;
      norm += (double) expected[i] * expected[i];
    }
    double most = 1e-4 * Math.sqrt(norm);
    assertTrue(norm > 0 && Math.sqrt(error) <= most, p + ": " + Math.sqrt(error) + " > " + most);
  }

  private static float[] draws(String purpose, int count, boolean binary) {
    RandomStream random = RandomStream.of(5, purpose);
    float[] draws = new float[count];
    for (int i = 0; i < count; i++) {
      draws[i] = binary ? random.below(2, i) : (float) random.gaussian(i);
    }
    return draws;
  }

  /** The sum of the rows' bounds; fills in its gradients. */
  private double inSameDiff(int samples, float[] x, float[] noise, Map<String, float[]> gradients) {
    SameDiff sd = SameDiff.create();
    SDVariable rows = sd.constant("x", array(x, EXAMPLES, COLUMNS));
    SDVariable hidden = sd.math().tanh(affine(sd, rows, "encoder.0"));
    SDVariable mean = affine(sd, hidden, "posterior.mean");
    SDVariable unbounded = affine(sd, hidden, "posterior.logVariance");
    SDVariable logVariance = sd.math().tanh(unbounded.div(15)).mul(15);
    SDVariable kl =
        mean.mul(mean).add(sd.math().exp(logVariance)).sub(1).sub(logVariance).mul(0.5).sum();
    SDVariable deviation = sd.math().exp(logVariance.mul(0.5));
    SDVariable elbo = kl.neg();
    for (int s = 0; s < samples; s++) {
      SDVariable draw =
          sd.constant("noise" + s, array(sample(noise, s, samples), EXAMPLES, LATENT));
      SDVariable z = mean.add(deviation.mul(draw));
      SDVariable logit = affine(sd, sd.math().tanh(affine(sd, z, "decoder.0")), "likelihood.logit");
      SDVariable softplus = sd.math().log(sd.math().exp(logit).add(1));
      SDVariable logDensity = rows.mul(logit).sub(softplus).sum();
      elbo = elbo.add(logDensity.div(samples));
    }
    elbo.rename("elbo");
    elbo.markAsLoss();
    String[] names = layout.parameters().stream().map(Parameter::name).toArray(String[]::new);
    Map<String, INDArray> found = sd.calculateGradients(Map.of(), names);
    found.forEach((name, gradient) -> gradients.put(name, gradient.dup('c').data().asFloat()));
    return sd.getVariable("elbo").eval().getDouble();
  }

  private SDVariable affine(SameDiff sd, SDVariable x, String name) {
    return x.mmul(variable(sd, name + ".weight")).add(variable(sd, name + ".bias"));
  }

  private SDVariable variable(SameDiff sd, String name) {
    if (sd.hasVariable(name)) {
      return sd.getVariable(name);
    }
    Parameter p =
        layout.parameters().stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow();
    float[] start = new float[p.size()];
    System.arraycopy(values, layout.offset(p), start, 0, start.length);
    return sd.var(name, array(start, p.size() / p.columns(), p.columns()));
  }

  private static INDArray array(float[] rowMajor, int rows, int columns) {
    return Nd4j.createFromArray(rowMajor).castTo(DataType.FLOAT).reshape('c', rows, columns);
  }

  /** Each row's draw {@code s}, of draws that stand row by row. */
  private static float[] sample(float[] noise, int s, int samples) {
    float[] of = new float[EXAMPLES * LATENT];
    for (int i = 0; i < EXAMPLES; i++) {
      System.arraycopy(noise, (i * samples + s) * LATENT, of, i * LATENT, LATENT);
    }
    return of;
  }

  private interface Task {
    double run();
  }

  /** SameDiff prints while it differentiates, and ND4J logs. */
  private static double quietly(Task task) {
    ND4J.setLevel(Level.SEVERE);
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      return task.run();
    } finally {
      System.setOut(out);
    }
  }
}
