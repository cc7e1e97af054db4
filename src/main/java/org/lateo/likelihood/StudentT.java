package org.lateo.likelihood;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;

/**
 * Each feature follows Student's t: as {@link Gaussian}, but with heavy tails, so that single
 * values far out neither spoil training nor count as impossible. The location is of each row, the
 * scale of each feature, and so are degrees of freedom ν unless they are fixed. Values are
 * standardised as Gaussian ones are.
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
   * With fixed degrees of freedom.
   *
   * @param degreesOfFreedom more than 1, where the mean exists, and at most 10,000; 0 to learn them
   * @throws PropertyException if they are something else
   */
  public StudentT(double degreesOfFreedom) {
    this.degreesOfFreedom = degreesOfFreedom;
    postConfig();
  }

  /** Used by OLCUT. */
  @Override
  public void postConfig() {
    boolean fixed = degreesOfFreedom > 1 && degreesOfFreedom <= 1e4;
    if (!fixed && degreesOfFreedom != 0) {
      throw new PropertyException(
          "",
          "degreesOfFreedom",
          "Expected more than 1 and at most 10000, or 0 to learn them, found " + degreesOfFreedom);
    }
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
  public Conditional connect(String name, int width, Scaling scaling, Initialiser weights) {
    int columns = scaling.columns();
    return new Family(
        new Dense(name + ".location", width, columns, Activation.IDENTITY, weights),
        ScaleParameter.ofFeatures(name + ".logScale", columns, LOG_SCALE_LIMIT),
        degreesOfFreedom == 0
            ? ScaleParameter.ofFeatures(name + ".logDegrees", columns, DEGREES_LIMIT)
            : ScaleParameter.fixed(columns, degreesOfFreedom),
        scaling);
  }

  private record Family(
      Dense location, ScaleParameter logScale, ScaleParameter degrees, Scaling scaling)
      implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return Stream.of(location.parameters(), logScale.parameters(), degrees.parameters())
          .flatMap(List::stream)
          .toList();
    }

    @Override
    public Node scale(Node raw) {
      return ScaleColumns.standardise(Densify.of(raw), scaling.shift(), scaling.scale());
    }

    @Override
    public Observation given(Node hidden) {
      return new Heavy(
          location.apply(hidden), logScale.given(hidden), degreesGiven(hidden), scaling);
    }

    private Node degreesGiven(Node hidden) {
      Node given = degrees.given(hidden);
      return degrees.parameters().isEmpty() ? given : aboveTwo(new Exp(given));
    }

    private static Node aboveTwo(Node x) {
      double[] two = new double[x.columns()];
      double[] one = new double[x.columns()];
      Arrays.fill(two, 2);
      Arrays.fill(one, 1);
      return ScaleColumns.restore(x, two, one);
    }
  }

  /** Of scaled values, {@code [rows, columns]} each. */
  private record Heavy(Node location, Node logScale, Node degrees, Scaling scaling)
      implements Observation {
    @Override
    public Node logDensity(Node scaled) {
      Node density = new StudentTLogDensity(scaled, location, logScale, degrees);
      return ScaleColumns.subtract(
          density, Arrays.stream(scaling.scale()).map(StrictMath::log).toArray());
    }

    @Override
    public Node mean() {
      return ScaleColumns.restore(location, scaling.shift(), scaling.scale());
    }
  }
}
