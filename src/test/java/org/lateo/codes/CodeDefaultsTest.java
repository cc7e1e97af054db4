package org.lateo.codes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.junit.jupiter.api.Test;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;

/** Choices by the numbers of rows and columns, and how many steps they come to. */
final class CodeDefaultsTest {
  private static int epochs(VAETrainerBuilder choice) {
    return choice.build().epochs();
  }

  private static String latent(VAETrainerBuilder choice) {
    return choice.build().getProvenance().getConfiguredParameters().get("latent").toString();
  }

  @Test
  void epochsMakeUpForFewRows() {
    assertEquals(500, epochs(CodeDefaults.choose(100, 10)));
    assertEquals(200, epochs(CodeDefaults.choose(5_000, 10)));
    assertEquals(40, epochs(CodeDefaults.choose(60_000, 10)));
    assertEquals(150, epochs(CodeDefaults.chooseWithClasses(5_000, 10)));
    assertEquals(20, epochs(CodeDefaults.chooseWithClasses(60_000, 10)));
    assertEquals(50, epochs(CodeDefaults.chooseWithClasses(5_000, 2_000)), "steps take long");
    assertEquals(400, epochs(CodeDefaults.chooseOfCodes(5_000)));
    assertEquals(40, epochs(CodeDefaults.chooseOfCodes(60_000)));
  }

  @Test
  void wideRowsHaveWideCodesAndWithClassesManyWideRows() {
    assertEquals("20", latent(CodeDefaults.choose(5_000, 99)));
    assertEquals("50", latent(CodeDefaults.choose(5_000, 100)));
    assertEquals("10", latent(CodeDefaults.chooseWithClasses(19_999, 100)));
    assertEquals("10", latent(CodeDefaults.chooseWithClasses(20_000, 99)));
    assertEquals("50", latent(CodeDefaults.chooseWithClasses(20_000, 100)));
    assertArrayEquals(new int[] {200}, CodeDefaults.chooseOfCodes(5_000).build().hidden());
  }

  @Test
  void anotherNumberOfEpochsLeavesTheTrainerAsItIs() {
    VAETrainer trainer = CodeDefaults.choose(5_000, 10).build();
    VAETrainer other = trainer.withEpochs(7);
    other.setInvocationCount(3);
    assertEquals(7, other.epochs());
    assertEquals(200, trainer.epochs());
    assertEquals(0, trainer.getInvocationCount());
    assertThrows(PropertyException.class, () -> trainer.withEpochs(0));
  }
}
