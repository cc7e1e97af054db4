package org.lateo.conformal;

import org.tribuo.classification.Label;

/** Sets the fields of a {@link ConformalClassificationTrainer}. */
public final class ConformalClassificationTrainerBuilder
    extends ConformalBuilder<
        Label, ConformalClassificationTrainer, ConformalClassificationTrainerBuilder> {
  ConformalClassificationTrainerBuilder() {
    super(ConformalClassificationTrainer::new);
  }

  /** What is ranked. */
  public ConformalClassificationTrainerBuilder score(LabelScore kind) {
    return set("score", kind, (trainer, value) -> trainer.score = value);
  }

  /**
   * Whether the share is promised for each class, and not only for all rows together.
   *
   * <p>See:
   *
   * <pre>
   * Vovk V.
   * "Conditional Validity of Inductive Conformal Predictors"
   * ACML 2012.
   * </pre>
   */
  public ConformalClassificationTrainerBuilder byClass(boolean each) {
    return set(trainer -> trainer.byClass = each);
  }
}
