package org.lateo.model;

import java.util.Collections;
import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.LogSoftmax;
import org.lateo.graph.op.ParameterRows;
import org.lateo.nn.Module;

/**
 * p(y), how probable each class is before anything is known of a row.
 *
 * @param probabilities {@code [classes]}, positive, summing to one; where it is learned, as it
 *     starts
 * @param learned whether training moves it
 */
public record ClassPrior(List<Double> probabilities, boolean learned) {
  private static final double ROUNDING = 1e-6;

  /** Checks the probabilities. */
  public ClassPrior {
    probabilities = List.copyOf(probabilities);
    double sum = probabilities.stream().mapToDouble(Double::doubleValue).sum();
    if (!(Math.abs(sum - 1) < ROUNDING) || probabilities.stream().anyMatch(p -> !(p > 0))) {
      throw new IllegalArgumentException(
          "Expected positive probabilities of classes that sum to 1, found " + probabilities);
    }
  }

  /** The same probability for each class, not learned. */
  public static ClassPrior uniform(int classes) {
    return new ClassPrior(Collections.nCopies(classes, 1.0 / classes), false);
  }

  /** The number of classes. */
  public int classes() {
    return probabilities.size();
  }

  /** The prior with its parameters. */
  Learned connect() {
    float[] logs = new float[classes()];
    for (int c = 0; c < logs.length; c++) {
      logs[c] = (float) StrictMath.log(probabilities.get(c));
    }
    if (!learned) {
      return new Learned(List.of(), new Constant(Rows.BATCH, logs));
    }
    Parameter logits =
        new Parameter(
            "classPrior.logit",
            1,
            logs.length,
            (into, offset, rows, columns, random) ->
                System.arraycopy(logs, 0, into, offset, logs.length));
    Node log = new LogSoftmax(new ParameterRows(logits));
    return new Learned(List.of(logits), new Broadcast(log, Rows.BATCH, logs.length));
  }

  /**
   * The prior as part of a model.
   *
   * @param parameters in the order of the flat buffer
   * @param logProbabilities log p(y) in nats for each row, {@code [batch, classes]}
   */
  public record Learned(List<Parameter> parameters, Node logProbabilities) implements Module {}
}
