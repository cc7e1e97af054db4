package org.lateo.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class MissingColumnsTest {
  private static final List<String> NAMES =
      List.of("age", "colour@blue", "colour@red", "price", "size@l", "size@s");

  private static MissingColumns of(String... patterns) {
    return MissingColumns.of(NAMES, List.of(patterns).stream().map(Pattern::compile).toList());
  }

  @Test
  void fieldsAreOneVariable() {
    MissingColumns missing = of("colour", "price", "s.*");
    assertEquals(List.of(0, 1, 1, 2, 3, 3), missing.units());
    assertArrayEquals(new int[] {1, 3, 4}, missing.marks());
    assertArrayEquals(new int[] {1, 2}, missing.together(2));
    assertArrayEquals(new int[] {3}, missing.together(3));
    assertArrayEquals(new boolean[] {false, true, true, true, true, true}, missing.flags());
    assertEquals(List.of(1, 2, 2, 3, 4, 4), of(".*").units());
  }

  @Test
  void aPatternMatchesTheWholeNameOfAVariable() {
    assertTrue(of("colour@red", "pri").isNone());
    assertTrue(of().isNone());
    assertFalse(of("age").isNone());
    assertTrue(MissingColumns.matches(List.of(Pattern.compile("colour")), "colour@unseen"));
  }

  @Test
  void theColumnsOfSomeKeepTheirVariables() {
    assertEquals(List.of(1, 3), of(".*").of(List.of(0, 3)).units());
    assertEquals(MissingColumns.none(2), of("age").of(List.of(1, 2)));
  }

  @Test
  void likelihoodsThatJoinColumnsSaySo() {
    new Gaussian().requireSeparable(of("age"));
    new Categorical().requireSeparable(new MissingColumns(List.of(1, 1, 1)));
    new Categorical().requireSeparable(MissingColumns.none(3));
    assertRefused(
        () -> new Categorical().requireSeparable(new MissingColumns(List.of(1, 1, 0))),
        "missing together",
        "found 2");
    assertRefused(
        () -> new Multinomial().requireSeparable(new MissingColumns(List.of(0, 1))),
        "multinomial",
        "negative-binomial");
  }

  @Test
  void refusesNegativeNumbers() {
    assertRefused(() -> new MissingColumns(List.of(0, -1)), "from 0", "[0, -1]");
  }
}
