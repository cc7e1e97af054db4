package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.latent.PointPosterior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.Objective;
import org.lateo.objective.Reconstruction;

/**
 * Linear autoencoders of squared error, whose optima are known: the plain one spans the principal
 * subspace and loses the eigenvalues that it leaves out; the denoising one of full width is
 * Wiener's filter.
 *
 * <p>See:
 *
 * <pre>
 * Baldi P, Hornik K.
 * "Neural Networks and Principal Component Analysis: Learning from Examples Without Local Minima"
 * Neural Networks 2(1), 1989.
 * </pre>
 */
final class LinearAutoencoderTest {
  private static final int ROWS = 200;
  private static final int COLUMNS = 4;
  private static final double NOISE = 0.8;

  private final float[] data = data();
  private final RealMatrix covariance = covariance(data);

  private static float[] data() {
    RandomStream random = RandomStream.of(1, "linear autoencoder");
    double[][] loadings = {{2, 0.5}, {-1, 1}, {0.5, -1.5}, {1, 1}};
    float[] x = new float[ROWS * COLUMNS];
    for (int i = 0; i < x.length; i++) {
      RandomStream row = random.at(i / COLUMNS);
      int c = i % COLUMNS;
      x[i] =
          (float)
              (c
                  - 2
                  + 0.5 * row.gaussian(2 + c)
                  + loadings[c][0] * row.gaussian(0)
                  + loadings[c][1] * row.gaussian(1));
    }
    return x;
  }

  private static double[] mean(float[] data) {
    double[] mean = new double[COLUMNS];
    for (int i = 0; i < data.length; i++) {
      mean[i % COLUMNS] += (double) data[i] * COLUMNS / data.length;
    }
    return mean;
  }

  private static RealMatrix covariance(float[] data) {
    double[][] rows = new double[data.length / COLUMNS][COLUMNS];
    for (int i = 0; i < data.length; i++) {
      rows[i / COLUMNS][i % COLUMNS] = data[i];
    }
    return new Covariance(rows, false).getCovarianceMatrix();
  }

  private static VAE model(int latent, boolean tied) {
    VAEArchitecture free =
        new VAEArchitecture(
            List.of(),
            List.of(),
            Activation.IDENTITY,
            false,
            latent,
            new PointPosterior(),
            new StandardNormalPrior(),
            new Gaussian(Gaussian.Variance.FIXED),
            WeightInitialiser.GLOROT);
    return (tied ? free.withTied() : free).connect(Scaling.none(COLUMNS));
  }

  /** From nats of a Gaussian of variance 1 to squared error. */
  private static double squaredError(double nats) {
    return -2 * nats - COLUMNS * Math.log(2 * Math.PI);
  }

