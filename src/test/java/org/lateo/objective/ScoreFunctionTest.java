package org.lateo.objective;

import acme.ScoreFunction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lateo.Sample;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Program;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO.Estimator;

/** A gradient without a path through the draw has the expectation of the one with it. */
final class ScoreFunctionTest {
  private static final int COLUMNS = 5;
  private static final int LATENT = 2;
  private static final int ROWS = 6;
  private static final int SAMPLES = 4;
  private static final int DRAWS = 4000;

  private final VAE vae =
      Models.small(Activation.TANH, new Bernoulli()).connect(Scaling.none(COLUMNS));

  private Evaluation evaluation(Objective objective) {
    RandomStream random = RandomStream.of(9, "rows");
    float[] rows = new float[ROWS * COLUMNS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.below(2, i);
    }
    Node root = objective.loss(vae).maximised();
    return new Evaluation(vae.layout(), Models.firstValues(vae, 5), ROWS, root)
        .set(vae.features(), rows);
  }

  private static float[] gradient(Evaluation run, float[] noise) {
    Node leaf =
        new Program(run.root())
            .nodes().stream().filter(Noise.class::isInstance).findFirst().orElseThrow();
    return run.set(leaf, noise).run().gradient();
  }

  /** The mean difference is within five standard errors of zero for each parameter. */
  @Test
  void hasTheGradientOfTheElboOnAverage() {
    Evaluation byScore = evaluation(new ScoreFunction());
    Evaluation byPath = evaluation(new ELBO(Estimator.MONTE_CARLO, SAMPLES));
    List<Sample> differences = Stream.generate(Sample::new).limit(vae.layout().size()).toList();
    float[] noise = new float[ROWS * SAMPLES * LATENT];
    for (int draw = 0; draw < DRAWS; draw++) {
      RandomStream.fillGaussian(draw, noise, 0, noise.length);
      float[] a = gradient(byScore, noise);
      float[] b = gradient(byPath, noise);
      for (int i = 0; i < a.length; i++) {
        differences.get(i).add((double) a[i] - b[i]);
      }
    }
    differences.forEach(difference -> difference.assertMean(0));
  }
}
