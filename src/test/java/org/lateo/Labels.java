package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.IntFunction;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

/** Labelled rows for tests: the label is whether the first feature is above its middle. */
public final class Labels {
  public static final LabelFactory FACTORY = new LabelFactory();
  public static final Label LOW = new Label("low");
  public static final Label HIGH = new Label("high");

  private Labels() {}

  private static double[][] values(int rows) {
    return Tiny.unitRows(rows, Tiny.COLUMNS, 11);
  }

  private static Label label(double[] row) {
    return row[0] > 0.5 ? HIGH : LOW;
  }

  public static MutableDataset<Label> dataset(int rows) {
    double[][] values = values(rows);
    return Tiny.dataset(values, FACTORY, i -> label(values[i]));
  }

  /** Every {@code step}-th row keeps its label, the others have the unknown output. */
  public static MutableDataset<Label> partly(int rows, int step) {
    double[][] values = values(rows);
    IntFunction<Label> label =
        i -> i % step == 0 ? label(values[i]) : new Label(LabelFactory.UNKNOWN_LABEL.getLabel());
    return Tiny.dataset(values, FACTORY, label);
  }

  /** Trains for a moment only, after which dimensions are hardly active. */
  public static LatentFeatureTrainer<Label> trainer() {
    return LatentFeatureTrainer.builder(Tiny.trainer().build(), new LogisticRegressionTrainer())
        .inactiveBelow(0)
        .build();
  }

  /** The same bits of encoder and predictions. */
  public static <T extends Output<T>> void assertSame(
      LatentFeatureModel<T> expected, LatentFeatureModel<T> found, Dataset<T> dataset) {
    Bits.assertSameModel(expected.encoder(), found.encoder(), dataset);
    assertSamePredictions(expected, found, dataset);
  }

  public static <T extends Output<T>> void assertSamePredictions(
      Model<T> expected, Model<T> found, Dataset<T> dataset) {
    List<Prediction<T>> a = expected.predict(dataset);
    List<Prediction<T>> b = found.predict(dataset);
    assertEquals(a.size(), b.size());
    for (int i = 0; i < a.size(); i++) {
      assertEquals(a.get(i).getOutput(), b.get(i).getOutput());
      assertEquals(a.get(i).getOutput().toString(), b.get(i).getOutput().toString());
      assertEquals(a.get(i).getOutputScores().toString(), b.get(i).getOutputScores().toString());
      assertEquals(a.get(i).getNumActiveFeatures(), b.get(i).getNumActiveFeatures());
    }
  }
}
