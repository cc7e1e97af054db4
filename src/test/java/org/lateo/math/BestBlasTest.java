package org.lateo.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What the system property chooses, where there are native libraries and where there are none. */
final class BestBlasTest {
  private static final Blas FOUND = new JavaBlas();

  private static Blas none() {
    throw new NoClassDefFoundError("org/nd4j/linalg/factory/Nd4j");
  }

  @Test
  void nativeWhereThereIsOne() {
    assertSame(FOUND, BestBlas.choose(null, () -> FOUND));
    assertSame(FOUND, BestBlas.choose("native", () -> FOUND));
  }

  @Test
  void javaLoadsNothingAndSaysNothing() {
    assertEquals(
        List.of(),
        logged(
            () -> assertInstanceOf(JavaBlas.class, BestBlas.choose("java", BestBlasTest::none))));
  }

  @Test
  void withoutNativesOneWarning() {
    List<LogRecord> said =
        logged(() -> assertInstanceOf(JavaBlas.class, BestBlas.choose(null, BestBlasTest::none)));
    assertEquals(1, said.size());
    assertEquals(Level.WARNING, said.get(0).getLevel());
    assertTrue(said.get(0).getMessage().contains("native"), said.get(0).getMessage());
  }

  @Test
  void refusesWhatItCannotGive() {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> BestBlas.choose("Java", () -> FOUND));
    assertEquals(
        "Expected native or java as system property lateo.blas, found Java", wrong.getMessage());
    IllegalStateException without =
        assertThrows(
            IllegalStateException.class, () -> BestBlas.choose("native", BestBlasTest::none));
    assertInstanceOf(NoClassDefFoundError.class, without.getCause());
  }

  private static List<LogRecord> logged(Runnable work) {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(BestBlas.class.getName());
    logger.addHandler(handler);
    try {
      work.run();
    } finally {
      logger.removeHandler(handler);
    }
    return records;
  }
}
