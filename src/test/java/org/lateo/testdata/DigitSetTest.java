package org.lateo.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Needs the fonts; skipped where they are absent. */
class DigitSetTest {
  @BeforeEach
  void skipWithoutFonts() {
    List<String> missing = DigitFonts.missing();
    assumeTrue(missing.isEmpty(), () -> "fonts absent: " + missing);
  }

  @Test
  void sameSeedDrawsTheSameRows() {
    DigitSet one = DigitSet.draw(11, 40);
    DigitSet two = DigitSet.draw(11, 40);
    assertArrayEquals(one.images(), two.images());
    assertArrayEquals(one.labels(), two.labels());
  }

  @Test
  void rowsDoNotDependOnHowManyAreDrawn() {
    DigitSet many = DigitSet.draw(11, 40);
    DigitSet few = DigitSet.draw(11, 10);
    assertArrayEquals(few.images(), Arrays.copyOf(many.images(), 10));
    assertArrayEquals(few.labels(), Arrays.copyOf(many.labels(), 10));
  }
}
