package org.lateo.flow;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.lateo.config.Fields;
import org.lateo.density.ActNorm;
import org.lateo.density.Bijection;
import org.lateo.density.Chain;
import org.lateo.density.FlowKind;
import org.lateo.density.FlowLayers;
import org.lateo.density.LULinear;
import org.lateo.density.Logit;
import org.lateo.density.Permutation;
import org.lateo.density.SplineTransformer;
import org.lateo.graph.Input;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.ColumnSupport;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.likelihood.Support;
import org.lateo.model.Architecture;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;

/** The shape of a {@link DensityFlow}. */
public final class FlowArchitecture implements Architecture {
  /** Why a flow takes no missing values, and what to do. */
  public static final String NO_GAPS =
      "a flow has no density of a part of a row. Impute missing values first, for instance with a"
          + " variational autoencoder, or use one instead";

  private static final ColumnSupport UNIT = ColumnSupport.between("values in [0, 1]", 0, 1);

  @Config(description = "What the layers are.")
  private FlowKind kind = FlowKind.SPLINE_COUPLING;

  @Config(description = "Layers, one after another, at most " + Sizes.FLOWS + ".")
  private int layers = 5;

  @Config(description = "Sizes of the hidden layers of each layer's network; none for linear ones.")
  private int[] hidden = {64, 64};

  @Config(description = "The function after each hidden layer.")
  private Activation activation = Activation.RELU;

  @Config(description = "Of splines: pieces, 2 to " + SplineTransformer.MOST_BINS + ".")
  private int bins = 8;

  @Config(description = "Of splines: they leave values beyond plus and minus this as they are.")
  private double bound = 5;

  @Config(description = "Whether a data-initialised shift and scale stands between layers.")
  private boolean normalised = false;

  @Config(description = "Whether a linear mixture of the columns stands between layers.")
  private boolean mixed = false;

  @Config(
      description =
          "Of autoregressive layers: whether all take the columns in one order, so that log p(x)"
              + " splits by columns; otherwise every second one takes them backwards.")
  private boolean sameOrder = false;

  @Config(description = "The numbers of the columns in the flow's order; none for their own.")
  private int[] order = {};

  @Config(description = "How raw values are scaled.")
  private FlowScaling scaling = FlowScaling.STANDARD;

  @Config(description = "Of the logit scaling: how far 0 and 1 are kept from the ends.")
  private double margin = 1e-6;

  @Config(description = "Of couplings: the seed of the random halves of the columns.")
  private long seed = 1;

  @Config(description = "How the weights of hidden layers start.")
  private WeightInitialiser weights = WeightInitialiser.FAN_IN;

  /** The defaults, as {@code config} starts from. */
  public FlowArchitecture() {}

  /** Five layers of a kind, each with a network of two hidden layers of 64 units. */
  public FlowArchitecture(FlowKind kind) {
    this.kind = kind;
  }

  private FlowArchitecture(FlowArchitecture from) {
    this.kind = from.kind;
    this.layers = from.layers;
    this.hidden = from.hidden;
    this.activation = from.activation;
    this.bins = from.bins;
    this.bound = from.bound;
    this.normalised = from.normalised;
    this.mixed = from.mixed;
    this.sameOrder = from.sameOrder;
    this.order = from.order;
    this.scaling = from.scaling;
    this.margin = from.margin;
    this.seed = from.seed;
    this.weights = from.weights;
  }

  private FlowArchitecture check() {
    Sizes.require("layers", Sizes.FLOWS, layers);
    Sizes.requireLayers("hidden", Arrays.stream(hidden).boxed().toList());
    SplineTransformer.requireBins(bins);
    SplineTransformer.requireBound(bound);
    require(margin > 0 && margin < 0.5, "margin", "a number above 0, below 0.5", margin);
    require(
        !sameOrder || (kind.isAutoregressive() && !mixed),
        "sameOrder",
        "false unless layers are autoregressive and columns are not mixed",
        sameOrder);
    return this;
  }

