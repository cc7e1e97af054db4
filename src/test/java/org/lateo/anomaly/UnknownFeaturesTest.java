package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lateo.rows.ExampleTable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableDataset;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.hash.ModHashCodeHasher;
import org.tribuo.impl.ArrayExample;

/** Features that no training row had: unusual values, or other columns of a table. */
final class UnknownFeaturesTest {
  private static final MutableDataset<Event> TABLE = Pump.usual(120, 1);
  private static final VAEAnomalyModel MODEL = Pump.trainer().build().train(TABLE);

  /** Rows of text have some of many words; here each lacks a column. */
  private static MutableDataset<Event> sparse() {
    List<Example<Event>> rows = new ArrayList<>();
    for (Example<Event> row : TABLE) {
      Example<Event> some = new ArrayExample<>(row.getOutput());
      for (Feature feature : row) {
        if (!feature.getName().equals(rows.size() % 2 == 0 ? "noise" : "current")) {
          some.add(feature);
        }
      }
      rows.add(some);
    }
    return Pump.dataset(rows);
  }

  private static Example<Event> with(Example<Event> row, String name, double value) {
    Example<Event> more = new ArrayExample<>(row);
    more.add(new Feature(name, value));
    return more;
  }

  @Test
  void anotherColumnOfATableIsIgnoredAndNamed() {
    MutableDataset<Event> rows = Pump.dataset(List.of());
    for (Example<Event> row : Pump.usual(200, 2)) {
      rows.add(with(with(row, "id", 10_000 + rows.size()), "other@field", 1));
    }
    long alarms =
        MODEL.predict(rows).stream()
            .filter(p -> p.getOutput().getType() == EventType.ANOMALOUS)
            .count();
    assertTrue(alarms < 30, alarms + " of 200");
    Example<Event> plain = Pump.usual(1, 2).getExample(0);
    assertEquals(MODEL.score(plain), MODEL.score(with(plain, "id", 10_000)));
    assertEquals(List.of("id"), MODEL.explain(with(plain, "id", 7)).ignored());
    assertEquals(List.of(), MODEL.explain(plain).ignored());
    assertEquals(Pump.NAMES.length, MODEL.predict(with(plain, "id", 7)).getNumActiveFeatures());
  }

  @Test
  void anUnseenValueOfAKnownFieldIsEvidence() {
    Example<Event> row = TABLE.getExample(0);
    double penalty = Math.log(80 + 2.0); // Each member left out a third of 120 rows.
    assertLower(penalty, MODEL, row, with(row, "mode@never", 1));
    assertEquals(MODEL.score(row), MODEL.score(with(row, "mode@never", 0)));
    assertTrue(
        MODEL.explain(with(row, "mode@never", 1)).features().stream()
            .anyMatch(c -> c.name().equals("mode@never") && Math.abs(c.nats() + penalty) < 1e-9));
  }

  /** Scores are floats: within 1e-6 of their parts' size. */
  private static void assertLower(
      double penalty, VAEAnomalyModel model, Example<Event> row, Example<Event> other) {
    double size = 1 + penalty;
    for (AnomalyExplanation.Contribution part : model.explain(row).features()) {
      size += Math.abs(part.nats());
    }
    assertEquals(model.score(row) - penalty, model.score(other), 1e-6 * size);
  }

  @Test
  void anUnseenFeatureIsEvidenceWhereRowsAreSparse() {
    VAEAnomalyModel model = Pump.trainer().build().train(sparse());
    Example<Event> row = TABLE.getExample(0);
    double penalty = Math.log(80 + 2.0);
    assertLower(penalty, model, row, with(row, "leak", 1));
    assertEquals(model.score(row), model.score(with(row, "leak", 0)));
    assertLower(penalty, model, row, with(row, "new@field", 1));
    assertEquals(List.of(), model.explain(with(row, "leak", 1)).ignored());
    assertEquals(Pump.NAMES.length, model.predict(with(row, "leak", 1)).getNumActiveFeatures());
  }

  @Test
  void whatIsIgnoredIsLoggedOnceAModel() {
    VAEAnomalyModel model = MODEL.withThreshold(new Contamination(0.1));
    Logger logger = Logger.getLogger(IgnoredColumns.class.getName());
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord log) {
            messages.add(log.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      for (int i = 0; i < 3; i++) {
        model.predict(with(TABLE.getExample(i), "response", i));
        model.score(with(TABLE.getExample(i), "mode@never", 1));
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertEquals(1, messages.size(), messages::toString);
    assertTrue(messages.get(0).contains("response"), messages.get(0));
  }

  private static Domain domain(Dataset<Event> rows, String missing) {
    int[] all = IntStream.range(0, rows.size()).toArray();
    return Domain.of(rows, all, name -> name.equals(missing));
  }

  @Test
  void aTableHasEveryFeatureInEachRowButForFieldsAndMissingValues() {
    assertTrue(domain(TABLE, "").closed());
    assertFalse(domain(sparse(), "").closed());
    assertFalse(domain(sparse(), "noise").closed());
    List<Example<Event>> gaps = new ArrayList<>();
    for (Example<Event> row : TABLE) {
      Example<Event> some = new ArrayExample<>(row.getOutput());
      for (Feature feature : row) {
        if (gaps.size() % 3 > 0 || !feature.getName().equals("noise")) {
          some.add(feature);
        }
      }
      gaps.add(some);
    }
    assertFalse(domain(Pump.dataset(gaps), "").closed());
    assertTrue(domain(Pump.dataset(gaps), "noise").closed());
  }

  @Test
  void aDomainIsThatOfTheRowsAlone() {
    MutableDataset<Event> rows = Pump.usual(20, 1);
    rows.add(with(rows.getExample(3), "rare", 1));
    int[] first = IntStream.range(0, 20).toArray();
    Domain domain = Domain.of(rows, first, name -> false);
    assertEquals(List.of(Pump.NAMES), ExampleTable.names(domain.features()));
    assertTrue(domain.closed());
    Domain all = domain(rows, "");
    assertEquals(Pump.NAMES.length + 1, all.features().size());
    assertFalse(all.closed());
  }

  @Test
  void hashedNamesAreRefusedWhereRowsDiffer() {
    MutableDataset<Event> rows = Pump.usual(20, 1);
    rows.add(with(rows.getExample(3), "rare", 1));
    Dataset<Event> hashed =
        ImmutableDataset.hashFeatureMap(rows, new ModHashCodeHasher("a salt of some length"));
    int[] first = IntStream.range(0, 20).toArray();
    assertRefused(
        () -> Domain.of(hashed, first, name -> false), "all of the 8 hashed features", "found 7");
  }
}
