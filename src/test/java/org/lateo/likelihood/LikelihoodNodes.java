package org.lateo.likelihood;

import java.util.ArrayList;
import java.util.List;
import org.lateo.graph.Held;
import org.lateo.graph.Node;

/** Opens the package's nodes to the tests of other packages. */
public final class LikelihoodNodes {
  private LikelihoodNodes() {}

  /** log Bernoulli(x; sigmoid(logit)). */
  public static Node bernoulliLogDensity(Node x, Node logit) {
    return new BernoulliLogDensity(x, logit);
  }

  /** log Poisson(x; e^logRate). */
  public static Node poissonLogDensity(Node x, Node logRate) {
    return new PoissonLogDensity(x, logRate);
  }

  /** log NegativeBinomial(x; e^logMean, e^logSize). */
  public static Node negativeBinomialLogDensity(Node x, Node logMean, Node logSize) {
    return new NegativeBinomialLogDensity(x, logMean, logSize);
  }

  /** log t(x; location, e^logScale, degrees). */
  public static Node studentTLogDensity(Node x, Node location, Node logScale, Node degrees) {
    return new StudentTLogDensity(x, location, logScale, degrees);
  }

  /** The log-probability of one of {@code count} levels from -1 to 1. */
  public static Node discretisedLogisticLogDensity(
      Node x, Node location, Node logScale, int count) {
    return new DiscretisedLogisticLogDensity(x, location, logScale, new Levels(count));
  }

  /** The mean of that. */
  public static Node discretisedLogisticMean(Node location, Node logScale, int count) {
    return new DiscretisedLogisticMean(location, logScale, new Levels(count));
  }

  /**
   * Where counts, every second column, and the columns of a variable, the others, are impossible.
   */
  public static Node outsideSupport(Node raw) {
    ColumnSupport flag = ColumnSupport.between("0 or 1", 0, 1);
    List<ColumnSupport> columns = new ArrayList<>();
    List<Integer> variable = new ArrayList<>();
    for (int c = 0; c < raw.columns(); c++) {
      columns.add(c % 2 == 0 ? CountLikelihood.COUNTS : flag);
      if (c % 2 == 1) {
        variable.add(c);
      }
    }
    return OutsideSupport.of(raw, columns, List.of(variable));
  }

  /** What such a node says of a row, {@code [columns]}, from its limits. */
  public static double[] outsideSupport(Node node, double... row) {
    float[] least = Held.in(node, "least");
    float[] most = Held.in(node, "most");
    float[] fraction = Held.in(node, "fraction");
    List<List<Integer>> variables = Held.in(node, "variables");
    double[] outside = new double[row.length];
    for (int c = 0; c < row.length; c++) {
      boolean whole = fraction[c] < 1;
      double distance = whole ? Math.abs(row[c] - Math.rint(row[c])) : 0;
      boolean apart = row[c] < least[c] || row[c] > most[c] || distance > 1e-6;
      outside[c] = apart ? 1 : 0;
    }
    for (List<Integer> variable : variables) {
      List<Integer> set = variable.stream().filter(c -> row[c] > 0.5).toList();
      set.stream().filter(c -> set.size() > 1).forEach(c -> outside[c] = 1);
    }
    return outside;
  }

  /** How many levels one of the last two has. */
  public static int levels(Node node) {
    return Held.<Levels>in(node, "levels").count();
  }

  /** log Categorical(x; softmax(logits)), the last logit for none of x. */
  public static Node categoricalLogDensity(Node x, Node logits) {
    return new CategoricalLogDensity(x, logits);
  }

  /** log Multinomial(x; softmax(logits)), feature by feature. */
  public static Node multinomialLogDensity(Node x, Node logits) {
    return new MultinomialLogDensity(x, logits);
  }
}
