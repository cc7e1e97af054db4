package org.lateo.anomaly;

import java.util.List;
import org.lateo.FlowTrainer;
import org.lateo.FlowTrainerBuilder;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.config.PartKind;
import org.lateo.latent.MixturePrior;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.StudentT;
import org.lateo.rows.HashedDomain;
import org.lateo.train.Adam;
import org.lateo.train.CosineSchedule;
import org.tribuo.Dataset;

/**
 * The autoencoder, or the flow, that suits a table of numbers and categories, by its rows and
 * columns.
 *
 * <p>Of an autoencoder, numbers follow Student's t with learned scales and degrees of freedom:
 * tightly related columns get narrow ones, and a value far out, in a heavy tail or in a flag that
 * is rarely set, costs what it should. Training adds a little noise, which keeps a density from
 * being sharper than the rows can tell. Fields {@code field@value} are categorical. Columns of 0
 * and 1 are numbers too, for a Bernoulli likelihood does not say how odd a 7 is. The prior is a
 * mixture, since usual rows lie in clusters. The documentation's page <em>anomaly detection,
 * measured</em> says how these settings were chosen.
 */
public final class AnomalyDefaults {
  /** From so many rows on, a tenth of them are validation rows; of fewer none are. */
  public static final int FEWEST_VALIDATED = 100;

  private static final double JITTER = 0.02;
  private static final int HIDDEN = 256;
  private static final int MOST_LATENT = 10;
  private static final int COMPONENTS = 50;
  private static final int ROWS_A_COMPONENT = 3;
  private static final int BATCH = 50;
  private static final int STEPS = 5000;
  private static final int FEWEST_EPOCHS = 20;
  private static final double LEARNING_RATE = 6e-3;
  private static final double LARGEST_GRADIENT = 100;

  private AnomalyDefaults() {}

  /** The choice of an autoencoder for a dataset, ready to be changed. */
  public static VAETrainerBuilder choose(Dataset<?> examples) {
    return choose(examples.size(), HashedDomain.names(examples, examples.getFeatureIDMap()));
  }

  /**
   * The choice of an autoencoder for a table, ready to be changed.
   *
   * @param rows to train on, at least 1
   * @param names of its columns, at least 1
   */
  public static VAETrainerBuilder choose(int rows, List<String> names) {
    int steps = (rows + BATCH - 1) / BATCH;
    VAETrainerBuilder builder =
        VAETrainer.builder()
            .hidden(HIDDEN)
            .latent(Math.max(2, Math.min(MOST_LATENT, names.size())))
            .likelihood(likelihood(names))
            .jitter(JITTER)
            .batchSize(BATCH)
            .epochs(Math.max(FEWEST_EPOCHS, STEPS / steps))
            .validation(rows < FEWEST_VALIDATED ? 0 : 0.1)
            .optimiser(new Adam(LEARNING_RATE))
            .schedule(new CosineSchedule())
            .gradientClipping(LARGEST_GRADIENT);
    int components = Math.min(COMPONENTS, rows / ROWS_A_COMPONENT);
    return components > 1 ? builder.prior(new MixturePrior(components)) : builder;
  }

  /** The choice of a flow for a dataset, ready to be changed. */
  public static FlowTrainerBuilder flow(Dataset<?> examples) {
    return flow(examples.size());
  }

  /**
   * The choice of a flow for a table, ready to be changed. It has the defaults of {@link
   * FlowTrainer} but for three: training adds as much noise as that of an autoencoder does, so that
   * columns of whole numbers are taken; each member has a random order and halves of the columns of
   * its own; and fewer than {@value #FEWEST_VALIDATED} rows are all trained on, for all epochs.
   *
   * @param rows to train on, at least 1
   */
  public static FlowTrainerBuilder flow(int rows) {
    boolean validated = rows >= FEWEST_VALIDATED;
    FlowTrainerBuilder builder =
        FlowTrainer.builder().orderSeed(1).jitter(JITTER).validation(validated ? 0.1 : 0);
    return validated ? builder : builder.patience(0);
  }

  /** A mixture where there may be fields. */
  private static Likelihood likelihood(List<String> names) {
    StudentT numbers = new StudentT();
    boolean fields = names.stream().anyMatch(name -> ColumnSummary.groupOf(name).isPresent());
    if (!fields) {
      return numbers;
    }
    boolean plain = names.stream().anyMatch(name -> !name.contains("@"));
    String[] rules = plain ? new String[] {"[^@]*=" + PartKind.format(numbers)} : new String[0];
    return new MixedLikelihood(rules).withNumbers(numbers);
  }
}
