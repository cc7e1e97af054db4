package org.lateo.semisupervised;

import java.util.EnumSet;
import java.util.Set;
import org.lateo.CountedTrainer;
import org.lateo.VAETrainer;
import org.lateo.rows.CodeFeatures;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** Sets the fields of a {@link FewLabelsTrainer}. */
public final class FewLabelsTrainerBuilder
    extends CountedTrainer.Builder<FewLabelsTrainer, FewLabelsTrainerBuilder> {
  FewLabelsTrainerBuilder() {
    super(FewLabelsTrainer::new);
  }

  /** Trains the autoencoder of the rows. */
  public FewLabelsTrainerBuilder encoder(VAETrainer trainer) {
    return set("encoder", trainer, (of, value) -> of.encoder = value);
  }

  /** The classifier on the codes of all rows, with the labels spread to them. */
  public FewLabelsTrainerBuilder ofSpread(Trainer<Label> trainer) {
    return set("ofSpread", trainer, (of, value) -> of.ofSpread = value);
  }

  /** The classifier on features, codes or both. */
  public FewLabelsTrainerBuilder classifier(Trainer<Label> trainer) {
    return set("classifier", trainer, (of, value) -> of.classifier = value);
  }

  /** What of the autoencoder becomes features of the methods M1 and BOTH. */
  public FewLabelsTrainerBuilder codes(CodeFeatures features) {
    return set("codes", features, (of, value) -> of.codes = value);
  }

  /** M2, on rows. */
  public FewLabelsTrainerBuilder m2(SemiSupervisedVAETrainerBuilder trainer) {
    return set("m2", trainer.build(), (of, value) -> of.m2 = value);
  }

  /** M2 on codes, which with the encoder is M1+M2. */
  public FewLabelsTrainerBuilder m2OfCodes(SemiSupervisedVAETrainerBuilder trainer) {
    return set("m2OfCodes", trainer.ofCodes(), (of, value) -> of.m2OfCodes = value);
  }

  /** The methods that are tried. */
  public FewLabelsTrainerBuilder methods(Set<FewLabelsMethod> tried) {
    EnumSet<FewLabelsMethod> copy = EnumSet.copyOf(tried);
    return set(trainer -> trainer.methods = copy);
  }

  /** Folds of the cross-validation, 2 or more. */
  public FewLabelsTrainerBuilder folds(int count) {
    return set(trainer -> trainer.folds = count);
  }

  /** By how many standard errors the best method has to be better than a simpler one. */
  public FewLabelsTrainerBuilder errors(double count) {
    return set(trainer -> trainer.errors = count);
  }

  /** The most rows on which methods are compared, 2 or more. */
  public FewLabelsTrainerBuilder mostRowsTried(int count) {
    return set(trainer -> trainer.mostRowsTried = count);
  }

  /** Seconds after which no further method is tried; 0 for no limit. */
  public FewLabelsTrainerBuilder timeBudgetSeconds(double seconds) {
    return set(trainer -> trainer.timeBudgetSeconds = seconds);
  }

  /** Seed by which rows are drawn and dealt to folds. */
  public FewLabelsTrainerBuilder seed(long seed) {
    return set(trainer -> trainer.seed = seed);
  }
}
