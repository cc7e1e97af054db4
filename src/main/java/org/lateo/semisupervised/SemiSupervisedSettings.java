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

/** What can be set of a {@code SemiSupervisedVAETrainer}, each with its default and its bounds. */
abstract class SemiSupervisedSettings extends CountedTrainer<Label> {
  @Config(
      mandatory = true,
      description =
          "The shape of p(x|y,z) and q(z|x,y), and how all is trained. Its objective is not to be"
              + " set, nor its jitter for codes; rows kept for validation are unlabelled ones.")
  VAETrainer autoencoder;

  @Config(
      description =
          "Sizes of the hidden layers of q(y|x), the classifier; the encoder's if not given.")
  int[] classifierHidden;

  @Config(
      description =
          "Weight of the classification term: in the mean over a minibatch's rows, that of the mean"
              + " of log q(y|x) over its labelled rows.")
  double classificationWeight = 0.1;

  @Config(
      description =
          "Least share of labelled rows in a minibatch, above 0: where fewer rows than that have a"
              + " label, these come by more often, with less weight each time.")
  double labelledShare = 0.2;

  @Config(
      description =
          "Share of the epochs, the first ones, in which the weight of unlabelled rows rises from 0"
              + " to 1, so that labels say which class is which before these rows part into some;"
              + " in [0, 1).")
  double warmUpShare = 0.2;

  @Config(
      description =
          "How many classes of a row the bound is computed for in each step: the most probable"
              + " ones, and one drawn from the others in proportion to q(y|x) and weighed so that"
              + " bound and gradient are right on average, in validation too. 0, or as many as there"
              + " are, for the exact bound; else 2 or more.")
  int classesPerRow = 0;

  @Config(description = "Where p(y) comes from: UNIFORM, LABELLED, LEARNED or GIVEN.")
  ClassPriorKind classPrior = ClassPriorKind.UNIFORM;

  @Config(description = "For GIVEN: CLASS=PROBABILITY for each class, summing to one.")
  String[] classProbabilities = {};

  @Config(
      description =
          "Whether rows are codes of another autoencoder, their means and log-variances, of which"
              + " each step draws anew.")
  boolean codes = false;

  /**
   * Used by OLCUT and the builder. What follows from other fields is filled in, so that provenance
   * records it.
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
        "its objective at the default, for the model has a bound of its own");
    requireAutoencoder(
        !codes || !autoencoder.hasJitter(),
        "none with jitter for codes, which are drawn anew in each step");
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
        "2 or more, or 0 for all classes",
        classesPerRow);
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
   * @param vae that of p(x|y,z) and q(z|x,y)
   */
  final SemiSupervisedArchitecture architecture(VAEArchitecture vae, LabelledRows<Label> labelled) {
    return new SemiSupervisedArchitecture(
        vae,
        Arrays.stream(classifierHidden).boxed().toList(),
        ClassShares.of(classPrior, classProbabilities, labelled),
        codes);
  }
}
