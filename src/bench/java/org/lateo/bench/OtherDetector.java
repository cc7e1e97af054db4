package org.lateo.bench;

import com.amazon.randomcutforest.RandomCutForest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.lateo.app.demo.NearestRows;
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
      return new NearestRows(rows)::distance;
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
}
