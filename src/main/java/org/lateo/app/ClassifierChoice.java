package org.lateo.app;

import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** A classifier to train on rows of which some are labelled. */
interface ClassifierChoice {
  /** Trains it; a listener is told how the autoencoder's training goes, if there is one. */
  Model<Label> train(Dataset<Label> rows, TrainingListener listener);

  /** Whether a column is missing where it is absent; of most classifiers it is zero. */
  default boolean mayMiss(String column) {
    return false;
  }

  /** Whether columns could be declared missing. */
  default boolean takesMissing() {
    return false;
  }

  /** Logistic regression on the features of the labelled rows. */
  static ClassifierChoice onFeatures(long seed) {
    return (rows, listener) -> {
      Dataset<Label> labelled = LabelMasking.labelledRows(rows);
      return Classifier.logisticRegression(labelled.size(), seed).train(labelled);
    };
  }

  /** Logistic regression on codes that an autoencoder learns from all rows. */
  static ClassifierChoice onCodes(VAETrainer autoencoder, long seed) {
    return new OnCodes(autoencoder, seed);
  }

  /** Any classifier on codes. */
  static ClassifierChoice onCodes(LatentFeatureTrainer<Label> trainer) {
    return new Configured(trainer);
  }

  /** A trainer that has all rows. */
  static ClassifierChoice of(SemiSupervisedTrainer<Label> trainer) {
    return trainer::train;
  }

  /** A trainer from a configuration: Lateo's take all rows, others the labelled ones. */
  @SuppressWarnings("unchecked") // a trainer does not tell its output type
  static ClassifierChoice configured(Trainer<?> trainer) {
    if (trainer instanceof LatentFeatureTrainer<?> ours) {
      return onCodes((LatentFeatureTrainer<Label>) ours);
    }
    if (trainer instanceof SemiSupervisedTrainer<?> ours) {
      return of((SemiSupervisedTrainer<Label>) ours);
    }
    return (rows, listener) -> ((Trainer<Label>) trainer).train(LabelMasking.labelledRows(rows));
  }

  /** Logistic regression on codes. */
  record OnCodes(VAETrainer autoencoder, long seed) implements ClassifierChoice {
    @Override
    public Model<Label> train(Dataset<Label> rows, TrainingListener listener) {
      int labelled = (int) rows.getData().stream().filter(LabelMasking::isLabelled).count();
      Trainer<Label> classifier = Classifier.logisticRegression(labelled, seed);
      return new LatentFeatureTrainer<>(autoencoder, classifier).train(rows, listener);
    }

    @Override
    public boolean takesMissing() {
      return true;
    }

    @Override
    public boolean mayMiss(String column) {
      return autoencoder.mayMiss(column);
    }
  }

  /** Any Tribuo model on codes. */
  record Configured(LatentFeatureTrainer<Label> trainer) implements ClassifierChoice {
    @Override
    public Model<Label> train(Dataset<Label> rows, TrainingListener listener) {
      return trainer.train(rows, listener);
    }

    @Override
    public boolean takesMissing() {
      return true;
    }

    @Override
    public boolean mayMiss(String column) {
      return trainer.mayMiss(column);
    }
  }
}
