package org.lateo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.Definition;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.objective.Models;
import org.lateo.output.LatentCode;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.train.TrainingResult;
import org.tribuo.Example;
import org.tribuo.MutableDataset;

/**
 * A model whose log-likelihood is known: x = W z + b + noise, so x is normal with covariance W W' +
 * variance I. Its posterior has the exact means and too large variances without covariances, so
 * that importance weights vary and are bounded.
 */
public final class LinearGaussian {
  public static final int COLUMNS = 5;
  public static final int LATENT = 3;

  /** The third dimension is used by neither side: its posterior is the prior. */
  private static final RealMatrix LOADINGS =
      new Array2DRowRealMatrix(
          new double[][] {{1.5, 0.4, 0}, {-0.7, 0.9, 0}, {0.3, -1.2, 0}, {1, 0.8, 0}, {0, 0.5, 0}});

  private static final double VARIANCE = 0.5;

  /** How much larger than exact the posterior's variances are, in log. */
  private static final double TOO_WIDE = 0.3;

  private static final double POSTERIOR_LIMIT = 15;
  private static final double LIKELIHOOD_LIMIT = 12;

  private LinearGaussian() {}

  /** Exact density of x. */
  public static MultivariateNormalDistribution density() {
    RealMatrix noise = MatrixUtils.createRealIdentityMatrix(COLUMNS).scalarMultiply(VARIANCE);
    RealMatrix covariance = LOADINGS.multiply(LOADINGS.transpose()).add(noise);
    return new MultivariateNormalDistribution(bias(), covariance.getData());
  }

  /** The mean of log p(x) over all x, minus the entropy of a normal distribution. */
  public static double meanLogDensity() {
    RealMatrix covariance = density().getCovariances();
    double determinant = new LUDecomposition(covariance).getDeterminant();
    return -0.5 * (COLUMNS * Math.log(2 * Math.PI * Math.E) + Math.log(determinant));
  }

  private static double[] bias() {
    return new double[] {-2, -1, 0, 1, 2};
  }

  /** Rows drawn from the model itself, {@code [rows, columns]}. */
  public static double[][] rows(int rows, long seed) {
    RandomStream random = RandomStream.of(seed, "linear Gaussian");
    double[][] x = new double[rows][];
    for (int r = 0; r < rows; r++) {
      RandomStream row = random.at(r);
      double[] z = {row.gaussian(0), row.gaussian(1), row.gaussian(2)};
      x[r] = LOADINGS.operate(z);
      for (int c = 0; c < COLUMNS; c++) {
        x[r][c] += bias()[c] + Math.sqrt(VARIANCE) * row.gaussian(LATENT + c);
        x[r][c] = (float) x[r][c];
      }
    }
    return x;
  }

  public static List<Example<LatentCode>> examples(double[][] rows) {
    List<Example<LatentCode>> examples = new ArrayList<>();
    for (double[] row : rows) {
      examples.add(Tiny.example(LatentCode.UNKNOWN, row));
    }
    return examples;
  }

  /** The model, with the feature domain of {@code data}. */
  public static VAEModel model(MutableDataset<LatentCode> data) {
    return model(data, MissingColumns.none(COLUMNS), 1);
  }

  /**
   * The model with each column taken as missing where it is absent. Its posterior takes zeros for
   * these, and is wider than the prior, so that importance weights are bounded all the same.
   */
  public static VAEModel modelWithGaps(MutableDataset<LatentCode> data, long seed) {
    return model(
        data,
        MissingColumns.of(
            data.getFeatureIDMap().keySet().stream().sorted().toList(),
            List.of(Pattern.compile(".*"))),
        seed);
  }

  private static VAEModel model(
      MutableDataset<LatentCode> data, MissingColumns missing, long seed) {
    Scaling scaling = Scaling.none(COLUMNS);
    var architecture =
        Models.architecture(
            List.of(), Activation.IDENTITY, LATENT, new Gaussian(Gaussian.Variance.SHARED));
    VAE vae = architecture.connect(scaling, false, missing);
    Definition<VAEArchitecture> definition =
        new Definition<>(
            architecture,
            scaling,
            false,
            missing,
            Origin.none(scaling.columns()),
            parameters(vae),
            seed);
    MutableLatentCodeInfo codes = new MutableLatentCodeInfo(LatentCode.dimensionNames(LATENT));
    var origin =
        new VAEOrigin(
            data.getProvenance(),
            data.getFeatureIDMap(),
            Tiny.trainer().build().getProvenance(),
            Map.of());
    return new VAEModel(
        "linear",
        origin.provenance(VAEModel.class, new TrainingResult(0, 0)),
        data.getFeatureIDMap(),
        codes.generateImmutableOutputInfo(),
        definition);
  }

  private static float[] parameters(VAE vae) {
    ParameterLayout layout = vae.layout();
    float[] values = new float[layout.size()];
    RealMatrix identity = MatrixUtils.createRealIdentityMatrix(LATENT);
    RealMatrix precision =
        LOADINGS.transpose().multiply(LOADINGS).scalarMultiply(1 / VARIANCE).add(identity);
    RealMatrix covariance = MatrixUtils.inverse(precision);
    RealMatrix recognition = covariance.multiply(LOADINGS.transpose()).scalarMultiply(1 / VARIANCE);
    double[] mean = recognition.operate(bias());
    for (int l = 0; l < LATENT; l++) {
      for (int c = 0; c < COLUMNS; c++) {
        set(values, layout, "posterior.mean.weight", c, l, recognition.getEntry(l, c));
        set(values, layout, "likelihood.mean.weight", l, c, LOADINGS.getEntry(c, l));
      }
      set(values, layout, "posterior.mean.bias", 0, l, -mean[l]);
      boolean used = l < LATENT - 1;
      double exact = vae.missing().isNone() ? Math.log(covariance.getEntry(l, l)) : 0;
      double logVariance = used ? exact + TOO_WIDE : 0;
      double raw = unbound(logVariance, POSTERIOR_LIMIT);
      set(values, layout, "posterior.logVariance.bias", 0, l, raw);
    }
    for (int c = 0; c < COLUMNS; c++) {
      set(values, layout, "likelihood.mean.bias", 0, c, bias()[c]);
    }
    double raw = unbound(Math.log(VARIANCE), LIKELIHOOD_LIMIT);
    set(values, layout, "likelihood.logVariance", 0, 0, raw);
    return values;
  }

  /** The x with limit tanh(x / limit) = y. */
  private static double unbound(double y, double limit) {
    return limit * 0.5 * Math.log((1 + y / limit) / (1 - y / limit));
  }

  private static void set(
      float[] values, ParameterLayout layout, String name, int row, int column, double value) {
    Parameter p =
        layout.parameters().stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow();
    values[layout.offset(p) + row * p.columns() + column] = (float) value;
  }
}
