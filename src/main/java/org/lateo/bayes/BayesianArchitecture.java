package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.Arrays;
import java.util.List;
import org.lateo.config.Fields;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Architecture;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;

/** The shape of a {@link BayesianNetwork}, whatever it predicts. */
abstract class BayesianArchitecture implements Architecture {
  @Config(description = "Which weights are distributions.")
  private BayesianMethod method = NetworkShape.DEFAULT.method();

  @Config(description = "Sizes of the hidden layers; none for a linear model.")
  private int[] hidden = {};

  @Config(description = "The function after each hidden layer.")
  private Activation activation = NetworkShape.DEFAULT.activation();

  @Config(description = "How weights, or the means of weights, start.")
  private WeightInitialiser weights = NetworkShape.DEFAULT.weights();

  @Config(description = "What centred features are divided by.")
  private FeatureScaling scaling = NetworkShape.DEFAULT.scaling();

  @Config(
      description =
          "Standard deviation of the prior; 0 for 1 with MEAN_FIELD, else for 1/√(n + 1) of the last"
              + " layer's n inputs.")
  private double prior = NetworkShape.DEFAULT.prior();

  @Config(description = "Standard deviation with which weights start.")
  private double firstDeviation = NetworkShape.DEFAULT.firstDeviation();

  @Config(description = "Draws that a prediction averages over.")
  private int draws = 1;

  @Config(description = "Networks that are mixed.")
  private int members = NetworkShape.DEFAULT.members();

  @Config(description = "The seed of the draws.")
  private long seed = 1;

  BayesianArchitecture() {}

  BayesianArchitecture(NetworkShape shape) {
    this.method = shape.method();
    this.hidden = shape.sizes();
    this.activation = shape.activation();
    this.weights = shape.weights();
    this.scaling = shape.scaling();
    this.prior = shape.prior();
    this.firstDeviation = shape.firstDeviation();
    this.draws = shape.draws();
    this.members = shape.members();
    this.seed = shape.seed();
  }

  @Override
  public void postConfig() {
    Fields.made("architecture", this::check);
  }

  /** Refuses what is outside of its bounds with {@link IllegalArgumentException}. */
  BayesianArchitecture check() {
    shape();
    return this;
  }

  /** The shape of the network. */
  final NetworkShape shape() {
    List<Integer> sizes = Arrays.stream(hidden).boxed().toList();
    return new NetworkShape(
        method, sizes, activation, weights, scaling, prior, firstDeviation, draws, members, seed);
  }

  static void requireComplete(MissingColumns missing) {
    if (!missing.isNone()) {
      throw new IllegalArgumentException(
          "Expected columns that are always there, found some that may be missing");
    }
  }

  @Override
  public final Scaling learnScaling(List<ColumnSummary> columns) {
    return scaling.learn(columns);
  }
}
