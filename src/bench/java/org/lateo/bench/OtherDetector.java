package org.lateo.bench;

import com.amazon.randomcutforest.RandomCutForest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.tribuo.Model;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.libsvm.LibSVMAnomalyTrainer;
import org.tribuo.anomaly.libsvm.SVMAnomalyType;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;

/** What detectors are compared with, as users have it; all take standardised columns. */
enum OtherDetector {
  /**
   * The mean distance to the five nearest rows, the row itself left out where it is one of them.
   */
  NEIGHBOURS(AnomalyRun.NEIGHBOURS) {
    @Override
    ToDoubleFunction<double[]> fit(double[][] rows, long seed) {
      return row -> Arrays.stream(nearest(rows, row)).map(Math::sqrt).average().orElseThrow();
    }
  },

  /**
   * Amazon's, at its defaults, told of the rows in an order of the seed: it forgets the first. By
   * default it has no scores before 64 rows; of fewer it is asked after the first.
   */
  RANDOM_CUT_FOREST(AnomalyRun.RANDOM_CUT_FOREST) {
    @Override
    ToDoubleFunction<double[]> fit(double[][] rows, long seed) {
      var settings = RandomCutForest.builder().dimensions(rows[0].length).randomSeed(seed);
      double silent =
          RandomCutForest.DEFAULT_OUTPUT_AFTER_FRACTION * RandomCutForest.DEFAULT_SAMPLE_SIZE;
      RandomCutForest forest =
          rows.length < silent ? settings.outputAfter(1).build() : settings.build();
      List<double[]> shuffled = new ArrayList<>(Arrays.asList(rows));
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.forEach(row -> forest.update(floats(row)));
      return row -> forest.getAnomalyScore(floats(row));
    }
  },

  /** Tribuo's, with radial basis functions of gamma one over the columns. */
  ONE_CLASS_SVM(AnomalyRun.SVM) {
    @Override
    ToDoubleFunction<double[]> fit(double[][] rows, long seed) {
      SVMParameters<Event> parameters =
          new SVMParameters<>(new SVMAnomalyType(SVMAnomalyType.SVMMode.ONE_CLASS), KernelType.RBF);
      parameters.setGamma(1.0 / rows[0].length);
      AnomalySet set = AnomalySet.ofUsual(rows);
      Model<Event> model =
          new LibSVMAnomalyTrainer(parameters).train(set.dataset(set.all(), false));
      return row -> -model.predict(set.example(row, false)).getOutput().getScore();
    }
  };

  private static final int NEAREST = 5;

  private final String title;

  OtherDetector(String title) {
    this.title = title;
  }

  /** What tables call it. */
  String title() {
    return title;
  }

  /**
   * Learns what is usual.
   *
   * @param rows standardised, {@code [rows, columns]}
   * @return how unusual a row is; it may be one of the rows, the same array
   */
  abstract ToDoubleFunction<double[]> fit(double[][] rows, long seed);

  private static float[] floats(double[] row) {
    float[] floats = new float[row.length];
    for (int c = 0; c < row.length; c++) {
      floats[c] = (float) row[c];
    }
    return floats;
  }

  /** Squared distances to the nearest rows, ascending. */
  private static double[] nearest(double[][] rows, double[] row) {
    double[] nearest = new double[Math.min(NEAREST, rows.length - 1)];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (double[] other : rows) {
      if (other != row) {
        insert(nearest, squaredDistance(other, row));
      }
    }
    return nearest;
  }

  private static void insert(double[] ascending, double value) {
    int place = ascending.length - 1;
    if (!(value < ascending[place])) {
      return;
    }
    for (; place > 0 && ascending[place - 1] > value; place--) {
      ascending[place] = ascending[place - 1];
    }
    ascending[place] = value;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return sum;
  }
}
