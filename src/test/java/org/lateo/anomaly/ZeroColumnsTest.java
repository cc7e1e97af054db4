package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAETrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.anomaly.Event;
import org.tribuo.impl.ArrayExample;

/** A column of a file that is zero in every usual row is a constant one, and no other column. */
final class ZeroColumnsTest {
  @TempDir private static Path folder;
  private static VAEAnomalyModel model;
  private static Dataset<Event> rows;

  @BeforeAll
  static void train() throws IOException {
    Path file = folder.resolve("rows.csv");
    Random random = new Random(5);
    Stream<String> lines =
        Stream.iterate(0, i -> i + 1)
            .limit(120)
            .map(i -> line(random.nextGaussian(), random.nextGaussian(), i < 116 ? 0 : 7));
    Files.write(file, Stream.concat(Stream.of("level,flow,alarm_code,state"), lines).toList());
    rows = Table.read(TableOptions.of(file).withResponse("state")).events("broken");
    VAETrainer small =
        VAETrainer.builder()
            .hidden(8)
            .latent(2)
            .epochs(20)
            .batchSize(20)
            .threads(1)
            .optimiser(new Adam(0.01))
            .build();
    model = VAEAnomalyTrainer.builder().autoencoder(small).members(3).build().train(rows);
  }

  private static String line(double level, double noise, int code) {
    return String.format(
        Locale.ROOT,
        "%.3f,%.3f,%d,%s",
        3 + level,
        3 + level + 0.1 * noise,
        code,
        code == 0 ? "fine" : "broken");
  }

  private static Example<Event> with(Example<Event> row, String name, double value) {
    Example<Event> copy = new ArrayExample<>(row);
    copy.add(new Feature(name, value));
    return copy;
  }

  @Test
  void anotherValueIsUnusual() {
    Example<Event> row = rows.getExample(0);
    assertEquals(List.of(), model.explain(with(row, "alarm_code", 7)).ignored());
    double lower = model.score(row) - model.score(with(row, "alarm_code", 7));
    assertTrue(lower > 10, "lower by " + lower);
    assertEquals(model.score(row), model.score(with(row, "alarm_code", 0)));
  }

  @Test
  void aColumnThatIsNotInTheFileIsIgnored() {
    Example<Event> row = rows.getExample(0);
    assertEquals(model.score(row), model.score(with(row, "other", 7)));
    assertEquals(List.of("other"), model.explain(with(row, "other", 7)).ignored());
  }
}
