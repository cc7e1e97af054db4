package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DimensionNamesTest {

  @ParameterizedTest
  @CsvSource({
    "1, z0, z0",
    "2, z0, z1",
    "10, z0, z9",
    "11, z00, z10",
    "100, z00, z99",
    "101, z000, z100",
    "1000, z000, z999",
    "1001, z0000, z1000"
  })
  void firstAndLast(int count, String first, String last) {
    String[] names = LatentCode.dimensionNames(count);
    assertEquals(count, names.length);
    assertEquals(first, names[0]);
    assertEquals(last, names[count - 1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 11, 99, 100, 101, 1234})
  void orderSurvivesSorting(int count) {
    String[] names = LatentCode.dimensionNames(count);
    String[] sorted = names.clone();
    Arrays.sort(sorted);
    assertArrayEquals(names, sorted);
    assertArrayEquals(names, DimensionNames.checked(names));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesNoDimensions(int count) {
    assertRefused(() -> LatentCode.dimensionNames(count), "at least 1", "found " + count);
  }

  @Test
  void checkedCopies() {
    String[] names = {"a", "b"};
    assertNotSame(names, DimensionNames.checked(names));
  }

  @Test
  void refusesBadNames() {
    assertRefused(() -> DimensionNames.checked(new String[0]), "at least 1", "found none");
    assertRefused(() -> DimensionNames.checked(new String[] {"a", " "}), "dimension 1", "' '");
    assertRefused(() -> DimensionNames.checked(new String[] {null}), "dimension 0", "'null'");
    assertRefused(() -> DimensionNames.checked(new String[] {"a", "a"}), "distinct", "'a'", "at 1");
    assertRefused(
        () -> DimensionNames.checked(new String[] {"z10", "z2", "z1"}),
        "ascending",
        "'z1'",
        "'z2'");
  }

  @Test
  void refusesOtherDimensions() {
    String[] expected = {"a", "b"};
    DimensionNames.checkSame(expected, new String[] {"a", "b"});
    assertRefused(
        () -> DimensionNames.checkSame(expected, new String[] {"a", "c"}),
        "Expected the dimensions [a, b]",
        "found [a, c]");
  }
}