  private float[] train(VAE vae, Objective objective, int epochs, double rate) {
    float[] values = vae.layout().initialise(1);
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1f);
    DenseTable table = new DenseTable(COLUMNS, data, weights);
    TrainingOptions options =
        new TrainingOptions(epochs, ROWS, 1, 1, new CosineSchedule(), 0, 0, 0, EarlyStopping.NEVER);
    new TrainingLoop(
            vae,
            objective.loss(vae),
            Optional.empty(),
            new Parameters(vae.layout(), values, BestBlas.get()),
            new Adam(rate),
            options,
            TrainingData.of(vae, table, Split.of(ROWS, 0, 1), 1))
        .run(Map::of, TrainingListener.NONE);
    return values;
  }

  private double meanNats(VAE vae, float[] values) {
    Node nats = new Reconstruction().loss(vae).maximised();
    Evaluation run = new Evaluation(vae.layout(), values, ROWS, nats).set(vae.features(), data);
    double sum = 0;
    for (float row : run.run().values(nats)) {
      sum += row;
    }
    return sum / ROWS;
  }

  /** x̂ = x M + b of the whole model, from its values at zero and at unit rows. */
  private static RealMatrix map(VAE vae, float[] values) {
    Node mean = vae.decode(vae.encode(vae.observed()).mean()).mean();
    float[] rows = new float[(COLUMNS + 1) * COLUMNS];
    for (int c = 0; c < COLUMNS; c++) {
      rows[(c + 1) * COLUMNS + c] = 1;
    }
    float[] found =
        new Evaluation(vae.layout(), values, COLUMNS + 1, mean)
            .set(vae.features(), rows)
            .run()
            .values(mean);
    RealMatrix map = new Array2DRowRealMatrix(COLUMNS, COLUMNS);
    for (int r = 0; r < COLUMNS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        map.setEntry(r, c, (double) found[(r + 1) * COLUMNS + c] - found[c]);
      }
    }
    return map;
  }

  private static void assertClose(RealMatrix expected, RealMatrix found, double tolerance) {
    double difference = expected.subtract(found).getFrobeniusNorm();
    assertTrue(difference < tolerance, difference + " between " + expected + " and " + found);
  }

  private void spansThePrincipalSubspace(boolean tied) {
    int latent = 2;
    VAE vae = model(latent, tied);
    float[] values = train(vae, new Reconstruction(), 5000, 0.02);
    EigenDecomposition eigen = new EigenDecomposition(covariance);
    RealMatrix projection = new Array2DRowRealMatrix(COLUMNS, COLUMNS);
    double lost = 0;
    for (int k = 0; k < COLUMNS; k++) {
      if (k < latent) {
        projection = projection.add(eigen.getEigenvector(k).outerProduct(eigen.getEigenvector(k)));
      } else {
        lost += eigen.getRealEigenvalue(k);
      }
    }
    assertEquals(lost, squaredError(meanNats(vae, values)), 1e-4);
    assertClose(projection, map(vae, values), 0.005);
  }

  @Test
  void spansThePrincipalSubspace() {
    spansThePrincipalSubspace(false);
  }

  @Test
  void tiedWeightsSpanItToo() {
    spansThePrincipalSubspace(true);
  }

  /** W = (Σ + σ² I)^-1 Σ, rows being multiplied from the left. */
  private RealMatrix filter() {
    RealMatrix noisy =
        covariance.add(MatrixUtils.createRealIdentityMatrix(COLUMNS).scalarMultiply(NOISE * NOISE));
    return new LUDecomposition(noisy).getSolver().solve(covariance);
  }

  private static void set(VAE vae, float[] values, String name, int row, int column, double value) {
    for (Parameter p : vae.layout().parameters()) {
      if (p.name().equals(name)) {
        values[vae.layout().offset(p) + row * p.columns() + column] = (float) value;
      }
    }
  }

  /**
   * Of noise whose moments are exact, ± σ √columns along each axis for every row, the gradient is
   * zero at the filter, and nowhere near it at the plain optimum.
   */
  @Test
  void denoisingIsWienersFilter() {
    VAE vae = model(COLUMNS, false);
    float[] optimum = new float[vae.layout().size()];
    float[] identity = new float[vae.layout().size()];
    double[] mean = mean(data);
    RealMatrix filter = filter();
    for (int c = 0; c < COLUMNS; c++) {
      set(vae, optimum, "posterior.point.weight", c, c, 1);
      set(vae, identity, "posterior.point.weight", c, c, 1);
      set(vae, identity, "likelihood.mean.weight", c, c, 1);
      double bias = mean[c];
      for (int r = 0; r < COLUMNS; r++) {
        set(vae, optimum, "likelihood.mean.weight", r, c, filter.getEntry(r, c));
        bias -= mean[r] * filter.getEntry(r, c);
      }
      set(vae, optimum, "likelihood.mean.bias", 0, c, bias);
    }
    assertEquals(0, largestGradient(vae, optimum), 1e-4);
    assertTrue(largestGradient(vae, identity) > 0.1);
  }

  private double largestGradient(VAE vae, float[] values) {
    int draws = 2 * COLUMNS;
    float[] rows = new float[ROWS * draws * COLUMNS];
    float[] noise = new float[rows.length];
    for (int i = 0; i < ROWS * draws; i++) {
      System.arraycopy(data, i / draws * COLUMNS, rows, i * COLUMNS, COLUMNS);
      int k = i % draws;
      noise[i * COLUMNS + k / 2] = (float) ((k % 2 == 0 ? 1 : -1) * Math.sqrt(COLUMNS));
    }
    Node maximised = new Reconstruction().withNoise(NOISE).loss(vae).maximised();
    Evaluation run = new Evaluation(vae.layout(), values, ROWS * draws, maximised);
    run.set(vae.features(), rows);
    for (Node node : new Program(maximised).nodes()) {
      if (node instanceof Noise) {
        run.set(node, noise);
      }
    }
    double largest = 0;
    for (float g : run.run().gradient()) {
      largest = Math.max(largest, Math.abs(g) / (ROWS * draws));
    }
    return largest;
  }

  /** Random noise, new in each step: with 3000 draws a row the filter is known to about 0.01. */
  @Test
  void trainingFindsTheFilter() {
    VAE vae = model(COLUMNS, false);
    float[] values = train(vae, new Reconstruction().withNoise(NOISE), 3000, 0.01);
    assertClose(filter(), map(vae, values), 0.03);
  }
}
