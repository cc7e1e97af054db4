package org.lateo.latent;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.lateo.density.Bijection;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.MaskedWeights;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.Sigmoid;
import org.lateo.graph.op.SoftBound;
import org.lateo.graph.op.Softplus;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.Tanh;
import org.lateo.nn.Dense;
import org.lateo.nn.MaskedDense;

/**
 * σ z + (1 - σ) m, where σ = sigmoid(s), and m and s of each dimension depend on the dimensions
 * before it and on x: one hidden layer of tanh, whose weights are masked, and which x reaches
 * unmasked. The Jacobian is triangular, and log |det| = Σ log σ.
 *
 * <p>s is softly bounded to ±8, and starts near 2, so that the map starts near the identity.
 *
 * <p>See:
 *
 * <pre>
 * Germain M, Gregor K, Murray I, Larochelle H.
 * "MADE: Masked Autoencoder for Distribution Estimation", section 3
 * ICML 2015.
 * </pre>
 *
 * <p>Hidden units have degrees from 0, not 1: those of degree 0 read x alone, for the first
 * dimension.
 */
record AutoregressiveFlow(Dense context, MaskedDense input, MaskedDense target, MaskedDense gate)
    implements FlowDistribution.Flow {
  private static final float LIMIT = 8f;
  private static final float FIRST_GATE = 2f;

  /**
   * The k-th flow of a posterior; every other one takes the dimensions in reverse.
   *
   * @param hidden units of its hidden layer
   */
  static AutoregressiveFlow of(int k, int width, int latent, int hidden, Initialiser weights) {
    String name = "posterior.autoregressive." + k;
    IntUnaryOperator before = i -> k % 2 == 0 ? i : latent - 1 - i;
    MaskedWeights.Mask in = (i, j) -> before.applyAsInt(i) < j % latent;
    MaskedWeights.Mask out = (j, i) -> j % latent <= before.applyAsInt(i);
    return new AutoregressiveFlow(
        new Dense(name + ".context", width, hidden, weights),
        new MaskedDense(name + ".input", latent, hidden, in, weights, 0f),
        new MaskedDense(name + ".target", hidden, latent, out, weights, 0f),
        new MaskedDense(name + ".gate", hidden, latent, out, weights, FIRST_GATE));
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(context, input, target, gate).flatMap(d -> d.parameters().stream()).toList();
  }

  @Override
  public Bijection given(Node hidden) {
    Node ofRow = context.apply(hidden);
    return z -> moved(z, RepeatRows.of(ofRow, z.rows().multipleOf(ofRow.rows())));
  }

  private Bijection.Moved moved(Node z, Node ofRow) {
    Node hidden = new Tanh(Sum.add(input.apply(z), ofRow));
    Node m = target.apply(hidden);
    Node s = new SoftBound(gate.apply(hidden), LIMIT);
    Node moved = Sum.add(m, new Product(new Sigmoid(s), Sum.subtract(z, m)));
    return new Bijection.Moved(moved, SumColumns.of(Sum.subtract(s, new Softplus(s))));
  }
}
