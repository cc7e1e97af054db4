package org.lateo.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import java.util.List;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Rows;
import org.lateo.graph.op.SumColumns;
import org.lateo.math.RandomStream;

/** A Gaussian of any covariance against that of Commons Math, and against the diagonal one. */
final class CholeskyGaussianTest {
  private static final int LATENT = 3;
  private static final int SAMPLES = 40;
  private static final ParameterLayout NONE = new ParameterLayout(List.of());

  private final Input mean = new Input("mean", LATENT);
  private final Input logSquare = new Input("logSquare", LATENT);
  private final Input below = new Input("below", 3);
  private final CholeskyGaussian q = CholeskyGaussian.of(mean, logSquare, below);
  private final Noise noise = new Noise("noise", Rows.BATCH.times(SAMPLES), LATENT);

  private Evaluation run(float[] underDiagonal, Node... outputs) {
    float[] draws = new float[SAMPLES * LATENT];
    RandomStream.fillGaussian(2, draws, 0, draws.length);
    Evaluation run = new Evaluation(NONE, new float[0], 1, outputs);
    for (Node leaf : List.of(mean, logSquare, below, noise)) {
      run.set(leaf, leaf == noise ? draws : leaf == below ? underDiagonal : values(leaf));
    }
    return run.run();
  }

  private float[] values(Node leaf) {
    return leaf == mean ? new float[] {1f, -0.5f, 0.3f} : new float[] {-0.6f, 0.4f, -1f};
  }

  @Test
  void densityIsThatOfTheCovariance() {
    float[] under = {0.5f, -0.8f, 1.2f};
    LatentDistribution.Sample drawn = q.sample(noise);
    Node along = SumColumns.of(drawn.logDensity());
    Node at = SumColumns.of(q.logDensity(drawn.z()));
    Evaluation run = run(under, along, at, drawn.z(), q.logVariance());
    double[][] t = new double[LATENT][LATENT];
    for (int i = 0; i < LATENT; i++) {
      t[i][i] = Math.exp(values(logSquare)[i] / 2);
      for (int j = 0; j < i; j++) {
        t[i][j] = under[i * (i - 1) / 2 + j];
      }
    }
    RealMatrix factor = new Array2DRowRealMatrix(t);
    double[][] covariance = factor.multiply(factor.transpose()).getData();
    double[] centre = {1f, -0.5f, 0.3f};
    var expected = new MultivariateNormalDistribution(centre, covariance);
    for (int s = 0; s < SAMPLES; s++) {
      double[] z = new double[LATENT];
      for (int l = 0; l < LATENT; l++) {
        z[l] = run.values(drawn.z())[s * LATENT + l];
      }
      double nats = Math.log(expected.density(z));
      assertEquals(nats, run.values(along)[s], 2e-6 * (1 + Math.abs(nats)));
      assertEquals(nats, run.values(at)[s], 2e-6 * (1 + Math.abs(nats)));
    }
    for (int l = 0; l < LATENT; l++) {
      assertEquals(Math.log(covariance[l][l]), run.values(q.logVariance())[l], 1e-6);
    }
  }

  @Test
  void withNothingBelowItIsTheDiagonalOne() {
    DiagonalGaussian diagonal = new DiagonalGaussian(mean, logSquare);
    Node kl = q.divergence();
    Node diagonalKl = SumColumns.of(new GaussianDivergence(mean, logSquare));
    Node z = q.sample(noise).z();
    Node diagonalZ = diagonal.sample(noise).z();
    Evaluation run = run(new float[3], kl, diagonalKl, z, diagonalZ, q.logVariance());
    assertArrayEquals(run.values(diagonalKl), run.values(kl));
    assertArrayEquals(run.values(diagonalZ), run.values(z), 1e-6f);
    assertArrayEquals(values(logSquare), run.values(q.logVariance()), 1e-6f);
  }

  @Test
  void matricesHaveToFit() {
    assertRefused(
        () -> new TriangularLogVariance(logSquare, new Input("b", 2)), "triangular", "3 rows");
  }
}
