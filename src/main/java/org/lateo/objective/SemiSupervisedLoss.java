package org.lateo.objective;

import java.util.stream.IntStream;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.SamplesAsColumns;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.LatentDistribution.Sample;
import org.lateo.likelihood.Observation;
import org.lateo.model.SemiSupervisedVAE;

/**
 * The bounds of a {@link SemiSupervisedVAE}, in nats. With
 *
 * <pre>
 * L(x, y) = E_q(z|x,y)[log p(x|y,z)] - KL(q(z|x,y) || p(z)) + log p(y)
 * U(x)    = sum over y of q(y|x) L(x, y) + H(q(y|x))
 * </pre>
 *
 * <p>a row of class y has the bound L(x, y) on log p(x, y), and a row without a label has the bound
 * U(x) on log p(x), whose sum over classes is exact or estimated from some classes ({@link
 * ChosenClasses}). Training maximises the sum of these bounds plus, for each labelled row, a weight
 * times log q(y|x); without that term the classifier would learn from unlabelled rows alone.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Rezende DJ, Mohamed S, Welling M.
 * "Semi-Supervised Learning with Deep Generative Models", equations 6, 7 and 9
 * NeurIPS 2014.
 * </pre>
 *
 * <p>Where we deviate from the paper: the weight of unlabelled rows may rise from 0 to 1 in the
 * first epochs. Unlabelled rows are many and soon form clusters of their own; if the classifier has
 * not learned the classes from the labelled rows by then, it rarely does later.
 *
 * <p>All classes of a row share one draw of noise, so that their bounds can be compared.
 */
public final class SemiSupervisedLoss {
  private SemiSupervisedLoss() {}

  /** The columns of {@link #labels}: one for each class, and one for rows without a label. */
  public static Input labels(int classes) {
    return new Input("labels", classes + 1);
  }

  /**
   * The loss for batches of rows with and without labels.
   *
   * @param labels {@link #labels}, which is 1 in the column of the row's class, or in the last
   *     column if the row has no label, and 0 elsewhere
   * @param classificationWeight the weight of log q(y|x) for a labelled row, 0 or more
   * @param warmUp epochs in which the weight of rows without a label rises from 0 to 1; 0 for none
   * @param classesPerRow the number of classes computed for a row, 2 or more; the sum over classes
   *     is exact if this is at least the number of classes
   * @throws IllegalArgumentException if {@code classesPerRow} is below 2
   */
  public static Loss of(
      SemiSupervisedVAE vae,
      Input labels,
      double classificationWeight,
      int warmUp,
      int classesPerRow) {
    if (classesPerRow < 2) {
      throw new IllegalArgumentException(
          "classesPerRow: expected 2 or more, found " + classesPerRow);
    }
    Node x = vae.drawn();
    Guess guess = Guess.of(vae.logClasses(x), labels);
    ChosenClasses classes =
        classesPerRow >= vae.classes()
            ? ChosenClasses.all(vae.classes())
            : ChosenClasses.some(guess.weights(), classesPerRow);
    Loss whole = of(ForEachClass.of(vae, x, classes), classes, guess, classificationWeight);
    return warmUp == 0 ? whole : warmedUp(whole, labels, warmUp);
  }

  /**
   * The known or guessed class of a row, {@code [batch, classes]} each.
   *
   * @param logQ log q(y|x), of rows with a label too
   * @param known 1 in the column of the row's label, 0 elsewhere; all 0 if the row has no label
   * @param guessed q(y|x); all 0 if the row has a label
   * @param weights {@code known} + {@code guessed}
   */
  record Guess(Node logQ, Node known, Node guessed, Node weights) {
    static Guess of(Node logQ, Input labels) {
      int classes = logQ.columns();
      Node known = SelectColumns.of(labels, IntStream.range(0, classes).toArray());
      Node unknown = RepeatColumns.of(SelectColumns.of(labels, classes), classes);
      Node guessed = new Product(unknown, new Exp(logQ));
      return new Guess(logQ, known, guessed, Sum.add(known, guessed));
    }
  }

  /** The loss in which the weight of rows without a label rises from 0 to 1. */
  private static Loss warmedUp(Loss whole, Input labels, int epochs) {
    Input weight = new Input("unlabelledWeight", 1);
    Node unknown = SelectColumns.of(labels, labels.columns() - 1);
    Node elbo = whole.report(Loss.BOUND);
    Node missing = new Product(unknown, Sum.subtract(elbo, new Product(elbo, weight)));
    return Loss.ofBound(
        Sum.subtract(whole.maximised(), missing),
        elbo,
        whole.report(Loss.RECONSTRUCTION),
        whole.report(Loss.KL),
        Ramp.weight(weight, 1, epochs, WarmUpUnit.EPOCHS));
  }

  /** The loss from its parts, without a warm-up. */
  static Loss of(
      ForEachClass given, ChosenClasses classes, Guess guess, double classificationWeight) {
    Node weights = guess.weights();
    Node minusEntropy = SumColumns.of(new Product(guess.guessed(), guess.logQ()));
    Node elbo = Sum.subtract(classes.mean(weights, given.bound()), minusEntropy);
    Node reconstruction = classes.mean(weights, given.reconstruction());
    Node logOfRight = SumColumns.of(new Product(guess.known(), guess.logQ()));
    Node right = ScaleColumns.of(logOfRight, classificationWeight, 0);
    return Loss.ofBound(
        Sum.add(elbo, right), elbo, reconstruction, Sum.subtract(reconstruction, elbo));
  }

  /**
   * L(x, y) of each chosen class and its first term, {@code [batch, count]} each.
   *
   * @param bound L(x, y)
   * @param reconstruction E_q(z|x,y)[log p(x|y,z)]
   */
  record ForEachClass(Node bound, Node reconstruction) {
    static ForEachClass of(SemiSupervisedVAE vae, Node x, ChosenClasses classes) {
      int count = classes.count();
      LatentDistribution q = vae.encode(x, classes.numbers());
      Sample sample =
          q.sample(
              RepeatRows.of(new Noise(LatentDistribution.NOISE, Rows.BATCH, vae.latent()), count));
      Observation observation = vae.decode(sample.z(), classes.numbers());
      Node density = observation.logDensity(RepeatRows.of(x, count));
      Node reconstruction = SamplesAsColumns.of(SumColumns.of(density), count);
      Node kl = SamplesAsColumns.of(divergence(vae, q, sample), count);
      Node prior = classes.of(vae.classPrior().logProbabilities());
      return new ForEachClass(Sum.add(Sum.subtract(reconstruction, kl), prior), reconstruction);
    }

    private static Node divergence(SemiSupervisedVAE vae, LatentDistribution q, Sample sample) {
      return vae.prior()
          .divergence(q)
          .map(SumColumns::of)
          .orElseGet(
              () ->
                  Sum.subtract(
                      SumColumns.of(sample.logDensity()),
                      SumColumns.of(vae.prior().logDensity(sample.z()))));
    }
  }
}
