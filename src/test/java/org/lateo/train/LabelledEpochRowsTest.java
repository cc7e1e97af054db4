package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LabelledEpochRowsTest {
  private static final int[] LABELLED = {3, 17, 40, 41, 99};
  private static final int[] OTHERS =
      IntStream.range(0, 100).filter(i -> Arrays.binarySearch(LABELLED, i) < 0).toArray();

  private final EpochRows rows = new LabelledEpochRows(LABELLED, OTHERS, 3, 10, 7);

  @Test
  void everyMinibatchBeginsWithLabelledRows() {
    assertEquals(95 + 14 * 3, rows.count());
    int[] epoch = rows.of(1);
    for (int i = 0; i < epoch.length; i++) {
      boolean labelled = Arrays.binarySearch(LABELLED, epoch[i]) >= 0;
      assertEquals(i % 10 < 3, labelled, "position " + i);
    }
  }

  @Test
  void theOthersComeOnceAndLabelledOnesInTurn() {
    int[] counts = new int[100];
    for (int epoch = 1; epoch <= 5; epoch++) {
      Arrays.stream(rows.of(epoch)).forEach(row -> counts[row]++);
    }
    for (int row : OTHERS) {
      assertEquals(5, counts[row]);
    }
    for (int row : LABELLED) {
      assertEquals(14 * 3, counts[row], "five epochs of 42 turns over five rows");
    }
  }

  @Test
  void aMinibatchOfAllLabelledRowsHasNoneTwice() {
    int[] epoch = new LabelledEpochRows(LABELLED, OTHERS, 5, 10, 7).of(2);
    for (int from = 0; from < epoch.length; from += 10) {
      int[] batch = Arrays.copyOfRange(epoch, from, Math.min(epoch.length, from + 10));
      assertEquals(batch.length, Arrays.stream(batch).distinct().count());
    }
  }

  @Test
  void weightsMakeAnEpochStandForAllRowsOnce() {
    double sum = Arrays.stream(rows.of(3)).mapToDouble(rows::factor).sum();
    assertEquals(100, sum, 1e-9);
    assertEquals(1, rows.factor(0));
    assertEquals(5.0 / 42, rows.factor(3), 1e-12);
    assertTrue(rows.repeats());
  }

  @Test
  void isAFunctionOfSeedAndEpoch() {
    assertArrayEquals(rows.of(2), new LabelledEpochRows(LABELLED, OTHERS, 3, 10, 7).of(2));
    assertNotEquals(Arrays.toString(rows.of(1)), Arrays.toString(rows.of(2)));
    EpochRows other = new LabelledEpochRows(LABELLED, OTHERS, 3, 10, 8);
    assertNotEquals(Arrays.toString(rows.of(1)), Arrays.toString(other.of(1)));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused(
        () -> new LabelledEpochRows(LABELLED, OTHERS, 6, 10, 7), "from 1 to 5", "found 6");
    assertRefused(() -> new LabelledEpochRows(LABELLED, OTHERS, 5, 5, 7), "found 5 in one of 5");
    assertRefused(() -> new LabelledEpochRows(LABELLED, new int[0], 2, 5, 7), "0 others");
  }
}
