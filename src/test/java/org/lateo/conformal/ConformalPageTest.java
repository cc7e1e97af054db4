package org.lateo.conformal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lateo.Labels;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.math.ConformalRank;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.example.GaussianDataSource;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** What the page says in Java runs here, and its numbers are those of the code. */
final class ConformalPageTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "conformal.md");
  private static final Path SOURCE =
      Path.of("src", "test", "java", "org", "lateo", "conformal", "ConformalPageTest.java");

  private static Dataset<Regressor> regressors(long seed) {
    return new MutableDataset<>(new GaussianDataSource(200, 2, 1, 1, -2, 2, seed));
  }

  @Test
  void linesOfRegressionRun() {
    Trainer<Regressor> regression =
        new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 5, 1L);
    Dataset<Regressor> rows = renamed(regressors(1));
    Dataset<Regressor> fresh = renamed(regressors(2));
    Example<Regressor> row = fresh.getExample(0);
    ConformalRegressionTrainer trainer =
        ConformalRegressionTrainer.builder().innerTrainer(regression).build();
    ConformalRegressionModel model = trainer.train(rows);
    Interval ninety = model.interval(row);
    Interval fifty = model.intervals(List.of(row), 0.5).get(0).get("y");
    IntervalEvaluation held = IntervalEvaluation.of(model, fresh);
    assertTrue(fifty.width() < ninety.width());
    assertEquals(ninety.width(), held.meanWidth().get("y"), 1e-9);
  }

  /** With the target called y. */
  private static Dataset<Regressor> renamed(Dataset<Regressor> rows) {
    MutableDataset<Regressor> named =
        new MutableDataset<>(rows.getProvenance(), rows.getOutputFactory());
    for (Example<Regressor> row : rows) {
      Regressor y = new Regressor("y", row.getOutput().getValues()[0]);
      named.add(new ArrayExample<>(y, row, 1f));
    }
    return named;
  }

  @Test
  void linesOfClassificationRun() {
    Dataset<Label> heldOut = Labels.dataset(60);
    Dataset<Label> others = Labels.dataset(60);
    Model<Label> classifier = KernelLogisticTrainer.builder().build().train(Labels.dataset(100));
    Example<Label> example = others.getExample(0);
    ConformalClassificationTrainer sets =
        ConformalClassificationTrainer.builder().coverage(0.95).build();
    ConformalClassificationModel calibrated = sets.calibrate(classifier, heldOut);
    List<Label> labels = calibrated.labels(example);
    Map<String, Double> p = calibrated.pValues(example);
    LabelSetEvaluation counted = LabelSetEvaluation.of(calibrated, others);
    assertEquals(labels.size(), p.values().stream().filter(value -> value > 0.05 + 1e-9).count());
    assertEquals(60, counted.rows());
  }

  @Test
  void linesAreThoseOfThePage() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```java") + "```java".length();
    String source = Files.readString(SOURCE).replaceAll("\\s", "");
    List<String> lines =
        page.substring(start, page.indexOf("```", start))
            .lines()
            .map(line -> line.replaceAll("//.*", "").replaceAll("\\s", ""))
            .filter(line -> !line.isEmpty())
            .toList();
    assertEquals(10, lines.size());
    lines.forEach(line -> assertTrue(source.contains(line), line));
  }

  @Test
  void numbersOfRowsAreThoseOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    StringBuilder needed = new StringBuilder();
    for (double coverage : new double[] {0.9, 0.95, 0.99}) {
      int rows = ConformalRank.rowsNeeded(1 - coverage);
      needed.append(needed.isEmpty() ? "" : ", ").append(rows + " for " + coverage);
    }
    assertTrue(page.contains(needed), needed.toString());
    ConformalRegressionTrainer defaults = new ConformalRegressionTrainer();
    assertTrue(page.contains("| `calibration` | " + defaults.calibration + " |"));
    assertTrue(page.contains("| `coverage` | " + defaults.coverage + " |"));
    assertTrue(page.contains("| `seed` | " + defaults.seed + " |"));
  }
}
