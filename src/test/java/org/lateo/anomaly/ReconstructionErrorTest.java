package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.Tiny;
import org.lateo.VAEModel;
import org.lateo.inference.ScoreKind;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.onnx.ONNXSession;
import org.lateo.onnx.SessionSettings;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;

/** The squared error of each column is in a unit that makes columns comparable. */
final class ReconstructionErrorTest {
  private static final Likelihood MIXED =
      new MixedLikelihood("f000=log-normal", "f00[23]=multinomial", "f004=discretised-logistic");

  @TempDir private Path folder;

  /** An amount about 1000, a number about 5, two counts, a level and a number about 0. */
  private static double[][] rows(int count) {
    Random random = new Random(5);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              double z = random.nextGaussian();
              return new double[] {
                1000 * Math.exp(z + 0.3 * random.nextGaussian()),
                5 + 0.01 * z,
                20 + random.nextInt(30),
                10 + random.nextInt(10),
                random.nextInt(256),
                3 * z + random.nextGaussian()
              };
            })
        .toArray(double[][]::new);
  }

  private static double deviation(double[][] rows, int column) {
    double[] values = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / values.length);
  }

  private static double[] errors(VAEModel model, double... row) {
    return model
        .split(
            ScoreKind.RECONSTRUCTION_ERROR,
            1,
            List.of(Tiny.example(AnomalyFactory.UNKNOWN_EVENT, row)))
        .get(0)
        .features();
  }

  @Test
  void eachColumnHasAUnitOfItsOwn() {
    double[][] rows = rows(200);
    VAEModel model = Tiny.trainer().likelihood(MIXED).validation(0).build().fit(Tiny.dataset(rows));
    double[] units = {deviation(rows, 0), deviation(rows, 1), 1, 1, 127.5, deviation(rows, 5)};
    for (double[] row : Arrays.copyOf(rows, 20)) {
      double[] expected = model.reconstruct(Tiny.example(AnomalyFactory.UNKNOWN_EVENT, row));
      double total = row[2] + row[3];
      expected[2] *= total;
      expected[3] *= total;
      double[] found = errors(model, row);
      for (int c = 0; c < row.length; c++) {
        double error = ((float) row[c] - expected[c]) / units[c];
        assertEquals(-error * error, found[c], 1e-3 * (1 + error * error), "column " + c);
      }
    }
  }

  /** A row of none has nothing to share out. */
  @Test
  void countsAreComparedWithExpectedCounts() {
    VAEModel model = Tiny.trainer().likelihood(new Multinomial()).build().fit(Tiny.counts(100));
    assertArrayEquals(new double[120], errors(model, new double[120]));
  }

  @Test
  void anExportedDetectorAgrees() {
    MutableDataset<Event> usual =
        Tiny.dataset(rows(200), new AnomalyFactory(), i -> AnomalyFactory.EXPECTED_EVENT);
    VAEAnomalyModel model =
        VAEAnomalyTrainer.builder()
            .autoencoder(Tiny.trainer().likelihood(MIXED).build())
            .score(ScoreKind.RECONSTRUCTION_ERROR)
            .members(2)
            .build()
            .train(usual);
    Path file = folder.resolve("detector.onnx");
    model.exportONNX(file);
    try (ONNXSession session = ONNXSession.open(file, SessionSettings.DEFAULT)) {
      for (int i = 0; i < 20; i++) {
        float[] row = new float[Tiny.COLUMNS];
        usual
            .getExample(i)
            .forEach(f -> row[Integer.parseInt(f.getName().substring(1))] = (float) f.getValue());
        float found = session.run(new float[][] {row}).get("score")[0][0];
        double expected = model.predict(usual.getExample(i)).getOutput().getScore();
        assertEquals(expected, found, 1e-3 * (1 + Math.abs(expected)));
      }
    }
  }
}
