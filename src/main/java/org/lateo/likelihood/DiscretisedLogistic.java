package org.lateo.likelihood;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lateo.config.Fields;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;

/**
 * Each feature is one of a number of grey levels. The probability of a level is that of the bin
 * around it under a logistic distribution; the first and the last bin take the tails. There is a
 * location for each row and feature, and a scale for each feature, or for each row and feature.
 *
 * <p>Values are k / (levels - 1) where all lie in [0, 1], else the whole numbers k = 0 to levels -
 * 1; in [0, 1] a value between levels is taken as the nearest level. Nats are log-probabilities,
 * not log-densities. Levels are scaled to [-1, 1], where log-scales stay within ±7.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Salimans T, Jozefowicz R, Chen X, Sutskever I, Welling M.
 * "Improved Variational Inference with Inverse Autoregressive Flow", appendix
 * NeurIPS 2016.
 * Salimans T, Karpathy A, Chen X, Kingma DP.
 * "PixelCNN++: Improving the PixelCNN with Discretized Logistic Mixture Likelihood", section 2.1
 * ICLR 2017.
 * </pre>
 */
public final class DiscretisedLogistic implements Likelihood {
  private static final float LOG_SCALE_LIMIT = 7f;

  /** Half of the range of values in [0, 1]. */
  private static final double UNIT = 0.5;

  /** What a scale belongs to. */
  public enum Scale {
    /** One for each feature. */
    FEATURE,
    /** One for each row and feature, from the decoder. */
    ROW
  }

  @Config(description = "How many levels there are, at least 2.")
  private int levels = 256;

  @Config(description = "What a scale belongs to: FEATURE or ROW.")
  private Scale scale = Scale.FEATURE;

  /** 256 levels, one scale for each feature. */
  public DiscretisedLogistic() {}

  /**
   * A number of levels, and what a scale belongs to.
   *
   * @throws PropertyException if there are less than 2 levels or more than 65536
   */
  public DiscretisedLogistic(int levels, Scale scale) {
    this.levels = levels;
    this.scale = requireNonNull(scale, "scale");
    postConfig();
  }

  @Override
  public void postConfig() {
    Fields.require(levels >= 2 && levels <= 65536, "levels", "2 to 65536", levels);
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    boolean unit = columns.stream().allMatch(c -> c.max() <= 1 + ColumnSupport.TOLERANCE);
    columns.forEach(c -> support(unit).require(c, this, ""));
    double[] half = new double[columns.size()];
    Arrays.fill(half, unit ? UNIT : (levels - 1) / 2.0);
    return new Scaling(half, half);
  }

  private ColumnSupport support(boolean unit) {
    String expected = "values in [0, 1] or whole numbers from 0 to " + (levels - 1);
    return unit
        ? ColumnSupport.between(expected, 0, 1)
        : ColumnSupport.between(expected, 0, levels - 1).wholeNumbers();
  }

  @Override
  public Support support(Scaling scaling) {
    boolean unit = Arrays.stream(scaling.scale()).allMatch(half -> half == UNIT);
    return Support.of(support(unit), scaling.columns());
  }

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    int columns = scaling.columns();
    String field = name + ".logScale";
    return new Family(
        weights.dense(name + ".location", width, columns),
        scale == Scale.ROW
            ? ScaleParameter.ofRows(field, width, columns, LOG_SCALE_LIMIT, weights)
            : ScaleParameter.ofFeatures(field, columns, LOG_SCALE_LIMIT),
        new Levels(levels),
        scaling);
  }

  private record Family(
      DenseLayer location, ScaleParameter logScale, Levels levels, Scaling scaling)
      implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return Stream.of(location.parameters(), logScale.parameters()).flatMap(List::stream).toList();
    }

    @Override
    public Map<Parameter, float[]> firstValues(List<ColumnSummary> columns) {
      LogisticStart start = new LogisticStart(levels, scaling);
      Map<Parameter, float[]> values =
          new HashMap<>(Conditional.firstValues(location.bias(), columns, start::location));
      values.putAll(
          Conditional.firstValues(
              logScale.start(), columns, c -> logScale.unbounded(StrictMath.log(start.scale(c)))));
      return values;
    }

    @Override
    public Node scale(Node raw) {
      return scaling.standardise(raw);
    }

    @Override
    public Observation given(Node hidden) {
      Node place = location.apply(hidden);
      Node size = logScale.given(hidden);
      return Observation.of(
          x -> new DiscretisedLogisticLogDensity(Densify.of(x), place, size, levels),
          () -> scaling.restore(new DiscretisedLogisticMean(place, size, levels)));
    }
  }
}
