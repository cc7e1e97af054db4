package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lateo.Codes;

final class LatentCodeInfoTest {

  /** Means 1, 2, 6 and -1, -1, -1: averages 3 and -1, squared deviations 4 + 1 + 9 = 14 and 0. */
  private static MutableLatentCodeInfo observed() {
    MutableLatentCodeInfo info = new MutableLatentCodeInfo();
    info.observe(Codes.encoded(1, -1));
    info.observe(LatentCode.UNKNOWN);
    info.observe(Codes.encoded(2, -1));
    info.observe(Codes.scored(-5, 1, 6, -1));
    info.observe(LatentCode.UNKNOWN);
    return info;
  }

  private static void assertStatistics(LatentCodeInfo info) {
    assertArrayEquals(new String[] {"z0", "z1"}, info.getNames());
    assertEquals(3, info.getCount());
    assertEquals(2, info.getUnknownCount());
    assertEquals(2, info.size());
    assertEquals(1, info.getMin(0));
    assertEquals(6, info.getMax(0));
    assertEquals(3, info.getMean(0), 1e-15);
    assertEquals(7, info.getVariance(0), 1e-14);
    assertEquals(1, info.getActiveUnits());
    assertEquals(-1, info.getMin(1));
    assertEquals(-1, info.getMax(1));
    assertEquals(-1, info.getMean(1));
    assertEquals(0, info.getVariance(1));
  }

  @Test
  void statisticsByHand() {
    assertStatistics(observed());
  }

  @Test
  void partsAddUp() {
    String[] names = {"z0", "z1"};
    MutableLatentCodeInfo sum = new MutableLatentCodeInfo(names);
    MutableLatentCodeInfo first = new MutableLatentCodeInfo(names);
    first.observe(Codes.encoded(1, -1));
    first.observe(LatentCode.UNKNOWN);
    first.observe(Codes.encoded(2, -1));
    MutableLatentCodeInfo second = new MutableLatentCodeInfo(names);
    second.observe(Codes.scored(-5, 1, 6, -1));
    second.observe(LatentCode.UNKNOWN);
    sum.observeAll(new MutableLatentCodeInfo(names));
    sum.observeAll(first);
    sum.observeAll(second);
    assertStatistics(sum);
  }

  @Test
  void copiesKeepEverythingIncludingTheUnknownCount() {
    MutableLatentCodeInfo info = observed();
    assertStatistics(info.copy());
    assertStatistics(info.generateMutableOutputInfo());
    ImmutableLatentCodeInfo immutable = info.generateImmutableOutputInfo();
    assertStatistics(immutable);
    assertStatistics(immutable.copy());
    assertStatistics(immutable.generateImmutableOutputInfo());
    assertStatistics(immutable.generateMutableOutputInfo());
    assertEquals(3, immutable.getTotalObservations());
  }

  @Test
  void copiesAreIndependent() {
    MutableLatentCodeInfo info = observed();
    MutableLatentCodeInfo copy = info.copy();
    ImmutableLatentCodeInfo immutable = info.generateImmutableOutputInfo();
    copy.observe(Codes.encoded(100, 100));
    info.observe(Codes.encoded(-100, -100));
    assertEquals(100, copy.getMax(0));
    assertEquals(1, copy.getMin(0));
    assertStatistics(immutable);
  }

  @Test
  void varianceSurvivesALargeOffset() {
    MutableLatentCodeInfo info = new MutableLatentCodeInfo();
    for (double value : new double[] {4, 7, 13, 16}) {
      info.observe(Codes.encoded(1e9 + value));
    }
    assertEquals(30, info.getVariance(0), 1e-6); // deviations -6, -3, 3, 6: 90 / 3
  }

  @Test
  void nothingIsKnownBeforeTheFirstCode() {
    MutableLatentCodeInfo info = new MutableLatentCodeInfo(LatentCode.dimensionNames(2));
    assertEquals(2, info.size());
    assertEquals(0, info.getCount());
    assertTrue(Double.isNaN(info.getMin(1)));
    assertTrue(Double.isNaN(info.getMax(1)));
    assertTrue(Double.isNaN(info.getMean(1)));
    assertTrue(Double.isNaN(info.getVariance(1)));
    info.observe(Codes.encoded(3, 4));
    assertEquals(4, info.getMean(1));
    assertTrue(Double.isNaN(info.getVariance(1)), "one code has no variance");
  }

