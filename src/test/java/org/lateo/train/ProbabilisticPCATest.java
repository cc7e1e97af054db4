package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.lateo.Sample;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.inference.FixedDraws;
import org.lateo.inference.ImportanceWeights;
import org.lateo.inference.Score;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO;
import org.lateo.objective.ELBO.Estimator;
import org.lateo.objective.IWAE;
import org.lateo.objective.Loss;
import org.lateo.objective.Models;

/**
 * A linear autoencoder with one shared variance has a closed-form optimum, probabilistic principal
 * components, where its bound is the exact log-likelihood.
 *
 * <p>See:
 *
 * <pre>
 * Tipping ME, Bishop CM.
 * "Probabilistic Principal Component Analysis", equations 7, 8 and 12
 * Journal of the Royal Statistical Society B 61(3), 1999.
 * </pre>
 */
final class ProbabilisticPCATest {
  private static final int ROWS = 400;
  private static final int COLUMNS = 6;
  private static final int LATENT = 2;

  /** The limits that the model's log-variances are softly bounded by. */
  private static final double POSTERIOR_LIMIT = 15;

  private static final double LIKELIHOOD_LIMIT = 12;

  private final float[] data = data();
  private final VAE vae =
      Models.architecture(
              List.of(), Activation.IDENTITY, LATENT, new Gaussian(Gaussian.Variance.SHARED))
          .connect(Scaling.none(COLUMNS));
  private final ParameterLayout layout = vae.layout();
  private final Solution solution = new Solution(data);

  /** x = W z + mean + noise. */
  private static float[] data() {
    RandomStream random = RandomStream.of(1, "linear Gaussian");
    double[][] loadings = {{2, 0.5}, {-1, 1}, {0.5, -1.5}, {1.5, 1}, {0, 0.7}, {-0.3, 0.2}};
    float[] x = new float[ROWS * COLUMNS];
    for (int r = 0; r < ROWS; r++) {
      RandomStream row = random.at(r);
      for (int c = 0; c < COLUMNS; c++) {
        double value = c - 2 + 0.6 * row.gaussian(LATENT + c);
        for (int l = 0; l < LATENT; l++) {
          value += loadings[c][l] * row.gaussian(l);
        }
        x[r * COLUMNS + c] = (float) value;
      }
    }
    return x;
  }

  /** The maximum-likelihood solution with R = I, so that W'W and the posterior are diagonal. */
  private static final class Solution {
    final double[] mean = new double[COLUMNS];
    final double[] eigenvalues;
    final RealMatrix loadings;
    final double variance;
    final double logLikelihood;

    Solution(float[] data) {
      double[][] rows = new double[ROWS][COLUMNS];
      for (int i = 0; i < data.length; i++) {
        rows[i / COLUMNS][i % COLUMNS] = data[i];
        mean[i % COLUMNS] += data[i] / (double) ROWS;
      }
      RealMatrix covariance = new Covariance(rows, false).getCovarianceMatrix();
      EigenDecomposition eigen = new EigenDecomposition(covariance);
      eigenvalues = eigen.getRealEigenvalues();
      double[] left = Arrays.copyOfRange(eigenvalues, LATENT, COLUMNS);
      variance = Arrays.stream(left).average().orElseThrow();
      loadings = new Array2DRowRealMatrix(COLUMNS, LATENT);
      for (int l = 0; l < LATENT; l++) {
        double length = Math.sqrt(eigenvalues[l] - variance);
        loadings.setColumnVector(l, eigen.getEigenvector(l).mapMultiply(length));
      }
      RealMatrix model =
          loadings
              .multiply(loadings.transpose())
              .add(MatrixUtils.createRealIdentityMatrix(COLUMNS).scalarMultiply(variance));
      var density = new MultivariateNormalDistribution(mean, model.getData());
      double sum = 0;
      for (double[] row : rows) {
        sum += Math.log(density.density(row));
      }
      logLikelihood = sum / ROWS;
    }

    /** What multiplies x - mean to give the posterior mean: W M^-1, and M = W'W + variance I. */
    double recognition(int column, int l) {
      return loadings.getEntry(column, l) / eigenvalues[l];
    }
  }

