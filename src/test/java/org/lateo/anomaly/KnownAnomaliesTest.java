package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAETrainer;
import org.lateo.anomaly.Exemplars.Factors;
import org.lateo.math.RandomStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;

/** Rows that are known to be anomalous, a few among many. */
final class KnownAnomaliesTest {
  private static final RandomStream RANDOM = RandomStream.of(3, "known anomalies");
  private static final String[] NAMES = {"a", "b", "c", "d"};

  @TempDir private Path folder;

  /** Four normal columns; anomalies lie two deviations off in the first two. */
  private static List<Example<Event>> examples(int count, EventType type, int from) {
    List<Example<Event>> examples = new ArrayList<>();
    for (int r = from; r < from + count; r++) {
      double[] values = new double[NAMES.length];
      for (int c = 0; c < values.length; c++) {
        double off = type == EventType.ANOMALOUS && c < 2 ? 2 : 0;
        values[c] = off + RANDOM.at(type == EventType.ANOMALOUS ? 1 : 0).at(r).gaussian(c);
      }
      examples.add(new ArrayExample<>(new Event(type), NAMES, values));
    }
    return examples;
  }

  private static MutableDataset<Event> rows(int usual, int anomalous, int from) {
    List<Example<Event>> all = new ArrayList<>(examples(usual, EventType.EXPECTED, from));
    all.addAll(examples(anomalous, EventType.ANOMALOUS, from));
    return Pump.dataset(all);
  }

  private static VAEAnomalyTrainerBuilder trainer() {
    VAETrainer autoencoder =
        VAETrainer.builder().hidden(8).latent(2).epochs(3).validation(0).threads(1).build();
    return VAEAnomalyTrainer.builder().autoencoder(autoencoder);
  }

  private static double auroc(VAEAnomalyModel model) {
    return new AnomalyScoreEvaluator().evaluate(model, rows(500, 500, 1000)).getAUROC();
  }

  @Test
  void lowerTheScoresOfRowsLikeThem() {
    VAEAnomalyModel without = trainer().knownAnomalies(false).build().train(rows(300, 20, 0));
    VAEAnomalyModel with = trainer().build().train(rows(300, 20, 0));
    assertTrue(auroc(with) > auroc(without) + 0.03, auroc(with) + " and " + auroc(without));
    assertEquals(20, with.calibrationScores().anomalous().length);
  }

  /** Each member leaves out a fold, and needs four of the others. */
  @Test
  void ofTooFewNothingIsLearned() {
    VAEAnomalyModel without = trainer().build().train(rows(100, 0, 0));
    VAEAnomalyModel few = trainer().build().train(rows(100, 4, 0));
    assertFalse(few.ensemble().knowsAnomalies());
    List<Example<Event>> fresh = examples(50, EventType.ANOMALOUS, 500);
    assertArrayEquals(without.score(fresh), few.score(fresh));
    assertTrue(trainer().build().train(rows(100, 5, 0)).ensemble().knowsAnomalies());
    VAEAnomalyModel alone = trainer().members(1).build().train(rows(100, 50, 0));
    assertFalse(alone.ensemble().knowsAnomalies());
  }

  /** Calibration is by rows that a member has not seen, anomalies among them. */
  @Test
  void theirOwnScoresAreThoseOfRowsLikeThem() {
    VAEAnomalyModel model = trainer().build().train(rows(300, 60, 0));
    double[] own = model.calibrationScores().anomalous();
    double[] fresh = model.score(examples(500, EventType.ANOMALOUS, 1000));
    double error = Math.sqrt(variance(own) / own.length + variance(fresh) / fresh.length);
    assertEquals(mean(fresh), mean(own), 4 * error);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  @Test
  void areStoredAndExported() throws Exception {
    VAEAnomalyModel model = trainer().members(3).build().train(rows(120, 12, 0));
    assertTrue(model.ensemble().knowsAnomalies());
    Path file = folder.resolve("model");
    model.serializeToFile(file);
    VAEAnomalyModel read = (VAEAnomalyModel) Model.deserializeFromFile(file);
    List<Example<Event>> fresh = examples(20, EventType.ANOMALOUS, 500);
    assertArrayEquals(model.score(fresh), read.score(fresh));
    Path onnx = folder.resolve("model.onnx");
    model.exportONNX(onnx);
    assertTrue(Files.size(onnx) > 0);
  }

  /** One column: what each scores beside usual rows, and how near the others are. */
  @Test
  void areLeftAwayWhereTheyMislead() {
    int usual = 200;
    float[][] exemplars = new float[usual][1];
    for (int r = 0; r < usual; r++) {
      exemplars[r][0] = (float) RANDOM.at(r).gaussian(0);
    }
    Factors factors = new Factors(1, 0, 0, 0);
    assertTrue(join(exemplars, factors, 1.1f, 1.2f, 1.3f, 1.4f, 1.5f).anomalous() > 0);
    assertSame(factors, join(exemplars, factors, -5, 5, -0.5f, 0.5f, 0.1f));
  }

  /** A bound that falls with the distance from zero. */
  private static Factors join(float[][] exemplars, Factors factors, float... anomalies) {
    ScaledRows rows = new ScaledRows(exemplars);
    float[][] column = new float[anomalies.length][];
    for (int i = 0; i < column.length; i++) {
      column[i] = new float[] {anomalies[i]};
    }
    ScaledRows known = new ScaledRows(column);
    Views ofRows = views(rows, rows.apart(rows.count()));
    Views ofKnown = views(known, rows.from(known, known.count()));
    return new KnownAnomalies(known, rows, ofRows, ofKnown).join(factors);
  }

  private static Views views(ScaledRows rows, double[][] distances) {
    double[] bounds =
        IntStream.range(0, rows.count()).mapToDouble(i -> -Math.abs(rows.values()[i][0])).toArray();
    double[] broad = ScaledRows.logDensities(distances, Exemplars.BROAD);
    return new Views(bounds, broad, broad);
  }
}
