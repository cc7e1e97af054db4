package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.Pipeline;
import org.lateo.codes.PredictionColumns;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.LogNormal;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.likelihood.Scaling;
import org.lateo.onnx.Comparison;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXMismatchException;
import org.lateo.onnx.WeightPrecision;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.liblinear.LibLinearRegressionTrainer;
import org.tribuo.regression.slm.LARSTrainer;

/** An export is held against Java in the units of each number, large and small. */
final class ExportUnitsTest {
  private static final int COLUMNS = 40;

  @TempDir private Path folder;

  /** Standardised rows, multiplied and moved. */
  private static double[][] rows(double place, double size) {
    double[][] rows = Tiny.unitRows(200, COLUMNS, 3);
    for (double[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] = size * (place + 4 * row[c] - 2);
      }
    }
    return rows;
  }

  private static VAEModel train(double place, double size, Likelihood likelihood) {
    return Tiny.trainer()
        .likelihood(likelihood)
        .epochs(30)
        .build()
        .fit(Tiny.dataset(rows(place, size)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1e6", "0, 1e-6", "1000, 1e6", "0, 1e12"})
  void columnsOfAnySizeExport(double place, double size) {
    VAEModel model = train(place, size, new Gaussian());
    for (String head : List.of("encoder", "decoder", "reconstruction", "score")) {
      for (WeightPrecision weights : WeightPrecision.values()) {
        Path file = folder.resolve(head + ".onnx");
        assertTrue(model.exportONNX(head, file, weights) <= weights.tolerance());
      }
    }
  }

  @Test
  void logarithmsAndSharesHaveUnitsToo() {
    Scaling logs = new LogNormal().unitsOfMeans(new Scaling(new double[] {7}, new double[] {2}));
    assertEquals(Math.exp(7), logs.scale()[0], 1e-9);
    assertEquals(0, logs.shift()[0]);
    assertEquals(0.25, new Multinomial().unitsOfMeans(Scaling.none(4)).scale()[1]);
    VAEModel mixed = train(3, 1e-6, new MixedLikelihood("f00[0-4]=log-normal"));
    Scaling units =
        mixed.definition().architecture().likelihood().unitsOfMeans(mixed.definition().scaling());
    for (int c = 0; c < COLUMNS; c++) {
      assertEquals(c < 5 ? 0 : 3e-6, units.shift()[c], 1e-6, "column " + c);
      assertTrue(units.scale()[c] > 1e-7 && units.scale()[c] < 1e-5, "column " + c);
    }
  }

  private static LatentFeatureModel<Regressor> regression(double size, Trainer<Regressor> trainer) {
    double[][] values = Tiny.unitRows(200, Tiny.COLUMNS, 3);
    Dataset<Regressor> rows =
        Tiny.dataset(
            values,
            new RegressionFactory(),
            i ->
                new Regressor(
                    new String[] {"b", "a"},
                    new double[] {size * (values[i][0] - 0.5), size * (20 + values[i][1])}));
    VAETrainer vae = Tiny.trainer().epochs(30).build();
    return LatentFeatureTrainer.builder(vae, trainer).inactiveBelow(0).build().train(rows);
  }

  @ParameterizedTest
  @CsvSource({"1e7", "1e-6", "1e12"})
  void targetsOfAnySizeExport(double size) {
    for (WeightPrecision weights : WeightPrecision.values()) {
      Path file = folder.resolve("pipeline.onnx");
      double found = regression(size, new LARSTrainer(2)).exportONNX("pipeline", file, weights);
      assertTrue(found <= weights.tolerance(), "found " + found);
    }
  }

  /** A twentieth of the targets' spread is an error, though it is next to nothing beside one. */
  @Test
  void smallTargetsAreNotPassedBlindly() {
    Pipeline<Regressor> pipeline = regression(1e-6, new LibLinearRegressionTrainer()).pipeline();
    var domain = pipeline.inner().getOutputIDInfo();
    Comparison comparison =
        Comparison.PLAIN.withUnits(
            PredictionColumns.OUTPUT, PredictionColumns.of(domain).units(domain));
    assertThrows(
        ONNXMismatchException.class,
        () ->
            ONNXExport.writeChecked(
                pipeline.graph(WeightPrecision.SINGLE),
                batch -> shifted(pipeline.scores(batch)),
                comparison,
                pipeline.encoder().checkRows(),
                folder.resolve("wrong.onnx")));
  }

  private static Map<String, float[][]> shifted(Map<String, float[][]> outputs) {
    for (float[] row : outputs.get(PredictionColumns.OUTPUT)) {
      row[0] += 1e-8f;
    }
    return outputs;
  }
}
