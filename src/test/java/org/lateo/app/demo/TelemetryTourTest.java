package org.lateo.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.SheetReader;
import org.lateo.tables.TableOptions;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;

final class TelemetryTourTest {
  private static final Path DATA = Path.of("test-data");

  private static Faults faults() throws IOException {
    return Faults.read(DATA.resolve("telemetry-test-faults.csv.gz"));
  }

  @Test
  void faultsAreAsPublished() throws IOException {
    Faults faults = faults();
    assertEquals(2000, faults.kinds().size());
    Map<String, Long> counts =
        faults.kinds().stream().collect(Collectors.groupingBy(k -> k, Collectors.counting()));
    assertEquals(9, counts.size());
    assertEquals(1600, counts.remove(Faults.SOUND));
    counts.forEach((kind, count) -> assertEquals(50, count, kind));
    assertEquals(
        "[mode]", faults.sensorsOf("wrong_mode").toString(), "columns of a field are the field");
  }

  /** Half a minute. */
  @Test
  @Tag("long")
  void namesTheFaultySensorAndKeepsItsPromise() throws IOException {
    TelemetryTour.Result result =
        new TelemetryTour(rows("train"), rows("test"), faults(), 1, 2).run(TrainingListener.NONE);
    assertTrue(result.auroc() > 0.945, "AUROC " + result.auroc());
    assertTrue(result.auroc() > result.aurocByDistance() + 0.1, "" + result.aurocByDistance());
    assertTrue(result.named("", TelemetryTour.NAMED) >= 0.92, "named " + result.named("", 3));
    double error = Math.sqrt(0.05 * 0.95 * (1 / 1000.0 + 1 / 1600.0));
    assertEquals(0.05, result.falseAlarms(), 3 * error);
  }

  private static Dataset<Event> rows(String split) {
    TableOptions options =
        TableOptions.of(DATA.resolve("telemetry-" + split + ".csv.gz")).withResponse("status");
    return Datasets.toTrain(SheetReader.read(options), OutputKind.events("ANOMALOUS"));
  }
}
