package org.lateo.anomaly;

import java.util.Random;
import org.lateo.VAETrainerBuilder;
import org.lateo.config.PartKind;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MixedLikelihood;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;

/** Rows some of whose values no other row has. */
enum RareValues {
  /** Four numbers and a user, 15 % of them names that come once. */
  IDS {
    @Override
    void addRare(Example<Event> row, Random random) {
      boolean rare = random.nextDouble() < 0.15;
      int number = random.nextInt(rare ? 1_000_000_000 : 5);
      row.add(new Feature("user@" + (rare ? "rare" : "common") + number, 1));
    }
  },
  /** Four numbers, and one of many others in about 18 % of rows. */
  NUMBERS {
    @Override
    void addRare(Example<Event> row, Random random) {
      for (int k = 0; k < 2000; k++) {
        if (random.nextDouble() < 1e-4) {
          row.add(new Feature("rare" + k, 1 + random.nextDouble()));
        }
      }
    }
  },
  /** Four numbers and three fields of many values, the most of them rare. */
  FIELDS {
    @Override
    void addRare(Example<Event> row, Random random) {
      for (int field = 0; field < 3; field++) {
        double value = Math.min(1e9, Math.floor(Math.pow(random.nextDouble(), -0.9)));
        row.add(new Feature("field" + field + "@" + (int) value, 1));
      }
    }
  };

  private static final int NUMBERS_A_ROW = 4;

  abstract void addRare(Example<Event> row, Random random);

  Example<Event> row(Random random) {
    Example<Event> row = new ArrayExample<>(new Event(EventType.EXPECTED));
    double shared = random.nextGaussian();
    for (int c = 0; c < NUMBERS_A_ROW; c++) {
      row.add(new Feature("x" + c, shared + 0.5 * random.nextGaussian()));
    }
    addRare(row, random);
    return row;
  }

  MutableDataset<Event> rows(int count, Random random) {
    MutableDataset<Event> rows = Pump.dataset(java.util.List.of());
    for (int i = 0; i < count; i++) {
      rows.add(row(random));
    }
    return rows;
  }

  /**
   * Trains in a moment. What is promised does not depend on how good a model is, but numbers that
   * it makes little of would hide what rare values do: so they vary by few nats.
   */
  VAETrainerBuilder autoencoder(MutableDataset<Event> rows) {
    return AnomalyDefaults.choose(rows)
        .hidden(8)
        .latent(2)
        .prior(new org.lateo.latent.StandardNormalPrior())
        .likelihood(likelihood())
        .epochs(3)
        .validation(0)
        .threads(1);
  }

  private Likelihood likelihood() {
    Gaussian wide = new Gaussian(Gaussian.Variance.FIXED, 1);
    return this == NUMBERS
        ? wide
        : new MixedLikelihood("[^@]*=" + PartKind.format(wide)).withNumbers(wide);
  }

  /** A detector of few small members. */
  VAEAnomalyModel train(MutableDataset<Event> rows, boolean crossed, int members) {
    return trainer(rows, crossed, members).build().train(rows);
  }

  VAEAnomalyTrainerBuilder trainer(MutableDataset<Event> rows, boolean crossed, int members) {
    return VAEAnomalyTrainer.builder()
        .autoencoder(autoencoder(rows).build())
        .members(members)
        .calibration(0.4)
        .crossBelow(crossed ? Integer.MAX_VALUE : 0);
  }
}
