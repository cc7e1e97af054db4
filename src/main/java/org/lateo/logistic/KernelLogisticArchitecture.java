package org.lateo.logistic;

import com.oracle.labs.mlrg.olcut.config.Config;
import org.lateo.config.Fields;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Architecture;
import org.lateo.nn.Dense;
import org.lateo.nn.Sizes;

/** The shape of a logistic regression. */
public final class KernelLogisticArchitecture implements Architecture {
  private static final Initialiser ZERO = Initialiser.constant(0);

  @Config(description = "The number of classes.")
  private int classes = 1;

  @Config(description = "The centres of the Gaussian kernel; 0 for the linear one.")
  private int centres = 0;

  /** The defaults, as {@code config} starts from: one class, linear. */
  public KernelLogisticArchitecture() {}

  KernelLogisticArchitecture(int classes, int centres) {
    this.classes = classes;
    this.centres = centres;
    postConfig();
  }

  @Override
  public void postConfig() {
    Sizes.requireField("classes", Sizes.UNITS, classes);
    Fields.require(
        centres >= 0 && centres <= Sizes.COMPONENTS,
        "centres",
        "0 to " + Sizes.COMPONENTS,
        centres);
  }

  @Override
  public KernelLogistic connect(Scaling scaling, boolean sparse, MissingColumns missing) {
    if (!missing.isNone()) {
      throw new IllegalArgumentException(
          "Expected no columns that may be missing in a logistic regression, found some");
    }
    int columns = scaling.columns();
    return new KernelLogistic(
        new Input("features", columns, sparse),
        scaling,
        Origin.none(columns),
        new Dense("centre", columns, Math.max(1, centres), ZERO),
        centres,
        new Dense("logit", centres == 0 ? columns : centres, classes, ZERO));
  }

  int classes() {
    return classes;
  }
}
