package org.lateo.latent;

import org.lateo.graph.Node;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.StopGradient;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;

/**
 * N(mean, T T') for each row, T lower triangular: z = mean + T noise.
 *
 * @param mean {@code [rows, latent]}
 * @param logSquare the logarithm of T's squared diagonal: each dimension's log-variance, given
 *     those before it, {@code [rows, latent]}
 * @param below what is below T's diagonal, as {@link Triangular} has it
 * @param logVariance of each dimension by itself, which a diagonal posterior would have
 */
record CholeskyGaussian(Node mean, Node logSquare, Node below, Node logVariance)
    implements ExplicitDistribution {
  static CholeskyGaussian of(Node mean, Node logSquare, Node below) {
    return new CholeskyGaussian(
        mean, logSquare, below, new TriangularLogVariance(logSquare, below));
  }

  private CholeskyGaussian times(int samples) {
    return of(
        RepeatRows.of(mean, samples),
        RepeatRows.of(logSquare, samples),
        RepeatRows.of(below, samples));
  }

  @Override
  public Sample sample(Node noise) {
    CholeskyGaussian many = times(noise.rows().multipleOf(mean.rows()));
    Node z = Sum.add(many.mean, new TriangularProduct(many.logSquare, many.below, noise));
    return new Sample(z, many.densityOf(noise));
  }

  @Override
  public Node logDensity(Node z) {
    CholeskyGaussian many = times(z.rows().multipleOf(mean.rows()));
    Node centred = Sum.subtract(z, many.mean);
    return many.densityOf(new TriangularSolve(many.logSquare, many.below, centred));
  }

  /** log q of the z that this noise makes: that of the noise, less log |T|; a sum by dimension. */
  private Node densityOf(Node noise) {
    return Sum.subtract(new StandardNormalLogDensity(noise), halved(logSquare));
  }

  /** KL(q || N(0, I)) in nats, {@code [rows, 1]}: the diagonal's, and half the squares below. */
  Node divergence() {
    Node diagonal = SumColumns.of(new GaussianDivergence(mean, logSquare));
    return Sum.add(diagonal, halved(SumColumns.of(new Product(below, below))));
  }

  private static Node halved(Node x) {
    return ScaleColumns.of(x, 0.5, 0);
  }

  @Override
  public CholeskyGaussian stopped() {
    return of(new StopGradient(mean), new StopGradient(logSquare), new StopGradient(below));
  }
}
