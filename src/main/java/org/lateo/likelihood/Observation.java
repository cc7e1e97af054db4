package org.lateo.likelihood;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.lateo.graph.Node;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Sum;

/** p(x|z) for the rows of a batch. */
public interface Observation {
  /**
   * The log-density of each feature in nats of the raw values; a row's log p(x|z) is their sum.
   *
   * @param scaled {@code [rows, columns]}, what {@link Likelihood.Conditional#scale} returned, may
   *     be sparse
   * @return {@code [rows, columns]}
   */
  Node logDensity(Node scaled);

  /**
   * The mean of x in raw values, {@code [rows, columns]}; for counts whose total is given, expected
   * shares of it.
   */
  Node mean();

  /**
   * Raw values minus what is expected of them, {@code [rows, columns]}; of counts whose total is
   * given, minus expected counts.
   *
   * @param raw {@code [rows, columns]}, may be sparse
   */
  default Node error(Node raw) {
    return Sum.subtract(Densify.of(raw), mean());
  }

  /** An observation of two parts: the log-density of scaled values, and the mean. */
  static Observation of(UnaryOperator<Node> logDensity, Supplier<Node> mean) {
    return new Observation() {
      @Override
      public Node logDensity(Node scaled) {
        return logDensity.apply(scaled);
      }

      @Override
      public Node mean() {
        return mean.get();
      }
    };
  }
}
