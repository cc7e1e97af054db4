package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.lateo.Tiny;
import org.lateo.VAEModel;
import org.lateo.VAETrainerBuilder;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.Model;

/** Training ends with a warning if codes do not tell the rows apart. */
final class PosteriorCollapseTest {
  private final List<LogRecord> log = new ArrayList<>();

  private VAEModel train(VAETrainerBuilder trainer, Dataset<?> rows) {
    Logger logger = Logger.getLogger("org.lateo.VAETraining");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord published) {
            log.add(published);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      return trainer.build().fit(rows);
    } finally {
      logger.removeHandler(handler);
    }
  }

  @Test
  void equalRowsHaveEqualCodes() {
    double[][] equal = new double[30][];
    Arrays.fill(equal, Tiny.unitRows(1, Tiny.COLUMNS, 1)[0]);
    VAEModel model = train(Tiny.trainer(), Tiny.dataset(equal));
    assertEquals(1, log.size());
    assertEquals(Level.WARNING, log.get(0).getLevel());
    String said = log.get(0).getMessage();
    assertTrue(said.startsWith("Posterior collapse: 3 of 3 latent dimensions"), said);
    assertTrue(said.contains("over 30 rows"), said);
    assertEquals(Optional.of(said), model.collapseWarning());
    Model<?> read = Model.deserialize(model.serialize());
    assertEquals(Optional.of(said), ((VAEModel) read).collapseWarning(), "it is remembered");
  }

  @Test
  void codesThatTellRowsApartDrawNone() {
    VAETrainerBuilder trainer = Tiny.trainer().latent(2).epochs(100).optimiser(new Adam(0.01));
    VAEModel model = train(trainer, Tiny.real(120));
    assertEquals(List.of(), log.stream().map(LogRecord::getMessage).toList());
    assertEquals(Optional.empty(), model.collapseWarning());
  }
}
