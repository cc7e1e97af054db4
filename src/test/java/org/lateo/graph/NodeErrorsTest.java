package org.lateo.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import org.junit.jupiter.api.Test;
import org.lateo.graph.op.AddTableRows;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.DrawColumns;
import org.lateo.graph.op.Known;
import org.lateo.graph.op.Log1p;
import org.lateo.graph.op.MeanRows;
import org.lateo.graph.op.PickColumns;
import org.lateo.graph.op.Relu;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.SamplesAsColumns;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SoftBound;
import org.lateo.graph.op.Softmax;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.Tanh;
import org.lateo.graph.op.WeighGradient;

/** What nodes refuse to be built from, and say so. */
final class NodeErrorsTest {
  private static final Node THREE = new Input("three", 3);
  private static final Node FOUR = new Input("four", 4);

  private static Parameter parameter(int rows, int columns) {
    return new Parameter("p", rows, columns, Initialiser.constant(0f));
  }

  @Test
  void elementwiseNeedsEqualShapes() {
    assertRefused(() -> Sum.add(THREE, FOUR), "Sum", "one shape", "3]", "4]");
    Node repeated = RepeatRows.of(THREE, 2);
    assertRefused(() -> Sum.add(THREE, repeated), "one shape", "perExample=2");
  }

  @Test
  void elementwiseCannotReadParameters() {
    assertRefused(() -> new Tanh(parameter(1, 3)), "Tanh", "p [1, 3]");
  }

  @Test
  void affineNeedsFittingShapes() {
    Parameter bias = parameter(1, 4);
    assertRefused(() -> new Affine(THREE, parameter(4, 4), bias), "weight [in, out]", "p [4, 4]");
    assertRefused(() -> new Affine(THREE, parameter(3, 5), bias), "bias [1, out]", "p [1, 4]");
  }

  @Test
  void weightsOfAGradientAreSetOnceAndFit() {
    WeighGradient weighed = new WeighGradient(THREE);
    String name = "WeighGradient";
    IllegalStateException unset =
        assertThrows(IllegalStateException.class, () -> new Program(weighed));
    assertTrue(unset.getMessage().contains(name) && unset.getMessage().contains("never set"));
    assertRefused(() -> weighed.by(FOUR), "a weight for each", "Input");
    weighed.by(new Softmax(SumColumns.of(weighed)));
    assertThrows(IllegalStateException.class, () -> weighed.by(SumColumns.of(THREE)));
  }

  @Test
  void rowsAndColumnsArePickedForEachRow() {
    Node noise = new Noise("noise", Rows.BATCH, 1);
    assertRefused(() -> new DrawColumns(THREE, noise, 4), "at most all columns", "4 of", "3]");
    assertRefused(() -> new DrawColumns(THREE, FOUR, 2), "noise [rows, 1]", "4]");
    assertRefused(() -> new PickColumns(RepeatRows.of(THREE, 2), noise), "as many rows", "Noise");
    assertRefused(() -> new AddTableRows(THREE, parameter(2, 4), noise), "a table", "p [2, 4]");
    assertRefused(() -> new AddTableRows(THREE, parameter(2, 3), FOUR), "picked", "4]");
  }

  @Test
  void samplesAsColumnsNeedsOneColumn() {
    assertRefused(() -> SamplesAsColumns.of(RepeatRows.of(THREE, 2), 2), "one column", "3]");
    assertRefused(() -> SamplesAsColumns.of(SumColumns.of(THREE), 2), "multiples of 2");
  }

  @Test
  void denseNodesRefuseSparseValues() {
    Node sparse = new Input("sparse", 3, true);
    assertRefused(() -> new Program(new Relu(sparse)), "Relu", "sparse Input", "Densify.of");
    assertSame(THREE, Densify.of(THREE));
    new Program(new Relu(Densify.of(sparse)), RepeatRows.of(sparse, 2), Log1p.of(sparse));
  }

  @Test
  void broadcastNeedsOneRow() {
    assertRefused(() -> new Broadcast(parameter(2, 3), Rows.BATCH, 3), "[1, 3]", "p [2, 3]");
    assertRefused(() -> new Broadcast(parameter(1, 4), Rows.BATCH, 3), "[1, 3]", "p [1, 4]");
  }

  @Test
  void meansNeedWholeNumbersOfSamples() {
    assertRefused(() -> MeanRows.of(THREE, 2), "multiples of 2", "perExample=1");
    Node six = new Noise("noise", Rows.BATCH.times(6), 3);
    assertRefused(() -> MeanRows.of(six, 4), "multiples of 4", "perExample=6");
    assertEquals(new Rows(2, 0), MeanRows.of(six, 3).rows());
  }

  @Test
  void constantsNeedOneOfEachColumn() {
    double[] two = {1, 2};
    assertRefused(() -> ScaleColumns.standardise(THREE, two, two), "3 columns", "found 2");
  }

  @Test
  void eachColumnMayMissOrNot() {
    assertRefused(() -> new Known(THREE, true, false), "3 columns", "[true, false]");
  }

  @Test
  void sizesAreAtLeastOne() {
    assertRefused(() -> new Input("none", 0), "Input", "at least 1 column", "found 0");
    assertRefused(() -> new Rows(0, 0), "perExample=0", "fixed=0");
    assertRefused(() -> new Rows(1, 1), "perExample=1", "fixed=1");
    assertRefused(() -> new Rows(-1, 0), "perExample=-1");
    assertRefused(() -> new SoftBound(THREE, 0f), "positive limit", "found 0.0");
    assertRefused(() -> new SoftBound(THREE, Float.NaN), "positive limit", "found NaN");
  }

  @Test
  void nothingIsAddedWhereNothingIsToDo() {
    assertSame(THREE, RepeatRows.of(THREE, 1));
    assertSame(THREE, MeanRows.of(THREE, 1));
    Node one = new Input("one", 1);
    assertSame(one, SumColumns.of(one));
  }
}
