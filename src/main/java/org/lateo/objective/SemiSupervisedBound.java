package org.lateo.objective;

import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.graph.Exp;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Product;
import org.lateo.graph.RepeatColumns;
import org.lateo.graph.RepeatRows;
import org.lateo.graph.Rows;
import org.lateo.graph.SamplesAsColumns;
import org.lateo.graph.ScaleColumns;
import org.lateo.graph.SelectColumns;
import org.lateo.graph.Sum;
import org.lateo.graph.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.LatentDistribution.Sample;

/**
 * The bounds of a {@link SemiSupervisedVAE}, in nats. With
 *
 * <pre>
 * L(x, y) = E_q(z|x,y)[log p(x|y,z)] - KL(q(z|x,y) || p(z)) + log p(y)
 * U(x)    = sum over y of q(y|x) L(x, y) + H(q(y|x))
 * </pre>
 *
 * <p>a row of class y has the bound L(x, y) on log p(x, y), a row without a label the bound U(x) on
 * log p(x), in which the sum over classes is exact. Training maximises their sum, and for each
 * labelled row a weight times log q(y|x), without which the classifier would learn from unlabelled
 * rows alone.
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
 * first epochs. These rows are many and soon part into classes of their own, and if the labels have
 * not said by then which class is which, they hardly can any more.
 *
 * <p>The noise of a row is shared by its classes, whose bounds it is to compare.
 */
public final class SemiSupervisedBound {
  private SemiSupervisedBound() {}

  /** The columns of {@link #labels}: one for each class, and one for rows without a label. */
  public static Input labels(int classes) {
    return new Input("labels", classes + 1);
  }

  /**
   * What training maximises, for rows with and without labels side by side.
   *
   * @param labels {@link #labels}: one in the column of the row's class, or in the last
   * @param classificationWeight of log q(y|x) for a labelled row, 0 or more
   * @param warmUp epochs in which the weight of rows without a label rises from 0 to 1; 0 for none
   */
  public static Bound of(
      SemiSupervisedVAE vae, Input labels, double classificationWeight, int warmUp) {
    Node x = vae.drawn();
    Bound whole = of(ForEachClass.of(vae, x), vae.logClasses(x), labels, classificationWeight);
    return warmUp == 0 ? whole : warmedUp(whole, labels, warmUp);
  }

  /** The objective with rows without a label weighed from 0 to 1. */
  private static Bound warmedUp(Bound whole, Input labels, int epochs) {
    Input weight = new Input("unlabelledWeight", 1);
    Node unknown = SelectColumns.of(labels, labels.columns() - 1);
    Node elbo = whole.elbo();
    Node missing = new Product(unknown, Sum.subtract(elbo, new Product(elbo, weight)));
    return new Bound(
        Sum.subtract(whole.objective(), missing),
        elbo,
        whole.reconstruction(),
        whole.kl(),
        elbo,
        Optional.of(new KLWeight(weight, 1, epochs, WarmUpUnit.EPOCHS)));
  }

  /**
   * As above, from its parts.
   *
   * @param logQ log q(y|x), {@code [batch, classes]}
   */
  static Bound of(ForEachClass given, Node logQ, Input labels, double classificationWeight) {
    int classes = logQ.columns();
    Node known = SelectColumns.of(labels, IntStream.range(0, classes).toArray());
    Node unknown = RepeatColumns.of(SelectColumns.of(labels, classes), classes);
    Node guessed = new Product(unknown, new Exp(logQ));
    Node weights = Sum.add(known, guessed);
    Node minusEntropy = SumColumns.of(new Product(guessed, logQ));
    Node elbo = Sum.subtract(SumColumns.of(new Product(weights, given.bound())), minusEntropy);
    Node reconstruction = SumColumns.of(new Product(weights, given.reconstruction()));
    double[] scale = {classificationWeight};
    Node right =
        ScaleColumns.restore(SumColumns.of(new Product(known, logQ)), new double[1], scale);
    return new Bound(
        Sum.add(elbo, right), elbo, reconstruction, Sum.subtract(reconstruction, elbo));
  }

  /**
   * L(x, y) and its first term, {@code [batch, classes]} each.
   *
   * @param bound L(x, y)
   * @param reconstruction E_q(z|x,y)[log p(x|y,z)]
   */
  record ForEachClass(Node bound, Node reconstruction) {
    static ForEachClass of(SemiSupervisedVAE vae, Node x) {
      int classes = vae.classes();
      LatentDistribution q = vae.encode(x);
      Sample sample = q.sample(RepeatRows.of(new Noise(Rows.BATCH, vae.latent()), classes));
      Node density = vae.decode(sample.z()).logDensity(RepeatRows.of(x, classes));
      Node reconstruction = SamplesAsColumns.of(SumColumns.of(density), classes);
      Node kl = SamplesAsColumns.of(divergence(vae, q, sample), classes);
      Node likelihood = Sum.subtract(reconstruction, kl);
      return new ForEachClass(
          Sum.add(likelihood, vae.classPrior().logProbabilities()), reconstruction);
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
