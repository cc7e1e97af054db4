package org.lateo.semisupervised;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.lateo.CountedTrainer;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.nn.Sizes;
import org.lateo.rows.CodeFeatures;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.WeightedExamples;
import org.tribuo.classification.Label;

/**
 * Trains a classifier inside a variational autoencoder of rows and their classes (M2), on labelled
 * and unlabelled rows together.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Rezende DJ, Mohamed S, Welling M.
 * "Semi-Supervised Learning with Deep Generative Models", section 2 (M2, and M1+M2)
 * NeurIPS 2014.
 * </pre>
 *
 * <p>As the inner trainer of a {@link LatentFeatureTrainer} that hands it means and log-variances,
 * with {@code codes} set, it is M1+M2: see {@link #stackedOn}.
 *
 * <p>A class without a labelled row stays in the domain, with a warning. Training is a function of
 * the configuration, the data and the invocation count: the same bits at any number of threads.
 */
public final class SemiSupervisedVAETrainer extends CountedTrainer<Label>
    implements SemiSupervisedTrainer<Label>, WeightedExamples {
  @Config(
      mandatory = true,
      description =
          "The shape of p(x|y,z) and q(z|x,y), and how all is trained. Its objective is not to be"
              + " set, nor its jitter for codes; rows kept for validation are unlabelled ones.")
  private VAETrainer autoencoder;

  @Config(
      description =
          "Sizes of the hidden layers of q(y|x), the classifier; the encoder's if not given.")
  private int[] classifierHidden;

  @Config(
      description =
          "Weight of the classification term: in the mean over a minibatch's rows, that of the mean"
              + " of log q(y|x) over its labelled rows.")
  private double classificationWeight = 0.1;

  @Config(
      description =
          "Least share of labelled rows in a minibatch, above 0: where fewer rows than that have a"
              + " label, these come by more often, with less weight each time.")
  private double labelledShare = 0.2;

  @Config(
      description =
          "Share of the epochs, the first ones, in which the weight of unlabelled rows rises from 0"
              + " to 1, so that labels say which class is which before these rows part into some;"
              + " in [0, 1).")
  private double warmUpShare = 0.2;

  @Config(
      description =
          "How many classes of a row the bound is computed for in each step: the most probable"
              + " ones, and one drawn from the others in proportion to q(y|x) and weighed so that"
              + " bound and gradient are right on average, in validation too. 0, or as many as there"
              + " are, for the exact bound; else 2 or more.")
  private int classesPerRow = 0;

  @Config(description = "Where p(y) comes from: UNIFORM, LABELLED, LEARNED or GIVEN.")
  private ClassPriorKind classPrior = ClassPriorKind.UNIFORM;

  @Config(description = "For GIVEN: CLASS=PROBABILITY for each class, summing to one.")
  private String[] classProbabilities = {};

  @Config(
      description =
          "Whether rows are codes of another autoencoder, their means and log-variances, of which"
              + " each step draws anew.")
  private boolean codes = false;

  /** For OLCUT. */
  private SemiSupervisedVAETrainer() {}

  /** The shape and training of an autoencoder, everything else at its default. */
  public SemiSupervisedVAETrainer(VAETrainer autoencoder) {
    this.autoencoder = requireNonNull(autoencoder, "autoencoder");
    postConfig();
  }

  private SemiSupervisedVAETrainer(SemiSupervisedVAETrainer other) {
    this.autoencoder = other.autoencoder;
    this.classifierHidden = other.classifierHidden;
    this.classificationWeight = other.classificationWeight;
    this.labelledShare = other.labelledShare;
    this.warmUpShare = other.warmUpShare;
    this.classesPerRow = other.classesPerRow;
    this.classPrior = other.classPrior;
    this.classProbabilities = other.classProbabilities;
    this.codes = other.codes;
  }

  /**
   * The same with other sizes of the classifier's hidden layers; none for a linear one.
   *
   * @throws PropertyException if one is below 1
   */
  public SemiSupervisedVAETrainer withClassifierHidden(int... sizes) {
    SemiSupervisedVAETrainer changed = new SemiSupervisedVAETrainer(this);
    changed.classifierHidden = sizes.clone();
    changed.postConfig();
    return changed;
  }

  /**
   * The same with another weight of the classification term.
   *
   * @throws PropertyException if it is below 0
   */
  public SemiSupervisedVAETrainer withClassificationWeight(double weight) {
    SemiSupervisedVAETrainer changed = new SemiSupervisedVAETrainer(this);
    changed.classificationWeight = weight;
    changed.postConfig();
    return changed;
  }

  /**
   * The same with another least share of labelled rows in a minibatch.
   *
   * @throws PropertyException if it is not in (0, 1)
   */
  public SemiSupervisedVAETrainer withLabelledShare(double share) {
    SemiSupervisedVAETrainer changed = new SemiSupervisedVAETrainer(this);
    changed.labelledShare = share;
    changed.postConfig();
    return changed;
  }

  /**
   * The same with another share of the epochs in which the weight of unlabelled rows rises.
   *
   * @param share 0 for none
   * @throws PropertyException if it is not in [0, 1)
   */
  public SemiSupervisedVAETrainer withWarmUpShare(double share) {
    SemiSupervisedVAETrainer changed = new SemiSupervisedVAETrainer(this);
    changed.warmUpShare = share;
    changed.postConfig();
    return changed;
  }

  /**
   * The same with a bound that is estimated from some classes of a row in each step, for many
   * classes or many rows: z and the reconstruction are computed for these alone. What training
   * reports, and what validation and early stopping see, is that estimate.
   *
   * @param count the most probable classes and one drawn from the others; 0, or as many as there
   *     are, for the exact bound
   * @throws PropertyException if it is 1 or below 0
   */
  public SemiSupervisedVAETrainer withClassesPerRow(int count) {
    SemiSupervisedVAETrainer changed = new SemiSupervisedVAETrainer(this);
    changed.classesPerRow = count;
    changed.postConfig();
    return changed;
  }

  /**
   * The same with another prior of classes.
   *
   * @param probabilities for {@code GIVEN}: CLASS=PROBABILITY for each class
   * @throws PropertyException if they are not what the kind needs
   */
  public SemiSupervisedVAETrainer withClassPrior(ClassPriorKind kind, String... probabilities) {
    SemiSupervisedVAETrainer changed = new SemiSupervisedVAETrainer(this);
    changed.classPrior = requireNonNull(kind, "classPrior");
    changed.classProbabilities = probabilities.clone();
    changed.postConfig();
    return changed;
  }

  /**
   * M1+M2: this on the codes of another autoencoder, which is trained first. Inactive dimensions
   * are left out, and each step draws its codes anew.
   *
   * @param first trains the autoencoder of the rows
   * @throws PropertyException if this one's autoencoder has jitter
   */
  public LatentFeatureTrainer<Label> stackedOn(VAETrainer first) {
    SemiSupervisedVAETrainer second = new SemiSupervisedVAETrainer(this);
    second.codes = true;
    second.postConfig();
    return new LatentFeatureTrainer<>(first, second).withCodes(CodeFeatures.MEAN_AND_LOG_VARIANCE);
  }

  /** Used by OLCUT. What follows from other fields is filled in, so that provenance records it. */
  @Override
  public void postConfig() {
    if (classifierHidden == null) {
      classifierHidden = autoencoder.hidden();
    }
    requireAutoencoder();
    requireShares();
    requireClassPrior();
    Sizes.requireLayersField("classifierHidden", classifierHidden);
  }

  private void requireAutoencoder() {
    require(!autoencoder.hasMissing(), "autoencoder", "none with missing features", autoencoder);
    require(
        autoencoder.hasPlainObjective(),
        "autoencoder",
        "its objective at the default, for the model has a bound of its own",
        autoencoder);
    require(
        !codes || !autoencoder.hasJitter(),
        "autoencoder",
        "none with jitter for codes, which are drawn anew in each step",
        autoencoder);
  }

  private void requireShares() {
    double weight = classificationWeight;
    require(weight >= 0 && weight < 1e6, "classificationWeight", "a number in [0, 1e6)", weight);
    double share = labelledShare;
    require(share > 0 && share < 1, "labelledShare", "a share in (0, 1)", share);
    double rise = warmUpShare;
    require(rise >= 0 && rise < 1, "warmUpShare", "a share in [0, 1)", rise);
    require(
        classesPerRow == 0 || classesPerRow > 1,
        "classesPerRow",
        "2 or more, or 0 for all classes",
        classesPerRow);
  }

  private void requireClassPrior() {
    boolean given = classPrior == ClassPriorKind.GIVEN;
    require(
        given == classProbabilities.length > 0,
        "classProbabilities",
        given ? "one for each class" : "none unless classPrior is GIVEN",
        Arrays.toString(classProbabilities));
    try {
      ClassShares.parse(classProbabilities);
    } catch (IllegalArgumentException e) {
      throw new PropertyException(e, "", "classProbabilities", e.getMessage());
    }
  }

  private static void require(boolean holds, String field, String expected, Object found) {
    if (!holds) {
      throw new PropertyException("", field, "Expected " + expected + ", found " + found);
    }
  }

  VAETrainer autoencoder() {
    return autoencoder;
  }

  int[] classifierHidden() {
    return classifierHidden;
  }

  double classificationWeight() {
    return classificationWeight;
  }

  double labelledShare() {
    return labelledShare;
  }

  double warmUpShare() {
    return warmUpShare;
  }

  /** How many classes of a row are computed, where it has so many. */
  int classesPerRow() {
    return classesPerRow == 0 ? Integer.MAX_VALUE : classesPerRow;
  }

  ClassPriorKind classPrior() {
    return classPrior;
  }

  String[] classProbabilities() {
    return classProbabilities;
  }

  boolean codes() {
    return codes;
  }

  @Override
  public SemiSupervisedVAEModel train(Dataset<Label> examples) {
    return train(examples, TrainingListener.NONE);
  }

  @Override
  public SemiSupervisedVAEModel train(Dataset<Label> examples, TrainingListener listener) {
    return train(examples, Collections.emptyMap(), INCREMENT_INVOCATION_COUNT, listener);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no row has a label, a value is not finite or outside the
   *     likelihood's support, or the prior of classes does not fit the classes
   * @throws org.lateo.TrainingFailedException if training becomes non-finite
   */
  @Override
  public SemiSupervisedVAEModel train(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    long seed = autoencoder.runSeed(invocation.number());
    return new SemiSupervisedTraining(this, seed, invocation.provenance(), runProvenance)
        .run(examples, listener);
  }

  @Override
  protected void prepare(int number) {
    autoencoder.setInvocationCount(number);
  }

  @Override
  public String toString() {
    return "SemiSupervisedVAETrainer(autoencoder="
        + autoencoder
        + ",classifierHidden="
        + Arrays.toString(classifierHidden)
        + ",classificationWeight="
        + classificationWeight
        + ",classesPerRow="
        + classesPerRow
        + ",classPrior="
        + classPrior
        + ",codes="
        + codes
        + ")";
  }
}
