package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.config.Config;
import org.lateo.config.Fields;
import org.lateo.graph.Input;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.CorrelatedDense;
import org.lateo.nn.KroneckerDense;

/** The shape of a classifier with Bayesian weights. */
public final class BayesianClassifierArchitecture extends BayesianArchitecture {
  @Config(description = "The number of classes, at least 2.")
  private int classes = 2;

  /** The defaults, as {@code config} starts from: a linear model of two classes. */
  public BayesianClassifierArchitecture() {}

  BayesianClassifierArchitecture(NetworkShape shape, int classes) {
    super(shape);
    this.classes = classes;
    check();
  }

  @Override
  final BayesianClassifierArchitecture check() {
    super.check();
    Fields.asArguments(() -> Fields.requireAtLeast("classes", 2, classes));
    return this;
  }

  /** The number of classes. */
  int classes() {
    return classes;
  }

  @Override
  public BayesianClassification connect(Scaling scaling, boolean sparse, MissingColumns missing) {
    requireComplete(missing);
    NetworkShape shape = shape();
    boolean closed = shape.method() == BayesianMethod.LAPLACE;
    return new BayesianClassification(
        new BayesianNetwork(
            shape,
            new Input("features", scaling.columns(), sparse),
            scaling,
            classes,
            (name, in, weights, prior, first) ->
                closed
                    ? new KroneckerDense(name, in, classes, weights, prior)
                    : new CorrelatedDense(name, in, classes, weights, prior, first)));
  }
}
