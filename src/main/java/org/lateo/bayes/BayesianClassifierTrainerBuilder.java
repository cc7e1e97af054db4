package org.lateo.bayes;

/** Builds a {@link BayesianClassifierTrainer}; fields that are not set have their defaults. */
public final class BayesianClassifierTrainerBuilder
    extends BayesianBuilder<BayesianClassifierTrainer, BayesianClassifierTrainerBuilder> {
  BayesianClassifierTrainerBuilder() {
    super(BayesianClassifierTrainer::new);
  }
}
