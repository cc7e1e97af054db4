package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.lateo.inference.LogLikelihood;
import org.lateo.math.RandomStream;
import org.lateo.output.ImputedRow;
import org.lateo.output.LatentCode;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;

/** Rows with gaps under a linear-Gaussian model, of which everything is known exactly. */
final class MissingValuesTest {
  private static final int ROWS = 60;
  private static final double[][] X = LinearGaussian.rows(ROWS, 1);
  private static final MutableDataset<LatentCode> DATA = Tiny.dataset(X);
  private static final VAEModel MODEL = LinearGaussian.modelWithGaps(DATA, 1);
  private static final double[] MEAN = LinearGaussian.density().getMeans();
  private static final RealMatrix COVARIANCE = LinearGaussian.density().getCovariances();

  /** Each row keeps one to four of its five values. */
  private static int[] known(int row) {
    RandomStream random = RandomStream.of(4, "known").at(row);
    int[] order = random.permutation(LinearGaussian.COLUMNS);
    return IntStream.of(order).limit(1 + row % 4).sorted().toArray();
  }

  private static int[] missing(int row) {
    List<Integer> known = IntStream.of(known(row)).boxed().toList();
    return IntStream.range(0, LinearGaussian.COLUMNS).filter(c -> !known.contains(c)).toArray();
  }

  private static List<Example<LatentCode>> examples() {
    List<Example<LatentCode>> examples = new ArrayList<>();
    String[] names = Tiny.names(LinearGaussian.COLUMNS);
    for (int row = 0; row < ROWS; row++) {
      Example<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
      for (int c : known(row)) {
        example.add(new Feature(names[c], X[row][c]));
      }
      examples.add(example);
    }
    return examples;
  }

  private static double[] some(double[] values, int... columns) {
    return IntStream.of(columns).mapToDouble(c -> values[c]).toArray();
  }

  private static RealMatrix some(int[] rows, int... columns) {
    return COVARIANCE.getSubMatrix(rows, columns);
  }

  /** log p of the known values: of a normal density, that of the columns themselves. */
  private static double exactLogDensity(int row) {
    int[] known = known(row);
    var density =
        new MultivariateNormalDistribution(some(MEAN, known), some(known, known).getData());
    return Math.log(density.density(some(X[row], known)));
  }

  /** mean_m + covariance_mk covariance_kk⁻¹ (x_k - mean_k). */
  private static double[] exactConditionalMean(int row) {
    int[] known = known(row);
    int[] missing = missing(row);
    double[] centred = some(X[row], known);
    for (int i = 0; i < centred.length; i++) {
      centred[i] -= MEAN[known[i]];
    }
    double[] solved = MatrixUtils.inverse(some(known, known)).operate(centred);
    double[] mean = some(missing, known).operate(solved);
    for (int i = 0; i < mean.length; i++) {
      mean[i] += MEAN[missing[i]];
    }
    return mean;
  }

  /** Squares of errors over standard errors have a mean of one, with a deviation of 0.18. */
  @Test
  void logLikelihoodIsThatOfTheKnownColumns() {
    LogLikelihood found = MODEL.estimateLogLikelihood(examples(), 4000);
    double squares = 0;
    for (int row = 0; row < ROWS; row++) {
      double error = found.standardErrors()[row];
      double z = (found.nats()[row] - exactLogDensity(row)) / error;
      assertTrue(error < 0.1 && Math.abs(z) < 5, "row " + row + ": " + z + " of " + error);
      squares += z * z / ROWS;
    }
    assertEquals(1, squares, 0.8);
  }

  /** The estimates of twenty models that differ in their draws alone. */
  @Test
  void importanceWeightedImputationIsTheConditionalMean() {
    List<List<Sample>> samples = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      samples.add(IntStream.of(missing(row)).mapToObj(c -> new Sample()).toList());
    }
    for (int seed = 0; seed < 20; seed++) {
      List<ImputedRow> rows = LinearGaussian.modelWithGaps(DATA, seed).impute(examples(), 3000);
      for (int row = 0; row < ROWS; row++) {
        int[] missing = missing(row);
        for (int i = 0; i < missing.length; i++) {
          samples.get(row).get(i).add(rows.get(row).values()[missing[i]]);
        }
      }
    }
    for (int row = 0; row < ROWS; row++) {
      double[] exact = exactConditionalMean(row);
      for (int i = 0; i < exact.length; i++) {
        samples.get(row).get(i).assertMean(exact[i]);
        assertTrue(samples.get(row).get(i).standardError() < 0.03);
      }
    }
  }

  /** The mean of a linear function over draws whose mean is exact is its value at the mean. */
  @Test
  void posteriorMeanImputationIsTheDecodersMean() {
    List<Example<LatentCode>> examples = examples();
    List<ImputedRow> rows = MODEL.impute(examples);
    for (int row = 0; row < ROWS; row++) {
      double[] decoded = MODEL.reconstruct(examples.get(row));
      for (int c : missing(row)) {
        assertEquals(decoded[c], rows.get(row).values()[c], 2e-5);
      }
      double[] known = some(rows.get(row).values(), known(row));
      assertArrayEquals(some(X[row], known(row)), known);
    }
  }

  /** The bound is below the log-density of what is known, and importance weights close the gap. */
  @Test
  void theBoundIsOneOnTheKnownColumns() {
    List<LatentCode> scores = MODEL.score(examples());
    for (int row = 0; row < ROWS; row++) {
      assertTrue(scores.get(row).getELBO() < exactLogDensity(row) + 1e-5, "row " + row);
    }
  }
}
