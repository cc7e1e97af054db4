package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

final class LabelMaskingTest {
  /** 60 rows of a, 30 of b, 10 of c, and 20 without a label. */
  private final MutableDataset<Label> dataset =
      Rows.dataset(120, i -> i < 60 ? "a" : i < 90 ? "b" : i < 100 ? "c" : "");

  private static Map<String, Integer> counts(Dataset<Label> rows) {
    Map<String, Integer> counts = new TreeMap<>();
    LabelMasking.labelledRows(rows)
        .forEach(e -> counts.merge(e.getOutput().getLabel(), 1, (x, y) -> x + y));
    return counts;
  }

  private static List<Integer> labelled(Dataset<Label> rows) {
    return IntStream.range(0, rows.size())
        .filter(i -> LabelMasking.isLabelled(rows.getExample(i)))
        .boxed()
        .toList();
  }

  @Test
  void eachClassKeepsItsShareButAtLeastOne() {
    assertEquals(Map.of("a", 12, "b", 6, "c", 2), counts(LabelMasking.keep(dataset, 20, 1)));
    assertEquals(Map.of("a", 1, "b", 1, "c", 1), counts(LabelMasking.keep(dataset, 3, 1)));
    assertEquals(Map.of("a", 60, "b", 30, "c", 10), counts(LabelMasking.keep(dataset, 100, 1)));
  }

  @Test
  void orAsManyOfEachClass() {
    assertEquals(
        Map.of("a", 4, "b", 4, "c", 4), counts(LabelMasking.keepOfEachClass(dataset, 4, 1)));
  }

  @Test
  void allRowsStayAndThoseThatKeepTheirLabelAreShared() {
    MutableDataset<Label> some = LabelMasking.keep(dataset, 20, 1);
    assertEquals(120, some.size());
    for (int i = 0; i < 120; i++) {
      if (LabelMasking.isLabelled(some.getExample(i))) {
        assertSame(dataset.getExample(i), some.getExample(i));
      } else {
        assertSame(LabelFactory.UNKNOWN_LABEL, some.getExample(i).getOutput());
        assertEquals(dataset.getExample(i).iterator().next(), some.getExample(i).iterator().next());
      }
    }
    assertEquals(100, LabelMasking.labelledRows(dataset).size(), "the dataset is not changed");
  }

  @Test
  void theSeedDraws() {
    List<Integer> first = labelled(LabelMasking.keep(dataset, 20, 1));
    assertEquals(first, labelled(LabelMasking.keep(dataset, 20, 1)));
    assertNotEquals(first, labelled(LabelMasking.keep(dataset, 20, 2)));
  }

  @Test
  void refusesTooManyAndTooFew() {
    assertRefused(
        () -> LabelMasking.keep(dataset, 2, 1),
        "expected from 3 labels, one for each class, to 100, all of them, found 2");
    assertRefused(
        () -> LabelMasking.keep(dataset, 101, 1),
        "expected from 3 labels, one for each class, to 100, all of them, found 101");
    assertRefused(
        () -> LabelMasking.keepOfEachClass(dataset, 11, 1),
        "expected from 1 to 10 labels of each class, as many as the rarest has, found 11");
  }

  private static void assertRefused(Runnable call, String message) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  @Test
  void sharesAreProportionalButOne() {
    assertArrayEquals(new int[] {10, 10, 10}, MaskedSource.shares(new int[] {50, 50, 50}, 30));
    assertArrayEquals(new int[] {8, 1, 1}, MaskedSource.shares(new int[] {980, 10, 10}, 10));
    assertArrayEquals(new int[] {1, 1}, MaskedSource.shares(new int[] {1000, 1}, 2));
    assertArrayEquals(new int[] {3, 2}, MaskedSource.shares(new int[] {3, 2}, 5));
  }
}
