package org.lateo.semisupervised;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import org.lateo.CountedTrainer;
import org.lateo.VAETrainer;
import org.lateo.config.Fields;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Sizes;
import org.lateo.rows.LabelledRows;
import org.tribuo.classification.Label;

/** The settings of a {@code SemiSupervisedVAETrainer}, each with its default and its bounds. */
abstract class SemiSupervisedSettings extends CountedTrainer<Label> {
  /** From so many classes on two of a row are as good as all, and much faster. */
  private static final int MANY_CLASSES = 5;

  @Config(
      mandatory = true,
      description =
          "The shape of p(x|y,z) and q(z|x,y), and how the whole model is trained. Its objective must"
              + " be left at the default, and its jitter too for codes; validation uses unlabelled"
              + " rows.")
  VAETrainer autoencoder;

  @Config(
      description =
          "Sizes of the hidden layers of the classifier q(y|x); the encoder's if not given.")
  int[] classifierHidden;

  @Config(
      description =
          "Weight of the classification term, the mean of log q(y|x) over labelled rows, against the"
              + " mean bound over all rows.")
  double classificationWeight = 1;

  @Config(
      description =
          "Least share of labelled rows in a minibatch, above 0: if fewer rows than that have a label,"
              + " labelled rows are drawn more often, with less weight each time.")
  double labelledShare = 0.2;

  @Config(
      description =
          "Share of the epochs, the first ones, in which the weight of unlabelled rows rises from 0 to"
              + " 1, so that labels settle the classes before unlabelled rows form clusters; in"
              + " [0, 1).")
  double warmUpShare = 0.2;

  @Config(
      description =
          "For how many classes of a row the bound is computed in each step: the most probable classes,"
              + " and one drawn from the others in proportion to q(y|x) and weighed so that bound and"
              + " gradient are unbiased, in validation too; 2 or more. The number of classes, or more,"
              + " for the exact bound; 0 for that of up to four classes and for two of more.")
  int classesPerRow = 0;

  @Config(
      description =
          "Where p(y) comes from: UNIFORM, LABELLED (the classes' shares of the labelled rows, each"
              + " counted once more), LEARNED (from there on, from all rows) or GIVEN.")
  ClassPriorKind classPrior = ClassPriorKind.LEARNED;

  @Config(description = "For GIVEN: CLASS=PROBABILITY for each class, summing to one.")
  String[] classProbabilities = {};

  @Config(
      description =
          "Whether rows are means and log-variances of another autoencoder's codes, from which each"
              + " step draws new codes.")
  boolean codes = false;

  /**
   * Used by OLCUT and the builder. Fields that follow from others are filled in, so that provenance
   * records them.
   *
   * @throws PropertyException if a field's value is refused, naming both
   */
  @Override
  public final void postConfig() {
    if (classifierHidden == null) {
      classifierHidden = autoencoder.hidden();
    }
    requireAutoencoder();
    requireShares();
    requireClassPrior();
    Sizes.requireLayersField("classifierHidden", classifierHidden);
  }

  private void requireAutoencoder() {
    requireAutoencoder(!autoencoder.hasMissing(), "none with missing features");
    requireAutoencoder(
        autoencoder.hasPlainObjective(),
        "its objective at the default, since the model has a bound of its own");
    requireAutoencoder(
        !autoencoder.hasBayesianDecoder(), "a decoder whose weights have no distributions");
    requireAutoencoder(
        !codes || !autoencoder.hasJitter(),
        "none with jitter for codes, since each step draws new codes");
  }

  private void requireAutoencoder(boolean holds, String expected) {
    Fields.require(holds, "autoencoder", expected, autoencoder);
  }

  private void requireShares() {
    double weight = classificationWeight;
    double share = labelledShare;
    Fields.require(
        weight >= 0 && weight < 1e6, "classificationWeight", "a number in [0, 1e6)", weight);
    Fields.require(share > 0 && share < 1, "labelledShare", "a share in (0, 1)", share);
    Fields.requireShare("warmUpShare", warmUpShare);
    Fields.require(
        classesPerRow == 0 || classesPerRow > 1,
        "classesPerRow",
        "2 or more, or 0 to go by the number of classes",
        classesPerRow);
  }

  /** For how many of the classes a step computes the bound of a row. */
  final int classesPerRow(int classes) {
    int few = classes < MANY_CLASSES ? classes : 2;
    return Math.max(2, classesPerRow == 0 ? few : classesPerRow);
  }

  private void requireClassPrior() {
    boolean given = classPrior == ClassPriorKind.GIVEN;
    Fields.require(
        given == classProbabilities.length > 0,
        "classProbabilities",
        given ? "one for each class" : "none unless classPrior is GIVEN",
        Arrays.toString(classProbabilities));
    Fields.made("classProbabilities", () -> ClassShares.parse(classProbabilities));
  }

  /**
   * The shape of a model.
   *
   * @param vae the shape of p(x|y,z) and q(z|x,y)
   */
  final SemiSupervisedArchitecture architecture(VAEArchitecture vae, LabelledRows<Label> labelled) {
    return new SemiSupervisedArchitecture(
        vae,
        Arrays.stream(classifierHidden).boxed().toList(),
        ClassShares.of(classPrior, classProbabilities, labelled),
        codes);
  }
}
