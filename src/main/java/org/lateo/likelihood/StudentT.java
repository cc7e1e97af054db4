package org.lateo.likelihood;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import java.util.stream.Stream;
import org.lateo.config.Fields;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;

/**
 * Each feature follows Student's t: as {@link Gaussian}, but with heavy tails, so that single
 * values far out neither spoil training nor count as impossible. There is a location for each row
 * and feature, a scale for each feature and, unless they are fixed, degrees of freedom ν for each
 * feature. Values are standardised as for {@link Gaussian}.
 *
 * <p>log-scales of standardised values stay within ±6. Learned degrees are 2 + e^ρ with ρ within
 * ±7, so from 2.001 to 1,100, where variances exist; the density is nearly Gaussian at the end.
 */
public final class StudentT implements Likelihood {
  private static final float LOG_SCALE_LIMIT = 6f;
  private static final float DEGREES_LIMIT = 7f;

  @Config(
      description =
          "Degrees of freedom, more than 1: small for heavy tails. 0 to learn those of each"
              + " feature.")
  private double degreesOfFreedom = 0;

  /** Learns the degrees of freedom. */
  public StudentT() {}

  /**
   * Fixes the degrees of freedom.
   *
   * @param degreesOfFreedom more than 1, where the mean exists, and at most 10,000; 0 to learn them
   * @throws PropertyException if they are something else
   */
  public StudentT(double degreesOfFreedom) {
    this.degreesOfFreedom = degreesOfFreedom;
    postConfig();
  }

  @Override
  public void postConfig() {
    boolean fixed = degreesOfFreedom > 1 && degreesOfFreedom <= 1e4;
    String expected = "more than 1 and at most 10000, or 0 to learn them";
    Fields.require(fixed || degreesOfFreedom == 0, "degreesOfFreedom", expected, degreesOfFreedom);
  }

  @Override
  public boolean takesAnyNumber() {
    return true;
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    return Scaling.standardising(columns);
  }

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    int columns = scaling.columns();
    return new Family(
        weights.dense(name + ".location", width, columns),
        ScaleParameter.ofFeatures(name + ".logScale", columns, LOG_SCALE_LIMIT),
        degreesOfFreedom == 0
            ? ScaleParameter.ofFeatures(name + ".logDegrees", columns, DEGREES_LIMIT)
            : ScaleParameter.fixed(columns, degreesOfFreedom),
        scaling);
  }

  private record Family(
      DenseLayer location, ScaleParameter logScale, ScaleParameter degrees, Scaling scaling)
      implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return Stream.of(location.parameters(), logScale.parameters(), degrees.parameters())
          .flatMap(List::stream)
          .toList();
    }

    @Override
    public Node scale(Node raw) {
      return scaling.standardise(raw);
    }

    @Override
    public Observation given(Node hidden) {
      Node place = location.apply(hidden);
      Node size = logScale.given(hidden);
      Node tails = degreesGiven(hidden);
      return Observation.of(
          x -> scaling.ofRaw(new StudentTLogDensity(Densify.of(x), place, size, tails)),
          () -> scaling.restore(place));
    }

    private Node degreesGiven(Node hidden) {
      Node given = degrees.given(hidden);
      return degrees.parameters().isEmpty() ? given : ScaleColumns.of(new Exp(given), 1, 2);
    }
  }
}
