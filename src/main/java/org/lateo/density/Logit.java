package org.lateo.density;

import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.op.Log;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sigmoid;
import org.lateo.graph.op.Softplus;
import org.lateo.graph.op.Sum;

/**
 * log(u / (1 - u)) of u = margin + (1 - 2 margin) x: numbers from 0 to 1 on a scale without ends.
 *
 * @param margin what 0 and 1 are kept away from the ends, above 0 and below 1/2
 */
public record Logit(double margin) implements Bijection {
  /** Refuses with {@link IllegalArgumentException} a margin outside its bounds. */
  public Logit {
    if (!(margin > 0 && margin < 0.5)) {
      throw new IllegalArgumentException(
          "margin: expected a number above 0 and below 0.5, found " + margin);
    }
  }

  private double range() {
    return 1 - 2 * margin;
  }

  /** 1 - u is made of 1 - x, which floats near 1 lose nothing of. */
  @Override
  public Moved forward(Node x) {
    Node logU = new Log(ScaleColumns.of(x, range(), margin));
    Node rest = ScaleColumns.of(x, -1, 1);
    Node logRest = new Log(ScaleColumns.of(rest, range(), margin));
    Node minus = ScaleColumns.of(Sum.add(logU, logRest), -1, StrictMath.log(range()));
    return new Moved(Sum.subtract(logU, logRest), minus);
  }

  @Override
  public Optional<Moved> inverse(Node y) {
    Node x = ScaleColumns.of(new Sigmoid(y), 1 / range(), -margin / range());
    Node logs = Sum.add(new Softplus(y), new Softplus(ScaleColumns.of(y, -1, 0)));
    return Optional.of(new Moved(x, ScaleColumns.of(logs, -1, -StrictMath.log(range()))));
  }
}