  @Test
  void domainHasOneElementPerDimension() {
    MutableLatentCodeInfo info = observed();
    List<LatentCode> domain = new ArrayList<>(info.getDomain());
    assertEquals(2, domain.size());
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(new String[] {"z" + i}, domain.get(i).getNames());
      assertArrayEquals(new double[] {0}, domain.get(i).getMean());
    }
  }

  /** Tribuo's programs change the sets they are given. */
  @Test
  void aDomainIsACopy() {
    for (LatentCodeInfo info : List.of(observed(), observed().generateImmutableOutputInfo())) {
      info.getDomain().clear();
      assertEquals(2, info.getDomain().size());
    }
  }

  @Test
  void idsAreIndices() {
    ImmutableLatentCodeInfo info =
        new MutableLatentCodeInfo(LatentCode.dimensionNames(12)).generateImmutableOutputInfo();
    int id = 0;
    for (Pair<Integer, LatentCode> pair : info) {
      assertEquals(id, pair.getA());
      assertEquals(id, info.getID(pair.getB()));
      assertTrue(pair.getB().fullEquals(info.getOutput(id)));
      id++;
    }
    assertEquals(12, id);
    assertEquals("z11=0.0", info.getOutput(11).getSerializableForm(false));
    assertNull(info.getOutput(12));
    assertNull(info.getOutput(-1));
  }

  @Test
  void outsideTheDomainHasNoId() {
    ImmutableLatentCodeInfo info = observed().generateImmutableOutputInfo();
    assertEquals(-1, info.getID(LatentCode.UNKNOWN));
    assertEquals(-1, info.getID(Codes.encoded(1, 2)));
    LatentCode other = new LatentCode(new String[] {"a"}, new double[1], new double[1]);
    assertEquals(-1, info.getID(other));
  }

  @Test
  void withoutDimensionsTheDomainIsTheUnknownOutput() {
    MutableLatentCodeInfo info = new MutableLatentCodeInfo();
    info.observe(LatentCode.UNKNOWN);
    ImmutableLatentCodeInfo immutable = info.generateImmutableOutputInfo();
    assertEquals(1, immutable.size());
    assertEquals(Set.of(LatentCode.UNKNOWN), immutable.getDomain());
    assertEquals(LatentCode.UNKNOWN, immutable.getOutput(0));
    assertEquals(0, immutable.getID(LatentCode.UNKNOWN));
    assertEquals(-1, immutable.getID(Codes.encoded(1)));
    assertNull(immutable.getOutput(1));
    assertEquals(0, immutable.getTotalObservations());
    assertEquals(1, immutable.getUnknownCount());
  }

  @Test
  void domainsAreComparedByNameAndId() {
    ImmutableLatentCodeInfo info = observed().generateImmutableOutputInfo();
    ImmutableLatentCodeInfo unseen =
        new MutableLatentCodeInfo(info.getNames()).generateImmutableOutputInfo();
    ImmutableLatentCodeInfo other =
        new MutableLatentCodeInfo(new String[] {"a", "b"}).generateImmutableOutputInfo();
    assertTrue(info.domainAndIDEquals(unseen));
    assertFalse(info.domainAndIDEquals(other));
  }

  @Test
  void equalityRestsOnStatisticsAndMutability() {
    assertEquals(observed(), observed());
    assertEquals(observed().hashCode(), observed().hashCode());
    assertNotEquals(observed(), observed().generateImmutableOutputInfo());
    MutableLatentCodeInfo moreUnknown = observed();
    moreUnknown.observe(LatentCode.UNKNOWN);
    assertNotEquals(observed(), moreUnknown);
    MutableLatentCodeInfo moreCodes = observed();
    moreCodes.observe(Codes.encoded(3, -1));
    assertNotEquals(observed(), moreCodes);
    assertNotEquals(
        new MutableLatentCodeInfo(), new MutableLatentCodeInfo(LatentCode.dimensionNames(1)));
  }

  @Test
  void clearingForgetsTheDimensionsToo() {
    MutableLatentCodeInfo info = observed();
    info.clear();
    assertEquals(new MutableLatentCodeInfo(), info);
    info.observe(Codes.encoded(1, 2, 3));
    assertEquals(3, info.size());
  }

  @Test
  void refusesOtherDimensions() {
    MutableLatentCodeInfo info = observed();
    assertRefused(() -> info.observe(Codes.encoded(1)), "dimensions [z0, z1]", "found [z0]");
    assertStatistics(info);
    MutableLatentCodeInfo named = new MutableLatentCodeInfo(new String[] {"a"});
    assertRefused(() -> named.observe(Codes.encoded(1)), "dimensions [a]", "found [z0]");
  }

  @Test
  void refusesNamesThatDoNotAscend() {
    assertRefused(() -> new MutableLatentCodeInfo(new String[] {"b", "a"}), "ascending");
    assertRefused(() -> new MutableLatentCodeInfo(new String[0]), "at least 1");
  }

  @Test
  void refusesAnIndexOutOfRange() {
    LatentCodeInfo info = observed();
    assertThrows(IndexOutOfBoundsException.class, () -> info.getMin(2));
    assertThrows(IndexOutOfBoundsException.class, () -> info.getMax(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> info.getMean(2));
    assertThrows(IndexOutOfBoundsException.class, () -> info.getVariance(2));
  }

  @Test
  void countsPerDimension() {
    List<Pair<String, Long>> counts = new ArrayList<>();
    observed().outputCountsIterable().forEach(counts::add);
    assertEquals(List.of(new Pair<>("z0", 3L), new Pair<>("z1", 3L)), counts);
    List<Pair<String, Long>> unlabelled = new ArrayList<>();
    MutableLatentCodeInfo info = new MutableLatentCodeInfo();
    info.observe(LatentCode.UNKNOWN);
    info.outputCountsIterable().forEach(unlabelled::add);
    assertEquals(List.of(new Pair<>("UNKNOWN", 1L)), unlabelled);
  }

  @Test
  void readable() {
    LatentCodeInfo info = observed();
    assertEquals("MutableLatentCodeInfo(dimensions=2, count=3, unknown=2)", info.toString());
    List<String> lines = info.toReadableString().lines().toList();
    assertEquals(3, lines.size());
    assertEquals("z0: min=1.00000, max=6.00000, mean=3.00000, variance=7.00000", lines.get(1));
  }
}
