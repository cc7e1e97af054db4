package org.lateo.semisupervised;

import org.lateo.CountedTrainer;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.LatentFeatureTrainerBuilder;
import org.lateo.rows.CodeFeatures;
import org.tribuo.classification.Label;

/** Sets the fields of a {@link SemiSupervisedVAETrainer}. */
public final class SemiSupervisedVAETrainerBuilder
    extends CountedTrainer.Builder<SemiSupervisedVAETrainer, SemiSupervisedVAETrainerBuilder> {
  SemiSupervisedVAETrainerBuilder(VAETrainer autoencoder) {
    super(SemiSupervisedVAETrainer::new);
    set("autoencoder", autoencoder, (trainer, value) -> trainer.autoencoder = value);
  }

  /** Sizes of the hidden layers of q(y|x), the classifier; none for a linear one. */
  public SemiSupervisedVAETrainerBuilder classifierHidden(int... sizes) {
    int[] copy = sizes.clone();
    return set(trainer -> trainer.classifierHidden = copy);
  }

  /** Weight of the classification term, 0 or more. */
  public SemiSupervisedVAETrainerBuilder classificationWeight(double weight) {
    return set(trainer -> trainer.classificationWeight = weight);
  }

  /** Least share of labelled rows in a minibatch, in (0, 1). */
  public SemiSupervisedVAETrainerBuilder labelledShare(double share) {
    return set(trainer -> trainer.labelledShare = share);
  }

  /** Share of the epochs, in [0, 1), in which the weight of unlabelled rows rises; 0 for none. */
  public SemiSupervisedVAETrainerBuilder warmUpShare(double share) {
    return set(trainer -> trainer.warmUpShare = share);
  }

  /**
   * For how many classes of a row the bound is computed in each step, to save time with many
   * classes or many rows: z and the reconstruction are computed for these classes alone. Training's
   * reports, validation and early stopping use the bound so estimated.
   *
   * @param count the most probable classes and one drawn from the others, 2 or more; as many as
   *     there are, or more, for the exact bound; 0 for that of up to four classes and for two of
   *     more
   */
  public SemiSupervisedVAETrainerBuilder classesPerRow(int count) {
    return set(trainer -> trainer.classesPerRow = count);
  }

  /**
   * Where p(y) comes from.
   *
   * @param probabilities for {@code GIVEN}: CLASS=PROBABILITY for each class
   */
  public SemiSupervisedVAETrainerBuilder classPrior(ClassPriorKind kind, String... probabilities) {
    String[] copy = probabilities.clone();
    return set("classPrior", kind, (trainer, value) -> trainer.classPrior = value)
        .set(trainer -> trainer.classProbabilities = copy);
  }

  /**
   * M1+M2: this trainer on the codes of another autoencoder, which is trained first. Inactive
   * dimensions are left out, and each step draws new codes.
   *
   * @param first trains the autoencoder of the rows
   * @return a builder of the two together
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a value is refused, or this
   *     builder's autoencoder has jitter
   */
  public LatentFeatureTrainerBuilder<Label> stackedOn(VAETrainer first) {
    return LatentFeatureTrainer.builder(first, ofCodes()).codes(CodeFeatures.MEAN_AND_LOG_VARIANCE);
  }

  /** This trainer, for codes of another autoencoder. */
  SemiSupervisedVAETrainer ofCodes() {
    SemiSupervisedVAETrainer second = build();
    second.codes = true;
    second.postConfig();
    return second;
  }
}
