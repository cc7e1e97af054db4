package acme;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Observation;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.Activation;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;

/**
 * A likelihood as a user of the library writes one: each feature follows Laplace's distribution,
 * with a location of each row and a scale that is given, in units of the column's standard
 * deviation.
 */
public final class Laplace implements Likelihood {
  @Config(description = "The scale, in units of each column's standard deviation, above 0.")
  private double scale = 0.5;

  /** Half a standard deviation. */
  public Laplace() {}

  @Override
  public void postConfig() {
    if (!(scale >= 1e-3 && scale <= 1e3)) {
      throw new PropertyException("", "scale", "Expected 0.001 to 1000, found " + scale);
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
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    String field = name + ".location";
    return new Head(
        weights.dense(field, width, scaling.columns(), Activation.IDENTITY), scaling, scale);
  }

  private record Head(DenseLayer location, Scaling scaling, double scale) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return location.parameters();
    }

    @Override
    public Node scale(Node raw) {
      return ScaleColumns.standardise(Densify.of(raw), scaling.shift(), scaling.scale());
    }

    @Override
    public Observation given(Node hidden) {
      return new Given(location.apply(hidden), scaling, scale);
    }
  }

  private record Given(Node location, Scaling scaling, double scale) implements Observation {
    /** The density of x is that of the standardised value, divided by the column's scale. */
    @Override
    public Node logDensity(Node scaled) {
      double[] logScales = scaling.scale().clone();
      for (int c = 0; c < logScales.length; c++) {
        logScales[c] = StrictMath.log(2 * scale * logScales[c]);
      }
      Node distance = new Distance(scaled, location, (float) (1 / scale));
      return ScaleColumns.subtract(distance, logScales);
    }

    @Override
    public Node mean() {
      return ScaleColumns.restore(location, scaling.shift(), scaling.scale());
    }
  }
}
