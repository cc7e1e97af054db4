package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.data.DenseTableBuilder;
import org.lateo.data.Table;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;

/** Which exemplars are taken, in which units, and what they add. */
final class ExemplarsTest {
  private static final RandomStream RANDOM = RandomStream.of(1, "exemplars");

  private static float[][] gaussianRows(int rows, double... deviations) {
    float[][] values = new float[rows][deviations.length];
    for (int r = 0; r < rows; r++) {
      RandomStream random = RANDOM.at(r);
      for (int c = 0; c < deviations.length; c++) {
        values[r][c] = (float) (deviations[c] * random.gaussian(c));
      }
    }
    return values;
  }

  private static List<ScoreSplit> bounds(int... rows) {
    return Arrays.stream(rows)
        .mapToObj(row -> new ScoreSplit(new double[] {RANDOM.gaussian(row)}, new double[0]))
        .toList();
  }

  private static Table table(float[]... rows) {
    DenseTableBuilder table = new DenseTableBuilder(rows.length == 0 ? 1 : rows[0].length);
    Arrays.stream(rows).forEach(row -> table.add(row, 1));
    return table.build();
  }

  private static Exemplars fit(float[][] rows) {
    return new ExemplarFit(table(rows), table(), 0.4, RANDOM)
        .fit(ExemplarsTest::bounds, ExemplarsTest::bounds)
        .orElseThrow();
  }

  /** What the three parts add to the score of a detector of one member, in double. */
  @Test
  void aScoreIsTheSumOfItsThreeViews() {
    assertThreeViews(
        Pump.trainer().members(1).crossBelow(0).samples(100).build().train(Pump.usual(80, 1)));
  }

  private static void assertThreeViews(VAEAnomalyModel model) {
    Member member = model.ensemble().members().get(0);
    Exemplars exemplars = member.exemplars().orElseThrow();
    for (Example<Event> row : Pump.labelled(5, 5, 3)) {
      double bound = member.split(model.kind(), 1, List.of(row)).get(0).total();
      float[] values = ExemplarTwin.first(member.read(List.of(row)));
      ExemplarTwin twin = new ExemplarTwin(exemplars);
      double expected = exemplars.factors().model() * bound + twin.added(values);
      assertEquals(expected, model.score(row), 1e-5 * (1 + twin.squares(values) + Math.abs(bound)));
    }
  }

  /** A feature adds its expected log-density under the exemplars that are near, and no more. */
  @Test
  void aColumnThatIsAsUsualAddsLittleToAnAlarm() {
    VAEAnomalyModel model = Pump.trainer().build().train(Pump.usual(150, 1));
    Example<Event> row = Pump.example(Event.EventType.EXPECTED, 5, 50, 0, 1, 0, 50, 50);
    Example<Event> odd = Pump.example(Event.EventType.EXPECTED, 5, 50, 0, 1, 9, 50, 50);
    assertEquals("noise", model.explain(odd).features().get(0).name());
    double sum = model.explain(odd).features().stream().mapToDouble(Contribution::nats).sum();
    double latents = model.explain(odd).latents().stream().mapToDouble(Contribution::nats).sum();
    assertEquals(model.score(odd), sum + latents, 1e-4 * Math.abs(model.score(odd)));
    assertTrue(model.score(odd) < model.score(row));
  }

  /** The unit of a column is its deviation, or its smallest gap where that is larger. */
  @Test
  void aRareFlagDoesNotOutweighAllElse() {
    float[][] rows = gaussianRows(1000, 10, 1);
    for (int r = 0; r < rows.length; r++) {
      rows[r][1] = r % 500 == 0 ? 1 : 0;
    }
    double[] scale = fit(rows).scaling().scale();
    assertEquals(10, scale[0], 0.5);
    assertEquals(1, scale[1]);
  }

  /** Of independent normal columns the best width falls with the rows: more are near. */
  @Test
  void moreRowsMakeNarrowerWidths() {
    double few = fit(gaussianRows(30, 1, 1)).narrow();
    double many = fit(gaussianRows(1000, 1, 1)).narrow();
    assertTrue(many < few, many + " and " + few);
  }

  /** Log-densities vary over usual rows as the bound does, times their share. */
  @Test
  void bothWidthsAreHeardAsMuchAsTheirShare() {
    float[][] rows = gaussianRows(400, 1, 5, 0.1);
    Exemplars exemplars = fit(rows);
    assertEquals(0.6, exemplars.factors().model());
    ExemplarTwin twin = new ExemplarTwin(exemplars);
    float[][] fresh = gaussianRows(900, 1, 5, 0.1);
    double[] bounds =
        bounds(IntStream.range(0, 5000).toArray()).stream()
            .mapToDouble(ScoreSplit::total)
            .toArray();
    for (double width : new double[] {exemplars.narrow(), Exemplars.BROAD}) {
      double factor =
          width == Exemplars.BROAD ? exemplars.factors().broad() : exemplars.factors().narrow();
      double[] added =
          IntStream.range(400, 900)
              .mapToDouble(r -> factor * twin.logDensity(fresh[r], width))
              .toArray();
      assertEquals(0.2 * middle(bounds), middle(added), 0.25 * 0.2 * middle(bounds));
    }
  }

  private static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length * 9 / 10] - sorted[sorted.length / 10];
  }

  @Test
  void rowsAreTakenAsTheyAreAndMissingValuesAsTheMean() {
    float[][] rows = gaussianRows(50, 1, 1);
    rows[7][0] = Float.NaN;
    Exemplars exemplars = fit(rows);
    assertEquals(50, exemplars.usual().count());
    int[] order = RANDOM.permutation(50);
    int place = IntStream.range(0, 50).filter(i -> order[i] == 7).findFirst().orElseThrow();
    assertEquals(0, exemplars.usual().rows()[2 * place]);
    Scaling scaling = exemplars.scaling();
    double expected = (rows[7][1] - scaling.shift()[1]) / scaling.scale()[1];
    assertEquals(expected, exemplars.usual().rows()[2 * place + 1], 1e-6);
  }

  @Test
  void aColumnOfOneValueAndTwoRowsAreNoTrouble() {
    assertArrayEquals(new double[] {1, 1}, fit(new float[5][2]).scaling().scale());
    assertTrue(
        new ExemplarFit(table(new float[2][2]), table(), 0.4, RANDOM)
            .fit(ExemplarsTest::bounds, ExemplarsTest::bounds)
            .isEmpty());
  }

  @Test
  void numbersThatDoNotFitTogetherAreRefused() {
    Exemplars.Factors factors = new Exemplars.Factors(0.6, 0.2, 0.2, 0);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Exemplars(new float[3], new float[0], Scaling.none(2), 1, factors));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Exemplars(new float[4], new float[0], Scaling.none(2), Double.NaN, factors));
    assertThrows(IllegalArgumentException.class, () -> new Exemplars.Factors(-1, 0, 0, 0));
  }

  /** A stored model may claim anything. */
  @Test
  void theyStandBesideTheBoundOnly() {
    VAEAnomalyModel model =
        Pump.trainer().members(1).crossBelow(0).build().train(Pump.usual(40, 1));
    List<Member> members = model.ensemble().members();
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Ensemble(members, ScoreKind.RECONSTRUCTION, 1));
    assertTrue(refused.getMessage().contains("RECONSTRUCTION"), refused.getMessage());
  }
}
