package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.output.LatentCode;
import org.tribuo.MutableDataset;

/** Data at the edge of what can be learned from is trained on, without a NaN. */
final class DegenerateDataTest {
  private static final Map<String, double[][]> DATA = new TreeMap<>();

  static {
    DATA.put("one row", Tiny.unitRows(1, 6, 1));
    DATA.put("two rows", Tiny.unitRows(2, 6, 1));
    DATA.put("one feature", Tiny.unitRows(40, 1, 1));
    DATA.put("one feature, one row", Tiny.unitRows(1, 1, 1));
    DATA.put("2,000 features of 20 rows", Tiny.unitRows(20, 2000, 1));
    DATA.put("constant columns", constantColumns(0.25, 1, 0));
    DATA.put("large constant columns", constantColumns(1e7, -3e5, 0));
    double[][] equal = new double[30][];
    Arrays.fill(equal, Tiny.unitRows(1, 6, 1)[0]);
    DATA.put("equal rows", equal);
    DATA.put("zeros", new double[30][6]);
    double[][] outlier = Tiny.unitRows(60, 6, 1);
    outlier[17][3] = 1e6;
    DATA.put("an outlier", outlier);
    double[][] nearlyConstant = constantColumns(1, 1, 1);
    nearlyConstant[8][1] = 1 + 1e-6;
    DATA.put("nearly constant", nearlyConstant);
    DATA.put("tiny values", scaled(1e-30));
    DATA.put("huge values", scaled(1e15));
  }

  private static double[][] constantColumns(double a, double b, double c) {
    double[][] values = Tiny.unitRows(30, 6, 1);
    for (double[] row : values) {
      row[1] = a;
      row[3] = b;
      row[5] = c;
    }
    return values;
  }

  private static double[][] scaled(double scale) {
    return Arrays.stream(Tiny.unitRows(40, 6, 1))
        .map(row -> Arrays.stream(row).map(x -> scale * x).toArray())
        .toArray(double[][]::new);
  }

  static Stream<String> data() {
    return DATA.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("data")
  void isTrainedWithoutNaN(String name) {
    double[][] values = DATA.get(name);
    MutableDataset<LatentCode> dataset = Tiny.dataset(values);
    boolean unit =
        Arrays.stream(values).flatMapToDouble(DoubleStream::of).allMatch(x -> x >= 0 && x <= 1);
    for (Gaussian.Variance variance : Gaussian.Variance.values()) {
      assertTrains(dataset, new Gaussian(variance));
    }
    if (unit) {
      assertTrains(dataset, new Bernoulli());
    }
  }

  private static void assertTrains(MutableDataset<LatentCode> dataset, Likelihood likelihood) {
    VAEModel model = Tiny.trainer().validation(0).likelihood(likelihood).build().fit(dataset);
    for (LatentCode code : model.score(dataset)) {
      assertFinite(code.getELBO(), code.getReconstruction(), code.getKL());
      assertFinite(code.getMean());
      assertFinite(code.getLogVariance());
    }
    assertFinite(model.reconstruct(dataset.getExample(0)));
    assertFinite(model.sample(1, 1)[0]);
    assertFinite(model.logLikelihood(Bits.examples(dataset).subList(0, 1), 20));
    assertEquals(dataset.size(), model.predict(dataset).size());
  }

  private static void assertFinite(double... values) {
    assertTrue(Arrays.stream(values).allMatch(Double::isFinite), () -> Arrays.toString(values));
  }
}