  private static void require(boolean holds, String field, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(field + ": expected " + expected + ", found " + found);
    }
  }

  @Override
  public void postConfig() {
    Fields.made("architecture", this::check);
  }

  /** A copy with other layers. */
  public FlowArchitecture withLayers(int count, int... sizes) {
    return with(
        copy -> {
          copy.layers = count;
          copy.hidden = sizes.clone();
        });
  }

  /** A copy with other splines. */
  public FlowArchitecture withSplines(int pieces, double box) {
    return with(
        copy -> {
          copy.bins = pieces;
          copy.bound = box;
        });
  }

  /** A copy with what stands between layers. */
  public FlowArchitecture withBetween(boolean norms, boolean mixtures) {
    return with(
        copy -> {
          copy.normalised = norms;
          copy.mixed = mixtures;
        });
  }

  /**
   * A copy with an order of columns.
   *
   * @param same whether all layers take the columns in it
   * @param columns their numbers; none for their own order
   */
  public FlowArchitecture withOrder(boolean same, int... columns) {
    return with(
        copy -> {
          copy.sameOrder = same;
          copy.order = columns.clone();
        });
  }

  /** A copy with another scaling of raw values. */
  public FlowArchitecture withScaling(FlowScaling kindOfScaling, double logitMargin) {
    return with(
        copy -> {
          copy.scaling = kindOfScaling;
          copy.margin = logitMargin;
        });
  }

  /** A copy with other first values and halves of columns. */
  public FlowArchitecture withStart(Activation function, WeightInitialiser first, long ofHalves) {
    return with(
        copy -> {
          copy.activation = function;
          copy.weights = first;
          copy.seed = ofHalves;
        });
  }

  private FlowArchitecture with(Consumer<FlowArchitecture> change) {
    FlowArchitecture copy = new FlowArchitecture(this);
    change.accept(copy);
    return copy.check();
  }

  /** What the layers are. */
  public FlowKind kind() {
    return kind;
  }

  /** How raw values are scaled. */
  public FlowScaling scaling() {
    return scaling;
  }

  /**
   * Standard scaling, or none.
   *
   * @throws IllegalArgumentException for the logit scaling if a value is outside [0, 1], naming it
   */
  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    if (scaling == FlowScaling.LOGIT) {
      columns.forEach(FlowArchitecture::requireUnit);
    }
    return scaling == FlowScaling.STANDARD
        ? Scaling.standardising(columns)
        : Scaling.none(columns.size());
  }

  private static void requireUnit(ColumnSummary c) {
    boolean low = !UNIT.contains((float) c.min());
    if (low || !UNIT.contains((float) c.max())) {
      throw new IllegalArgumentException(
          String.format(
              "The logit scaling expects %s, found %s in feature %s, row %d (from 0)",
              UNIT.expected(), low ? c.min() : c.max(), c.name(), low ? c.minRow() : c.maxRow()));
    }
  }

  @Override
  public DensityFlow connect(Scaling learned, boolean sparse, MissingColumns missing) {
    int columns = learned.columns();
    if (!missing.isNone()) {
      throw new IllegalArgumentException(
          "Expected columns that are always there, found some that may be missing: " + NO_GAPS);
    }
    int[] places = order.length == 0 ? IntStream.range(0, columns).toArray() : order;
    require(places.length == columns, "order", "each of " + columns + " columns", places.length);
    ColumnSupport each = scaling == FlowScaling.LOGIT ? UNIT : ColumnSupport.ANY;
    Input features = new Input("features", columns, sparse);
    return new DensityFlow(
        features,
        features,
        Origin.none(columns),
        new Permutation(places),
        learned.of(places),
        chain(columns),
        Support.of(each, columns),
        kind.isAutoregressive() && !mixed && (sameOrder || layers == 1));
  }

  private Chain chain(int columns) {
    List<Bijection> steps = new ArrayList<>();
    if (scaling == FlowScaling.LOGIT) {
      steps.add(new Logit(margin));
    }
    List<Integer> sizes = Arrays.stream(hidden).boxed().toList();
    FlowLayers all = new FlowLayers(kind, layers, sizes, activation, bins, bound, weights, seed);
    steps.addAll(all.steps("flow", columns, !sameOrder, k -> between("flow." + k, columns)));
    return new Chain(steps);
  }

  private List<Bijection> between(String name, int columns) {
    List<Bijection> steps = new ArrayList<>();
    if (normalised) {
      steps.add(new ActNorm(name + ".norm", columns));
    }
    if (mixed) {
      steps.add(new LULinear(name + ".linear", columns));
    }
    return steps;
  }
}
