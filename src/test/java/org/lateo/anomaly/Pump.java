package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lateo.FlowTrainerBuilder;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.config.PartKind;
import org.lateo.density.FlowKind;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Small data with a law: two columns follow from two others, and a field of two values. */
final class Pump {
  static final AnomalyFactory FACTORY = new AnomalyFactory();
  static final String[] NAMES = {
    "current", "flow", "mode@high", "mode@low", "noise", "pressure", "speed"
  };

  private Pump() {}

  /** Trains in a fraction of a second. */
  static VAETrainerBuilder autoencoder() {
    Gaussian wide = new Gaussian(Gaussian.Variance.FIXED, 0.3);
    return AnomalyDefaults.choose(100, List.of(NAMES))
        .likelihood(new MixedLikelihood("[^@]*=" + PartKind.format(wide)).withNumbers(wide))
        .hidden(32)
        .latent(3)
        .batchSize(100)
        .epochs(200)
        .threads(1);
  }

  static VAEAnomalyTrainerBuilder trainer() {
    return VAEAnomalyTrainer.builder().autoencoder(autoencoder().build()).members(3);
  }

  /** Trains in a fraction of a second. */
  static FlowTrainerBuilder flow(FlowKind kind) {
    return AnomalyDefaults.flow(100)
        .kind(kind)
        .layers(3)
        .hidden(16)
        .epochs(150)
        .batchSize(50)
        .optimiser(new Adam(3e-3))
        .threads(1);
  }

  /** The same rows with the columns of the field as numbers, since flows have no categories. */
  static MutableDataset<Event> withoutFields(Dataset<Event> rows) {
    return dataset(rows.getData().stream().map(Pump::withoutFields).toList());
  }

  static Example<Event> withoutFields(Example<Event> row) {
    Example<Event> renamed = new ArrayExample<>(row.getOutput());
    row.forEach(f -> renamed.add(new Feature(f.getName().replace("@", ""), f.getValue())));
    return renamed;
  }

  static VAETrainer linear() {
    return VAETrainer.builder().hidden().latent(2).epochs(5).validation(0).threads(1).build();
  }

  static double[] row(Random random) {
    double speed = 50 + 10 * random.nextGaussian();
    boolean high = random.nextInt(3) == 0;
    double flow = speed * (high ? 3 : 1) + random.nextGaussian();
    return new double[] {
      0.1 * flow + 0.05 * random.nextGaussian(),
      flow,
      high ? 1 : 0,
      high ? 0 : 1,
      random.nextGaussian(),
      0.02 * speed * speed + 0.5 * random.nextGaussian(),
      speed
    };
  }

  /** A row whose pressure is that of another. */
  static double[] faulty(Random random) {
    double[] row = row(random);
    row[5] *= random.nextBoolean() ? 3 : 0.2;
    return row;
  }

  /** Usual rows, faulty ones, and such as no pump has, but all of them possible. */
  static float[][] rows(int count) {
    Random random = new Random(7);
    float[][] rows = new float[count][NAMES.length];
    for (int r = 0; r < count; r++) {
      double[] row = r % 3 == 0 ? faulty(random) : row(random);
      double factor = r % 7 == 6 ? StrictMath.pow(10, r % 5) * (r % 2 == 0 ? 1 : -1) : 1;
      for (int c = 0; c < row.length; c++) {
        boolean mode = NAMES[c].startsWith("mode");
        rows[r][c] = (float) (r % 11 == 10 ? 0 : mode ? row[c] : factor * row[c]);
      }
    }
    return rows;
  }

  static Example<Event> example(EventType type, double... values) {
    Event event = type == EventType.UNKNOWN ? AnomalyFactory.UNKNOWN_EVENT : new Event(type);
    return new ArrayExample<>(event, NAMES, values);
  }

  static List<Example<Event>> examples(int rows, EventType type, boolean faulty, long seed) {
    Random random = new Random(seed);
    List<Example<Event>> examples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      examples.add(example(type, faulty ? faulty(random) : row(random)));
    }
    return examples;
  }

  static MutableDataset<Event> dataset(List<Example<Event>> examples) {
    MutableDataset<Event> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("pump", FACTORY), FACTORY);
    dataset.addAll(examples);
    return dataset;
  }

  /** Usual rows. */
  static MutableDataset<Event> usual(int rows, long seed) {
    return dataset(examples(rows, EventType.EXPECTED, false, seed));
  }

  /** Usual rows, then faulty ones. */
  static MutableDataset<Event> labelled(int usual, int faulty, long seed) {
    MutableDataset<Event> dataset = usual(usual, seed);
    dataset.addAll(examples(faulty, EventType.ANOMALOUS, true, seed + 1));
    return dataset;
  }

  static double[] scores(VAEAnomalyModel model, Dataset<Event> rows) {
    return model.score(rows.getData());
  }
}
