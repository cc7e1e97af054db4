package org.lateo.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Small models of generated rows of seven numbers. */
final class TestModels {
  static final int COLUMNS = 7;

  private TestModels() {}

  static List<String> names() {
    return IntStream.range(0, COLUMNS).mapToObj(c -> "x" + c).toList();
  }

  /** Rows of two groups, {@code [count, COLUMNS]}. */
  static double[][] rows(int count, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[count][COLUMNS];
    for (int r = 0; r < count; r++) {
      double z = random.nextGaussian();
      for (int c = 0; c < COLUMNS; c++) {
        rows[r][c] = (r % 2 == 0 ? 3 : -1) + z * c + 0.3 * random.nextGaussian();
      }
    }
    return rows;
  }

  static <T extends Output<T>> MutableDataset<T> dataset(
      double[][] rows, OutputFactory<T> factory, java.util.function.IntFunction<T> output) {
    List<Example<T>> examples = new ArrayList<>();
    for (int r = 0; r < rows.length; r++) {
      examples.add(new ArrayExample<>(output.apply(r), names().toArray(String[]::new), rows[r]));
    }
    return new MutableDataset<>(
        examples, new SimpleDataSourceProvenance("generated", factory), factory);
  }

  static VAEModel vae() {
    return VAETrainer.builder().hidden(12).latent(3).epochs(3).build().fit(rows(600, 1));
  }

  static VAEAnomalyModel detector() {
    MutableDataset<Event> usual =
        dataset(rows(600, 1), new AnomalyFactory(), r -> AnomalyFactory.EXPECTED_EVENT);
    VAETrainer member = VAETrainer.builder().hidden(12).latent(3).epochs(3).build();
    return VAEAnomalyTrainer.builder().autoencoder(member).members(2).build().train(usual);
  }

  static Model<Label> classifier() {
    MutableDataset<Label> rows =
        dataset(rows(600, 1), new LabelFactory(), r -> new Label(r % 2 == 0 ? "even" : "odd"));
    return BayesianClassifierTrainer.builder().hidden(8).epochs(3).build().train(rows);
  }
}
