package org.lateo;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.stream.IntStream;
import org.lateo.config.Fields;
import org.lateo.density.FlowKind;
import org.lateo.density.SplineTransformer;
import org.lateo.flow.FlowArchitecture;
import org.lateo.flow.FlowScaling;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.math.RandomStream;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;
import org.lateo.output.LatentCode;
import org.lateo.train.CosineSchedule;

/**
 * The settings of a {@code FlowTrainer}, with defaults and bounds. The defaults suit tables of
 * numbers.
 */
abstract class FlowSettings extends TrainingSettings<LatentCode> {
  /** Up to so many columns, networks are small unless their sizes are given. */
  private static final int FEW_COLUMNS = 20;

  private static final int[] SMALL = {64, 64};
  private static final int[] LARGE = {128, 128};

  @Config(
      description =
          "What the layers are: SPLINE_COUPLING, SPLINE_AUTOREGRESSIVE, MAF or REAL_NVP. Couplings"
              + " are sampled from in one pass.")
  FlowKind kind = FlowKind.SPLINE_COUPLING;

  @Config(description = "Layers, one after another, at most " + Sizes.FLOWS + ".")
  int layers = 5;

  @Config(
      description =
          "Sizes of the hidden layers of each layer's network, at most "
              + Sizes.LAYERS
              + " of at most "
              + Sizes.UNITS
              + " units; if empty, 64 and 64 for up to 20 columns, else 128 and 128.")
  int[] hidden = {};

  @Config(description = "The function after each hidden layer.")
  Activation activation = Activation.RELU;

  @Config(description = "Of splines: pieces, 2 to " + SplineTransformer.MOST_BINS + ".")
  int bins = 8;

  @Config(
      description =
          "Of splines: scaled values beyond plus and minus this stay as they are, above 0 and at most "
              + SplineTransformer.MOST_BOUND
              + ".")
  double bound = 5;

  @Config(
      description =
          "Whether a shift and scale of each column stands between layers, which starts from the"
              + " training rows; for deep affine flows.")
  boolean normalised = false;

  @Config(description = "Whether a linear mixture of the columns (LU) stands between layers.")
  boolean mixed = false;

  @Config(
      description =
          "Of autoregressive layers: whether all take the columns in one order, so that log p(x)"
              + " splits by features; otherwise every second one takes them backwards.")
  boolean sameOrder = false;

  @Config(
      description =
          "Seed of a random order of the columns, another one in each training of a trainer; 0 for the"
              + " order of their names. Splits by features depend on it.")
  long orderSeed = 0;

  @Config(
      description =
          "How raw values are scaled: STANDARD (mean 0, variance 1), LOGIT (values from 0 to 1) or"
              + " NONE. Log-densities are always those of raw values.")
  FlowScaling scaling = FlowScaling.STANDARD;

  @Config(description = "Of LOGIT: how far 0 and 1 are kept from the ends, above 0, below 0.5.")
  double margin = 1e-6;

  @Config(description = "How the weights of hidden layers start.")
  WeightInitialiser initialiser = WeightInitialiser.FAN_IN;

  @Config(
      description =
          "Standard deviation of the Gaussian noise that training adds to values, in standard"
              + " deviations of the column; at least half the smallest gap between two values of the"
              + " column, but then at most one. 0 for none, which columns with few different values"
              + " refuse.")
  double jitter = 0;

  /** Training as suits flows, which are steeper and more apt to overfit than autoencoders. */
  FlowSettings() {
    schedule = new CosineSchedule();
    epochs = 200;
    batchSize = 256;
    gradientClipping = 5;
    patience = 30;
  }

  @Override
  public final void postConfig() {
    requireTraining();
    Sizes.requireField("layers", Sizes.FLOWS, layers);
    Sizes.requireLayersField("hidden", hidden);
    Fields.made("bins", () -> SplineTransformer.requireBins(bins));
    Fields.made("bound", () -> SplineTransformer.requireBound(bound));
    Fields.require(margin > 0 && margin < 0.5, "margin", "above 0, below 0.5", margin);
    Fields.requireNotNegative("jitter", jitter);
    Fields.require(
        jitter == 0 || scaling != FlowScaling.LOGIT,
        "jitter",
        "0 for the scaling LOGIT, whose values have ends (STANDARD takes noise)",
        jitter);
    Fields.require(
        !sameOrder || (kind.isAutoregressive() && !mixed),
        "sameOrder",
        "false unless layers are autoregressive and columns are not mixed",
        sameOrder);
  }

  /** Whether columns are mixed, so that log p(x) is no sum over columns. */
  public final boolean mixesColumns() {
    return mixed;
  }

  /**
   * The shape of a model of so many columns.
   *
   * @param invocation with another one, random orders and halves of the columns are others too, so
   *     that the members of a detector have several
   */
  final FlowArchitecture architecture(int columns, int invocation) {
    int[] sizes = hidden.length > 0 ? hidden : columns <= FEW_COLUMNS ? SMALL : LARGE;
    int[] order =
        orderSeed == 0
            ? IntStream.empty().toArray()
            : RandomStream.of(drawn(orderSeed, invocation), "order").permutation(columns);
    return new FlowArchitecture(kind)
        .withLayers(layers, sizes)
        .withSplines(bins, bound)
        .withBetween(normalised, mixed)
        .withOrder(sameOrder, order)
        .withScaling(scaling, margin)
        .withStart(activation, initialiser, drawn(seed, invocation));
  }

  private static long drawn(long seed, int invocation) {
    return invocation == 0 ? seed : RandomStream.of(seed, "shape").at(invocation).key();
  }

  /** What rows are prepared for: numbers, to which an origin and noise may be added, or shares. */
  final Likelihood likelihood() {
    return scaling == FlowScaling.LOGIT ? new Bernoulli() : new Gaussian();
  }
}
