package org.lateo.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.Program;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalLogDensity;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO.Estimator;

/** How the divergence is weighted in what training maximises, and that the bound itself stays. */
final class RampTest {
  private static final int COLUMNS = 5;
  private static final int LATENT = 2;
  private static final int ROWS = 6;

  private final VAE vae =
      Models.small(Activation.TANH, new Bernoulli()).connect(Scaling.none(COLUMNS));

  private Evaluation evaluate(Loss bound, float weight, Node... more) {
    Node[] outputs = {
      bound.maximised(), bound.report("elbo"), bound.report("reconstruction"), bound.report("kl")
    };
    Node[] all = Arrays.copyOf(outputs, outputs.length + more.length);
    System.arraycopy(more, 0, all, outputs.length, more.length);
    Evaluation run = new Evaluation(vae.layout(), Models.firstValues(vae, 5), ROWS, all);
    float[] rows = new float[ROWS * COLUMNS];
    float[] noise = new float[ROWS * LATENT];
    RandomStream.fillGaussian(1, noise, 0, noise.length);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % 3 == 0 ? 1 : 0;
    }
    run.set(vae.features(), rows);
    for (Node node : new Program(all).nodes()) {
      if (node instanceof Noise) {
        run.set(node, noise);
      }
    }
    bound.ramps().forEach(ramp -> run.set(ramp.input(), weight));
    return run.run();
  }

  @Test
  void theObjectiveIsWeightedAndTheBoundIsNot() {
    Loss plain = new ELBO().loss(vae);
    assertSame(plain.maximised(), plain.report("elbo"));
    assertEquals(List.of(), plain.ramps());
    Loss bound = new ELBO().withBeta(4).loss(vae);
    Evaluation run = evaluate(bound, 2.5f);
    float[] expected = evaluate(plain, 0).values(plain.report("elbo"));
    for (int r = 0; r < ROWS; r++) {
      float reconstruction = run.values(bound.report("reconstruction"))[r];
      float kl = run.values(bound.report("kl"))[r];
      assertTrue(kl > 1e-3);
      assertEquals(reconstruction - 2.5f * kl, run.values(bound.maximised())[r], 1e-5);
      assertEquals(expected[r], run.values(bound.report("elbo"))[r]);
    }
  }

  /** A floor between the mean divergences of the two dimensions: one is free, one is not. */
  @Test
  void freeBitsFloorTheMeanOfEachDimension() {
    Node divergence = vae.prior().divergence(vae.encode(vae.observed())).orElseThrow();
    Loss plain = new ELBO().loss(vae);
    double[] mean = new double[LATENT];
    float[] each = evaluate(plain, 0, divergence).values(divergence);
    for (int i = 0; i < each.length; i++) {
      mean[i % LATENT] += each[i] / (double) ROWS;
    }
    double floor = (mean[0] + mean[1]) / 2;
    assertTrue(Math.abs(mean[0] - mean[1]) > 1e-3);
    Loss bound = new ELBO().withFreeBits(floor).loss(vae);
    Evaluation run = evaluate(bound, 0);
    double objective = 0;
    double expected = -Math.max(mean[0], floor) - Math.max(mean[1], floor);
    for (int r = 0; r < ROWS; r++) {
      objective += run.values(bound.maximised())[r] / (double) ROWS;
      expected += run.values(bound.report("reconstruction"))[r] / (double) ROWS;
    }
    assertEquals(expected, objective, 1e-6 * Math.abs(expected));
    assertEquals(
        evaluate(plain, 0).values(plain.report("elbo"))[3],
        run.values(bound.report("elbo"))[3],
        "the bound stays");
  }

  @Test
  void theWeightRisesInAStraightLine() {
    Input input = new Input("klWeight", 1);
    Ramp epochs = Ramp.weight(input, 2, 10, WarmUpUnit.EPOCHS);
    assertEquals(10, epochs.warmUpEpochs(7));
    assertEquals(0.1, epochs.at(0.5, 7, 100), 1e-15);
    assertEquals(1, epochs.at(5, 7, 100), 1e-15);
    assertEquals(2, epochs.at(10, 7, 100));
    assertEquals(2, epochs.at(99, 7, 100));
    Ramp steps = Ramp.weight(input, 1, 14, WarmUpUnit.STEPS);
    assertEquals(2, steps.warmUpEpochs(7));
    assertEquals(0.25, steps.at(0.5, 7, 100), 1e-15);
    assertEquals(1, steps.at(2, 7, 100));
    assertEquals(4, Ramp.weight(input, 4, 0, WarmUpUnit.STEPS).at(0.01, 7, 100));
    assertEquals(0.01, Ramp.share(input).at(0.5, 7, 100), "one over the rows");
    Ramp bound = new ELBO().withWarmUp(3, WarmUpUnit.STEPS).loss(vae).ramps().get(0);
    assertEquals(
        List.of(1.0, 3, WarmUpUnit.STEPS), List.of(bound.largest(), bound.warmUp(), bound.unit()));
  }

  /** p(z) = N(0, I), but it says only what log p(z) is. */
  private static final class Joint implements Prior.Learned {
    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Node logDensity(Node z) {
      return SumColumns.of(new StandardNormalLogDensity(z));
    }

    @Override
    public Optional<Node> divergence(LatentDistribution q) {
      return Optional.empty();
    }

    @Override
    public Node sample(Node noise) {
      return noise;
    }
  }

  @Test
  void freeBitsNeedADivergenceForEachDimension() {
    VAE joint =
        new VAE(
            vae.features(),
            vae.rows(),
            vae.latent(),
            vae.encoder(),
            vae.posterior(),
            new Joint(),
            vae.decoder(),
            vae.likelihood(),
            vae.missing(),
            vae.support(),
            vae.origin(),
            vae.weightDivergence());
    assertRefused(
        () -> new ELBO().withFreeBits(0.5).loss(joint),
        "freeBits: expected 0 where posterior and prior have no divergence for each of 2",
        "found 0.5");
    refused(
        () -> new ELBO(Estimator.MONTE_CARLO, 1).withFreeBits(0.5),
        "freeBits",
        "0 with the estimator MONTE_CARLO",
        "found 0.5");
  }

  @Test
  void refusesWhatMakesNoSense() {
    for (double bad : new double[] {0, -1, Double.NaN}) {
      refused(() -> new ELBO().withBeta(bad), "beta", "in (0, 1e6)", "found " + bad);
    }
    refused(() -> new ELBO().withFreeBits(-0.5), "freeBits", "in [0, 1e6)", "found -0.5");
    refused(() -> new ELBO().withWarmUp(-1, WarmUpUnit.EPOCHS), "warmUp", "0 or more", "found -1");
  }

  private static void refused(Executable executable, String... parts) {
    assertSays(assertThrows(PropertyException.class, executable), parts);
  }
}
