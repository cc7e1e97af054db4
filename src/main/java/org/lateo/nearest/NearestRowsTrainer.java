package org.lateo.nearest;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import org.lateo.CountedTrainer;
import org.lateo.config.Fields;
import org.lateo.nn.Sizes;
import org.lateo.rows.LabelledTable;
import org.lateo.rows.RowsProvenance;
import org.tribuo.Dataset;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;

/**
 * Makes a classifier that keeps labelled rows, of which the nearest to a new row vote for its
 * class, each by its weight and the less the farther it is.
 *
 * <p>Rows without a label are left out. Distances are Euclidean, of the features as they are: for
 * codes of an autoencoder that is right, columns of unlike units want Tribuo's {@code
 * TransformTrainer} around this. Of more rows than {@code mostRows}, or than 50 million numbers
 * hold, as many are drawn, one of each class among them, and the others are left out with a
 * warning.
 */
public final class NearestRowsTrainer extends CountedTrainer<Label> implements WeightedExamples {
  @Config(description = "How many rows vote, 1 or more.")
  int neighbours = 10;

  @Config(description = "The most rows that are kept, drawn at random from more.")
  int mostRows = 100_000;

  @Config(
      description =
          "Divides the logarithms of the shares of votes, above 0: probabilities are less extreme"
              + " above 1.")
  double temperature = 1;

  @Config(description = "Seed by which rows are drawn from more.")
  long seed = 1;

  /** A trainer with every field at its default. */
  public NearestRowsTrainer() {}

  /** A builder. */
  public static NearestRowsTrainerBuilder builder() {
    return new NearestRowsTrainerBuilder();
  }

  /** Used by OLCUT and the builder. */
  @Override
  public void postConfig() {
    Sizes.requireField("neighbours", Sizes.UNITS, neighbours);
    Sizes.requireField("mostRows", Sizes.UNITS, mostRows);
    Fields.requireTemperature(temperature);
  }

  /**
   * The same with probabilities flattened further, such as by a temperature that made the log-loss
   * of other rows least. The classes that models predict stay the same, how sure they are does not.
   *
   * @param divisor of the logarithms, above 0; temperatures multiply
   * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., ICML 2017, section 4.2</a>
   */
  public NearestRowsTrainer withTemperature(double divisor) {
    NearestRowsTrainer same =
        builder()
            .neighbours(neighbours)
            .mostRows(mostRows)
            .seed(seed)
            .temperature(temperature * divisor)
            .build();
    same.setInvocationCount(getInvocationCount());
    return same;
  }

  @Override
  public NearestRowsModel train(Dataset<Label> examples) {
    return train(examples, Collections.emptyMap());
  }

  @Override
  public NearestRowsModel train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no row has a label, the weights of those that have one are
   *     all 0, or a value is not finite
   */
  @Override
  public NearestRowsModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    Invocation invocation = begin(invocationCount);
    LabelledTable rows = LabelledTable.of(examples);
    ModelProvenance provenance =
        new ModelProvenance(
            NearestRowsModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            RowsProvenance.of(examples.getProvenance()),
            invocation.provenance(),
            runProvenance);
    return new NearestRowsModel(
        "nearest-rows",
        provenance,
        examples.getFeatureIDMap(),
        rows.outputs(),
        KeptRows.of(rows, mostRows, seed).definition(neighbours, temperature, seed));
  }

  @Override
  public String toString() {
    return String.format("NearestRowsTrainer(neighbours=%s,seed=%s)", neighbours, seed);
  }
}