  /** The solution as the autoencoder's parameters. */
  private float[] optimum() {
    float[] values = new float[layout.size()];
    for (int l = 0; l < LATENT; l++) {
      double bias = 0;
      for (int c = 0; c < COLUMNS; c++) {
        double weight = solution.recognition(c, l);
        set(values, "posterior.mean.weight", c, l, weight);
        set(values, "likelihood.mean.weight", l, c, solution.loadings.getEntry(c, l));
        bias -= weight * solution.mean[c];
      }
      set(values, "posterior.mean.bias", 0, l, bias);
      double logVariance = Math.log(solution.variance / solution.eigenvalues[l]);
      set(values, "posterior.logVariance.bias", 0, l, unbound(logVariance, POSTERIOR_LIMIT));
    }
    for (int c = 0; c < COLUMNS; c++) {
      set(values, "likelihood.mean.bias", 0, c, solution.mean[c]);
    }
    double logVariance = Math.log(solution.variance);
    set(values, "likelihood.logVariance", 0, 0, unbound(logVariance, LIKELIHOOD_LIMIT));
    return values;
  }

  /** The x with limit tanh(x / limit) = y. */
  private static double unbound(double y, double limit) {
    return limit * 0.5 * Math.log((1 + y / limit) / (1 - y / limit));
  }

  private void set(float[] values, String name, int row, int column, double value) {
    Parameter p =
        layout.parameters().stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow();
    values[layout.offset(p) + row * p.columns() + column] = (float) value;
  }

  private Evaluation evaluation(float[] values, Node noise, Node... outputs) {
    Evaluation evaluation = new Evaluation(layout, values, ROWS, outputs);
    return evaluation.set(vae.features(), data).set(noise, FixedDraws.of(LATENT, 1)).run();
  }

  private double meanScore(float[] values) {
    Score score = Score.of(vae, FixedDraws.count(LATENT));
    double sum = 0;
    for (float elbo : evaluation(values, score.noise(), score.elbo()).values(score.elbo())) {
      sum += elbo;
    }
    return sum / ROWS;
  }

  /** The fixed draws are exact for quadratics, so no sampling error is left: floats of size 10. */
  @Test
  void boundIsTheLogLikelihood() {
    assertEquals(solution.logLikelihood, meanScore(optimum()), 1e-5);
  }

