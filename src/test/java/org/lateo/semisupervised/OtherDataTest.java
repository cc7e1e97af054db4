package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.likelihood.Multinomial;
import org.lateo.math.RandomStream;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;

/** Few labels on tables of fields and on sparse text, not on images only. */
final class OtherDataTest {
  private static final int CLASSES = 3;

  /** Ten fields of four values, of which each class prefers one in each field. */
  private static MutableDataset<Label> fields(int rows, int labelled, long seed) {
    MutableDataset<Label> dataset = Rows.empty();
    for (int i = 0; i < rows; i++) {
      int kind = i % CLASSES;
      RandomStream random = RandomStream.of(seed, "fields").at(i);
      String[] names = new String[10];
      for (int f = 0; f < 10; f++) {
        int value = random.uniform(2L * f) < 0.4 ? (kind + f) % 4 : random.below(4, 2L * f + 1);
        names[f] = "field" + f + "@" + value;
      }
      double[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
      dataset.add(new ArrayExample<>(Rows.label(i < labelled ? "kind" + kind : ""), names, ones));
    }
    return dataset;
  }

  /** Thirty words of 400, half of them from the class's own 60. */
  private static MutableDataset<Label> text(int rows, int labelled, long seed) {
    MutableDataset<Label> dataset = Rows.empty();
    for (int i = 0; i < rows; i++) {
      int topic = i % CLASSES;
      RandomStream random = RandomStream.of(seed, "text").at(i);
      int[] counts = new int[400];
      for (int word = 0; word < 30; word++) {
        boolean own = random.uniform(2L * word) < 0.5;
        counts[
            own
                ? 60 * topic + random.below(60, 2L * word + 1)
                : random.below(400, 2L * word + 1)]++;
      }
      ArrayExample<Label> example =
          new ArrayExample<>(Rows.label(i < labelled ? "topic" + topic : ""));
      for (int c = 0; c < counts.length; c++) {
        if (counts[c] > 0) {
          example.add(String.format(Locale.ROOT, "word%03d", c), counts[c]);
        }
      }
      dataset.add(example);
    }
    return dataset;
  }

  private static double error(Trainer<Label> trainer, Dataset<Label> few, Dataset<Label> test) {
    return 1
        - new LabelEvaluator().evaluate(LearningCurve.method(trainer).apply(few), test).accuracy();
  }

  private static void compare(
      String what, VAETrainerBuilder vae, Dataset<Label> few, Dataset<Label> test) {
    LogisticRegressionTrainer linear = new LogisticRegressionTrainer();
    double raw = error(linear, few, test);
    double m1 = error(new LatentFeatureTrainer<>(vae.build(), linear), few, test);
    double m2 = error(new SemiSupervisedVAETrainer(vae.build()), few, test);
    System.out.printf(Locale.ROOT, "%s: error raw %.3f, M1 %.3f, M2 %.3f%n", what, raw, m1, m2);
    for (double error : List.of(m1, m2)) {
      assertTrue(error < 0.7 * raw, what + ": raw " + raw + ", with unlabelled rows " + error);
    }
  }

  @Test
  void tablesOfFields() {
    VAETrainerBuilder vae =
        VAETrainer.builder()
            .hidden(32)
            .latent(4)
            .epochs(60)
            .batchSize(50)
            .optimiser(new Adam(3e-3))
            .validation(0)
            .threads(1);
    compare("fields", vae, fields(900, 9, 1), fields(600, 600, 2));
  }

  @Test
  void sparseText() {
    VAETrainerBuilder vae =
        VAETrainer.builder()
            .hidden(32)
            .latent(4)
            .likelihood(new Multinomial())
            .epochs(30)
            .batchSize(50)
            .optimiser(new Adam(3e-3))
            .validation(0)
            .threads(1);
    compare("text", vae, text(900, 6, 1), text(600, 600, 2));
  }
}
