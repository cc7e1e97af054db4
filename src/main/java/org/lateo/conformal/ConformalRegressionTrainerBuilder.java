package org.lateo.conformal;

import org.tribuo.regression.Regressor;

/** Sets the fields of a {@link ConformalRegressionTrainer}. */
public final class ConformalRegressionTrainerBuilder
    extends ConformalBuilder<
        Regressor, ConformalRegressionTrainer, ConformalRegressionTrainerBuilder> {
  ConformalRegressionTrainerBuilder() {
    super(ConformalRegressionTrainer::new);
  }

  /** What is ranked. */
  public ConformalRegressionTrainerBuilder score(ResidualScore kind) {
    return set("score", kind, (trainer, value) -> trainer.score = value);
  }
}