  /** At the exact posterior, every draw's weight is p(x) itself. */
  @Test
  void importanceWeightsAreAllEqual() {
    int draws = FixedDraws.count(LATENT);
    ImportanceWeights weights = ImportanceWeights.of(vae, draws);
    float[] logWeights =
        evaluation(optimum(), weights.noise(), weights.logWeight()).values(weights.logWeight());
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      double logLikelihood = ImportanceWeights.logMean(logWeights, row * draws, draws);
      sum += logLikelihood;
      for (int k = 0; k < draws; k++) {
        float logWeight = logWeights[row * draws + k];
        assertEquals(logLikelihood, logWeight, 1e-5 * (1 + Math.abs(logLikelihood)));
      }
    }
    assertEquals(solution.logLikelihood, sum / ROWS, 1e-5);
  }

  @Test
  void gradientVanishes() {
    Loss bound = new ELBO(Estimator.CLOSED_FORM, FixedDraws.count(LATENT)).loss(vae);
    Noise noise = noiseOf(bound);
    float[] there = evaluation(optimum(), noise, bound.maximised()).gradient().clone();
    float[] elsewhere = optimum();
    for (int i = 0; i < elsewhere.length; i++) {
      elsewhere[i] *= 1.01f;
    }
    double norm = norm(evaluation(elsewhere, noise, bound.maximised()).gradient());
    // A parameter's rounding of 6e-8 is 2e5 times less than a step of 1 %.
    assertTrue(norm(there) < 1e-4 * norm, norm(there) + " against " + norm);
  }

  /**
   * At the exact posterior log w does not depend on z, so the doubly reparameterised gradient of
   * the encoder is zero for any draws, and the plain one is not.
   */
  @Test
  void doublyReparameterisedGradientVanishesDrawByDraw() {
    float[] draws = new float[ROWS * 4 * LATENT];
    RandomStream.fillGaussian(3, draws, 0, draws.length);
    double plain = encodersNorm(IWAE.Gradient.PLAIN, draws);
    double doubly = encodersNorm(IWAE.Gradient.DOUBLY_REPARAMETERISED, draws);
    assertTrue(doubly < 1e-4 * plain, doubly + " against " + plain);
  }

  private double encodersNorm(IWAE.Gradient gradient, float[] draws) {
    Loss bound = new IWAE(4, gradient).loss(vae);
    Evaluation run = evaluation(optimum(), noiseOf(bound), draws, bound.maximised());
    return norm(Arrays.copyOf(run.gradient(), layout.offset(parameter("likelihood"))));
  }

  /**
   * With an encoder that errs, the bound is below the exact log-likelihood, and nears it as K
   * grows: means over all rows, each with its own draws, five standard errors apart.
   */
  @Test
  void importanceWeightedBoundApproachesTheLogLikelihood() {
    float[] values = optimum();
    for (int l = 0; l < LATENT; l++) {
      values[layout.offset(parameter("posterior.mean.bias")) + l] += 0.3f;
      values[layout.offset(parameter("posterior.logVariance.bias")) + l] += 0.7f;
    }
    double last = Double.NEGATIVE_INFINITY;
    for (int samples : new int[] {1, 10, 100, 1000}) {
      Loss bound = new IWAE(samples, IWAE.Gradient.PLAIN).loss(vae);
      float[] draws = new float[ROWS * samples * LATENT];
      RandomStream.fillGaussian(samples, draws, 0, draws.length);
      Evaluation run = evaluation(values, noiseOf(bound), draws, bound.maximised());
      Sample gap = new Sample();
      float[] exact = exactLogLikelihoods();
      for (int row = 0; row < ROWS; row++) {
        gap.add((double) run.values(bound.maximised())[row] - exact[row]);
      }
      assertTrue(gap.mean() < 5 * gap.standardError(), samples + ": " + gap.mean());
      assertTrue(gap.mean() > last, samples + ": " + gap.mean() + " after " + last);
      last = gap.mean();
    }
    assertEquals(0, last, 0.005, "at 1,000 samples");
  }

  /** Of each row: at the optimum every draw's weight is p(x), so one draw tells. */
  private float[] exactLogLikelihoods() {
    Loss bound = new IWAE(1, IWAE.Gradient.PLAIN).loss(vae);
    return evaluation(optimum(), noiseOf(bound), new float[LATENT], bound.maximised())
        .values(bound.maximised());
  }

  private static Noise noiseOf(Loss bound) {
    return new Program(bound.maximised())
        .nodes().stream()
            .filter(Noise.class::isInstance)
            .map(Noise.class::cast)
            .findFirst()
            .orElseThrow();
  }

  private Evaluation evaluation(float[] values, Noise noise, float[] draws, Node output) {
    Evaluation evaluation = new Evaluation(layout, values, ROWS, output);
    return evaluation.set(vae.features(), data).set(noise, draws).run();
  }

  /** The first parameter whose name starts so. */
  private Parameter parameter(String prefix) {
    return layout.parameters().stream()
        .filter(p -> p.name().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  private static double norm(float[] gradient) {
    double sum = 0;
    for (float g : gradient) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }

  @Test
  void trainingGetsThere() {
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1f);
    Parameters parameters = new Parameters(layout, layout.initialise(1), BestBlas.get());
    new TrainingLoop(
            vae,
            new ELBO(Estimator.CLOSED_FORM, 1).loss(vae),
            Optional.empty(),
            parameters,
            new Adam(0.003),
            new TrainingOptions(1500, 50, 1, 1),
            TrainingData.of(vae, new DenseTable(COLUMNS, data, weights), Split.of(ROWS, 0, 1), 1))
        .run(Map::of, TrainingListener.NONE);
    double reached = meanScore(parameters.values());
    assertTrue(reached > solution.logLikelihood - 0.05, reached + " of " + solution.logLikelihood);
    assertTrue(reached < solution.logLikelihood + 1e-5, "nothing is above the maximum");
  }
}
