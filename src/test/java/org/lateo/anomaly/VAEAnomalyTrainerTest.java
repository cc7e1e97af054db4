package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.latent.MixturePrior;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.test.Helpers;

final class VAEAnomalyTrainerTest {
  private static final MutableDataset<Event> TRAIN = Pump.labelled(120, 15, 1);
  private static final MutableDataset<Event> TEST = Pump.labelled(60, 20, 5);

  @ParameterizedTest
  @EnumSource(names = {"ELBO", "FLOW", "FLOW_ALONE"})
  void replaysToTheSameBitsFromProvenance(DetectorCase kind) {
    VAEAnomalyTrainer trainer = kind.trainer().trimming(0.05).build();
    MutableDataset<Event> rows = kind.of(TRAIN);
    MutableDataset<Event> test = kind.of(TEST);
    trainer.train(rows);
    VAEAnomalyModel second = trainer.train(rows);
    assertEquals(2, trainer.getInvocationCount());
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(second.getProvenance()));
    VAEAnomalyTrainer rebuilt = manager.lookupAll(VAEAnomalyTrainer.class).get(0);
    VAEAnomalyModel again = rebuilt.train(rows, Map.of(), 1);
    assertArrayEquals(Pump.scores(second, test), Pump.scores(again, test));
    assertEquals(second.calibrationScores(), again.calibrationScores());
    assertEquals(second.getTopFeatures(-1), again.getTopFeatures(-1));
    VAEAnomalyModel first = rebuilt.train(rows, Map.of(), 0);
    assertFalse(Arrays.equals(Pump.scores(first, test), Pump.scores(again, test)));
  }

  @Test
  void theSameBitsAtAnyNumberOfThreads() {
    Dataset<Event> few = Pump.usual(40, 3);
    double[] one =
        Pump.scores(VAEAnomalyTrainer.builder().members(2).threads(1).build().train(few), TEST);
    double[] three =
        Pump.scores(VAEAnomalyTrainer.builder().members(2).threads(3).build().train(few), TEST);
    assertArrayEquals(one, three);
  }

  @Test
  void tribuosHelpers() {
    Helpers.testConfigurableRoundtrip(Pump.trainer().threshold(new Contamination(0.2)).build());
    Helpers.testConfigurableRoundtrip(new VAEAnomalyTrainer());
    Helpers.testConfigurableRoundtrip(DetectorCase.FLOW.trainer().build());
    Helpers.testProvenanceMarshalling(Pump.trainer().build().getProvenance());
  }

  /** What is chosen stands in the provenance of each member. */
  @Test
  void choicesAreShown() {
    VAEAnomalyModel model = new VAEAnomalyTrainer().train(Pump.usual(30, 3));
    String shown = model.members().get(0).getProvenance().getTrainerProvenance().toString();
    assertTrue(shown.contains("jitter=0.02") && shown.contains("StudentT"), shown);
  }

  @Test
  void labelledAnomaliesMayBeLeftAside() {
    MutableDataset<Event> without = Pump.usual(120, 1);
    VAEAnomalyModel model = Pump.trainer().knownAnomalies(false).build().train(TRAIN);
    assertEquals(15, model.calibrationScores().anomalous().length);
    assertEquals(120, model.calibrationScores().usual().length);
    VAEAnomalyModel same = Pump.trainer().build().train(without);
    assertArrayEquals(Pump.scores(same, TEST), Pump.scores(model, TEST));
  }

  @Test
  void rowsOfUnknownTypeAreTrainedOn() {
    MutableDataset<Event> unknown = Pump.dataset(Pump.examples(120, EventType.UNKNOWN, false, 1));
    VAEAnomalyModel model = Pump.trainer().build().train(unknown);
    VAEAnomalyModel same = Pump.trainer().build().train(Pump.usual(120, 1));
    assertArrayEquals(Pump.scores(same, TEST), Pump.scores(model, TEST));
  }

  /** With anomalies among the rows, leaving out the worst teaches fewer of them. */
  @Test
  void trimmingLeavesOutWhatDoesNotFit() {
    List<Example<Event>> mixed = new ArrayList<>(Pump.examples(150, EventType.EXPECTED, false, 1));
    mixed.addAll(Pump.examples(30, EventType.EXPECTED, true, 2));
    MutableDataset<Event> contaminated = Pump.dataset(mixed);
    AnomalyScoreEvaluator evaluator = new AnomalyScoreEvaluator();
    double plain = evaluator.evaluate(Pump.trainer().build().train(contaminated), TEST).getAUROC();
    VAEAnomalyModel trimmed =
        Pump.trainer()
            .trimming(0.2)
            .threshold(new Contamination(30 / 180.0))
            .build()
            .train(contaminated);
    double robust = evaluator.evaluate(trimmed, TEST).getAUROC();
    assertTrue(robust > plain, robust + " after trimming, " + plain + " before");
    assertEquals(180, trimmed.calibrationScores().usual().length);
    assertTrue(trimmed.ensemble().members().stream().allMatch(m -> m.rows() <= 144));
  }

  /** Such detectors could not be read from their files. */
  @Test
  void refusesModelsElsewhereWhosePriorsDiffer() {
    MutableDataset<Event> rows = Pump.dataset(Pump.examples(60, EventType.EXPECTED, false, 1));
    VAETrainerBuilder small =
        VAETrainer.builder().hidden(4).latent(3).epochs(1).batchSize(20).threads(1);
    List<VAEModel> models =
        List.of(small.build().fit(rows), small.prior(new MixturePrior(2)).build().fit(rows));
    VAEAnomalyTrainer trainer = VAEAnomalyTrainer.builder().exemplars(0).build();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> trainer.calibrate(models, 60, rows));
    assertTrue(e.getMessage().contains("for each latent dimension"), e.getMessage());
  }

  /** Of many rows a fifth calibrates, of those that were trimmed as well. */
  @Test
  void trimmedRowsCalibrateByTheSameShare() {
    VAEAnomalyModel trimmed =
        Pump.trainer()
            .trimming(0.2)
            .calibration(0.25)
            .crossBelow(0)
            .build()
            .train(Pump.dataset(Pump.examples(200, EventType.EXPECTED, false, 1)));
    assertEquals(160 / 4 + 40 / 4, trimmed.calibrationScores().usual().length);
  }

  @Test
  void calibrationRowsAreHeldOut() {
    for (boolean cross : new boolean[] {true, false}) {
      int[] rows = IntStream.range(0, 23).map(i -> 2 * i).toArray();
      CalibrationPlan plan = CalibrationPlan.of(rows, 4, 0.2, cross, 7);
      Set<Integer> calibrating = new TreeSet<>();
      for (int k = 0; k < 4; k++) {
        Set<Integer> both = new TreeSet<>();
        for (int row : plan.training().get(k)) {
          assertTrue(both.add(row));
        }
        for (int row : plan.heldOut().get(k)) {
          assertTrue(both.add(row), "row " + row + " trains and calibrates member " + k);
          calibrating.add(row);
        }
        assertEquals(23, both.size());
      }
      assertEquals(cross ? 23 : 5, calibrating.size());
      assertEquals(cross, plan.crossed());
    }
  }

  @Test
  void manyRowsAreSplit() {
    VAEAnomalyModel model =
        Pump.trainer().crossBelow(100).calibration(0.25).build().train(Pump.usual(120, 1));
    assertEquals(30, model.calibrationScores().usual().length);
  }

  /** On fresh rows alarms come as often as promised, by folds and by a split. */
  @ParameterizedTest
  @EnumSource(names = {"ELBO", "FLOW", "FLOW_ALONE"})
  void falseAlarmsAreAsPromised(DetectorCase kind) {
    int fresh = 2000;
    MutableDataset<Event> rows = kind.of(Pump.usual(fresh, 77));
    for (int crossBelow : new int[] {0, 10_000}) {
      VAEAnomalyModel model =
          kind.trainer()
              .crossBelow(crossBelow)
              .calibration(0.4)
              .build()
              .train(kind.of(Pump.usual(500, 8)));
      long alarms =
          model.predict(rows).stream()
              .filter(p -> p.getOutput().getType() == EventType.ANOMALOUS)
              .count();
      int calibrated = model.calibrationScores().usual().length;
      double error = Math.sqrt(0.05 * 0.95 * (1.0 / fresh + 1.0 / calibrated));
      assertEquals(0.05, alarms / (double) fresh, 3 * error);
    }
  }

  @Test
  void theListenerHearsOfEachMember() {
    List<EpochReport> reports = new ArrayList<>();
    Pump.trainer().autoencoder(Pump.linear()).build().train(TRAIN, reports::add);
    assertEquals(15, reports.size());
  }

  @Test
  void refused() {
    assertRefused(
        () -> Pump.trainer().build().train(Pump.usual(1, 1)), "at least 2 rows", "found 1 among 1");
    MutableDataset<Event> anomalies = Pump.dataset(Pump.examples(5, EventType.ANOMALOUS, true, 1));
    assertRefused(() -> Pump.trainer().build().train(anomalies), "found 0 among 5");
    assertRefused(
        () -> Pump.trainer().threshold(new BestF1()).build().train(Pump.usual(30, 1)),
        "labelled ANOMALOUS");
    assertField("members", () -> Pump.trainer().members(0).build());
    assertField("members", () -> Pump.trainer().members(1).trimming(0.1).build());
    assertField("samples", () -> Pump.trainer().samples(-1).build());
    assertField("calibration", () -> Pump.trainer().calibration(1).build());
    assertField("trimming", () -> Pump.trainer().trimming(1).build());
    assertField("crossBelow", () -> Pump.trainer().crossBelow(-1).build());
    assertField("threads", () -> Pump.trainer().threads(-1).build());
    assertRefused(() -> Pump.trainer().build().setInvocationCount(-1), "0 or more", "found -1");
  }

  private static void assertField(String field, Runnable build) {
    PropertyException refused = assertThrows(PropertyException.class, build::run);
    assertEquals(field, refused.getProperty());
    assertSays(refused, "Expected");
  }

  @Test
  void rowsInAnotherOrderOfFeatures() {
    double[] values = Pump.row(new Random(4));
    Example<Event> row = Pump.example(EventType.EXPECTED, values);
    VAEAnomalyModel model = Pump.trainer().build().train(TRAIN);
    String[] names = Pump.NAMES.clone();
    double[] reversed = values.clone();
    for (int i = 0; i < names.length; i++) {
      names[i] = Pump.NAMES[names.length - 1 - i];
      reversed[i] = values[names.length - 1 - i];
    }
    Example<Event> same =
        new org.tribuo.impl.ArrayExample<>(new Event(EventType.EXPECTED), names, reversed);
    assertEquals(model.score(row), model.score(same));
  }
}
