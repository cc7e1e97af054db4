package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.lateo.VAETrainerBuilder;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Data that break detectors: they are trained on or refused with a reason, and never give NaN. */
final class EdgeCasesTest {
  private static MutableDataset<Event> table(int rows, int columns, IntFunction<double[]> row) {
    String[] names = new String[columns];
    Arrays.setAll(names, c -> String.format("f%04d", c));
    MutableDataset<Event> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("edge", Pump.FACTORY), Pump.FACTORY);
    for (int i = 0; i < rows; i++) {
      dataset.add(new ArrayExample<>(new Event(EventType.EXPECTED), names, row.apply(i)));
    }
    return dataset;
  }

  private static MutableDataset<Event> random(int rows, int columns) {
    Random random = new Random(1);
    return table(rows, columns, i -> random.doubles(columns).toArray());
  }

  /** Few epochs: what is asked is whether it goes, not how well. */
  private static VAEAnomalyModel train(MutableDataset<Event> rows, int members) {
    VAETrainerBuilder vae =
        AnomalyDefaults.choose(rows).epochs(rows.getFeatureMap().size() > 100 ? 2 : 20).threads(2);
    VAEAnomalyModel model =
        VAEAnomalyTrainer.builder().autoencoder(vae.build()).members(members).build().train(rows);
    for (double score : Pump.scores(model, rows)) {
      assertTrue(Double.isFinite(score), "score " + score);
    }
    for (double score : model.calibrationScores().usual()) {
      assertFalse(Double.isNaN(score));
    }
    model.explain(rows.getExample(0)).features().forEach(f -> assertFinite(f.deviation()));
    return model;
  }

  private static void assertFinite(double value) {
    assertTrue(Double.isFinite(value), "" + value);
  }

  @Test
  void oneRowIsRefusedAndTwoAreTrainedOn() {
    assertRefused(() -> train(random(1, 3), 2), "at least 2 rows", "found 1");
    train(random(2, 3), 5);
  }

  @Test
  void allRowsEqual() {
    VAEAnomalyModel model = train(table(40, 3, i -> new double[] {1, 0, 1e6}), 3);
    Example<Event> other =
        new ArrayExample<>(
            new Event(EventType.ANOMALOUS),
            new String[] {"f0000", "f0001", "f0002"},
            new double[] {7, 0, 1e6});
    assertEquals(EventType.ANOMALOUS, model.predict(other).getOutput().getType());
    assertEquals("f0000", model.explain(other).features().get(0).name());
  }

  @Test
  void constantColumns() {
    MutableDataset<Event> some = random(50, 4);
    train(table(50, 6, i -> Arrays.copyOf(values(some.getExample(i)), 6)), 3);
  }

  private static double[] values(Example<Event> example) {
    double[] values = new double[example.size()];
    Arrays.setAll(values, c -> example.lookup(String.format("f%04d", c)).getValue());
    return values;
  }

  @Test
  void smallTable() {
    assertEquals(100, train(random(100, 10), 5).calibrationScores().usual().length);
  }

  @Test
  void wideTable() {
    train(random(500, 2000), 2);
  }

  @Test
  void oneEnormousValue() {
    for (double enormous : new double[] {1e9, 1e20, 1e38, -3e38}) {
      MutableDataset<Event> some = random(60, 3);
      MutableDataset<Event> rows =
          table(
              60,
              3,
              i -> {
                double[] values = values(some.getExample(i));
                values[1] = i == 17 ? enormous : values[1];
                return values;
              });
      VAEAnomalyModel model =
          VAEAnomalyTrainer.builder()
              .autoencoder(AnomalyDefaults.choose(rows).epochs(20).build())
              .members(3)
              .build()
              .train(rows);
      for (double score : Pump.scores(model, rows)) {
        assertFalse(Double.isNaN(score), enormous + " gives " + score);
      }
      for (double score : model.calibrationScores().usual()) {
        assertFalse(Double.isNaN(score));
      }
    }
  }
}
