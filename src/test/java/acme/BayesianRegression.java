package acme;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.SelectColumns;
import org.lateo.latent.GaussianLogDensity;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Architecture;
import org.lateo.nn.Activation;
import org.lateo.nn.BayesianDense;
import org.lateo.nn.Module;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.DirectModel;
import org.lateo.objective.Loss;

/**
 * Linear regression of the last column on the others with Gaussian noise of a known variance and
 * weights that are distributions: the posterior of its weights is known in closed form.
 */
public final class BayesianRegression implements Architecture {
  @Config(description = "The logarithm of the variance of the noise.")
  private double logVariance = -2;

  /** Noise of variance e^-2. */
  public BayesianRegression() {}

  @Override
  public DirectModel connect(Scaling scaling, boolean sparse, MissingColumns missing) {
    int columns = scaling.columns();
    return new Regression(
        new Input("features", columns),
        new BayesianDense(
            "regression", columns - 1, 1, Activation.IDENTITY, WeightInitialiser.GLOROT, 1, 0.05),
        (float) logVariance);
  }

  private record Regression(Input features, BayesianDense layer, float logVariance)
      implements DirectModel {
    @Override
    public List<Module> modules() {
      return List.of(layer);
    }

    private Node given() {
      return SelectColumns.of(features, IntStream.range(0, features.columns() - 1).toArray());
    }

    @Override
    public Loss loss() {
      Node y = SelectColumns.of(features, features.columns() - 1);
      Node drawn = layer.apply(given());
      Node noise = new Constant(drawn.rows(), logVariance);
      return Loss.of("log_likelihood", new GaussianLogDensity(y, drawn, noise));
    }

    @Override
    public Map<String, Node> outputs() {
      return Map.of("mean", layer.mean(given()), "variance", layer.variance(given()));
    }
  }
}
