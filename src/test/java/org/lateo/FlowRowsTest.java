package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.density.FlowKind;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.lateo.train.Adam;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** What flows make of rows as Tribuo's users bring them: other names, weights, sources, none. */
final class FlowRowsTest {
  private static final double[][] VALUES = Tiny.realRows(200, 3, 7);
  private static final MutableDataset<LatentCode> ROWS = Tiny.dataset(VALUES);

  private static FlowTrainerBuilder trainer() {
    return FlowTrainer.builder()
        .kind(FlowKind.SPLINE_COUPLING)
        .layers(2)
        .hidden(8)
        .optimiser(new Adam(0.01))
        .epochs(5)
        .batchSize(50)
        .patience(0)
        .threads(1);
  }

  private static Example<LatentCode> example(String[] names, double... values) {
    return new ArrayExample<>(LatentCode.UNKNOWN, names, values);
  }

  /** Names that training did not have are left out, absent ones are zero. */
  @Test
  void onlyKnownFeaturesCount() {
    FlowModel model = trainer().build().train(ROWS);
    String[] names = {"f000", "f001", "f002"};
    double[] row = VALUES[4];
    Example<LatentCode> more =
        example(new String[] {"e", "f000", "f001", "f002", "g"}, 9, row[0], row[1], row[2], 9);
    Example<LatentCode> less = example(new String[] {"f000", "f001"}, row[0], row[1]);
    double[] nats = model.logDensity(List.of(ROWS.getExample(4), more, less));
    assertEquals(nats[0], nats[1]);
    assertEquals(model.logDensity(List.of(example(names, row[0], row[1], 0)))[0], nats[2]);
    Example<LatentCode> unknown = example(new String[] {"e"}, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> model.logDensity(List.of(unknown)))
            .getMessage();
    assertTrue(message.contains("feature"), message);
  }

  @Test
  void valuesThatAreNotFiniteAreRefused() {
    FlowModel model = trainer().build().train(ROWS);
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[][] row = {{1, value, 1}};
      String message =
          assertThrows(IllegalArgumentException.class, () -> model.logDensity(row)).getMessage();
      assertTrue(message.contains("f001"), message);
    }
  }

  @Test
  void noRowsHaveNoDensities() {
    FlowModel model = trainer().build().train(ROWS);
    assertEquals(0, model.logDensity(List.of()).length);
    assertEquals(0, model.predict(List.<Example<LatentCode>>of()).size());
    assertEquals(0, model.sample(0, 1).length);
    MutableDataset<LatentCode> none = Tiny.dataset(new double[0][]);
    assertThrows(IllegalArgumentException.class, () -> trainer().build().train(none));
  }

  /** In whole batches, a row of weight two pulls as two rows of weight one do. */
  @Test
  void aWeightOfTwoIsTwoRows() {
    MutableDataset<LatentCode> weighted = Tiny.dataset(VALUES);
    MutableDataset<LatentCode> twice = Tiny.dataset(VALUES);
    for (int i = 0; i < 100; i++) {
      weighted.getExample(i).setWeight(2);
      twice.add(ROWS.getExample(i).copy());
    }
    FlowTrainerBuilder whole = trainer().batchSize(1000).epochs(40).validation(0).jitter(1e-9);
    double[] byWeight = whole.build().train(weighted).logDensity(VALUES);
    double[] byNumber = whole.build().train(twice).logDensity(VALUES);
    double[] unweighted = whole.build().train(ROWS).logDensity(VALUES);
    assertArrayEquals(byNumber, byWeight, 0.02);
    double difference = 0;
    for (int i = 0; i < byNumber.length; i++) {
      difference = Math.max(difference, Math.abs(byNumber[i] - unweighted[i]));
    }
    assertTrue(difference > 0.1, "weights change densities by " + difference);
  }

  private record Source() implements DataSource<LatentCode> {
    @Override
    public OutputFactory<LatentCode> getOutputFactory() {
      return new LatentCodeFactory();
    }

    @Override
    public DataSourceProvenance getProvenance() {
      return new SimpleDataSourceProvenance("rows", new LatentCodeFactory());
    }

    @Override
    public Iterator<Example<LatentCode>> iterator() {
      return ROWS.iterator();
    }
  }

  @Test
  void aSourceGivesTheBitsOfItsRows() {
    double[] expected = trainer().build().train(ROWS).logDensity(VALUES);
    assertArrayEquals(expected, trainer().build().fit(new Source()).logDensity(VALUES));
  }

  /** Log scales are bounded, so that steps of any size lead to a density, if to a poor one. */
  @Test
  void noLearningRateMakesNaN() {
    for (FlowKind kind : FlowKind.values()) {
      FlowTrainer exploding =
          trainer().kind(kind).optimiser(new Adam(9e5)).gradientClipping(0).build();
      for (double nats : exploding.fit(ROWS).logDensity(VALUES)) {
        assertTrue(nats < Double.POSITIVE_INFINITY, kind + ": " + nats);
      }
    }
  }
}
