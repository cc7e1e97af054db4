package org.lateo.train;

import java.util.List;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;

/**
 * A Gaussian prior N(0, deviation²) on each weight, but not on biases and variances: training then
 * maximises the posterior probability of the weights. The prior adds to the mean bound of a row
 *
 * <pre>
 * log p(weights) / N,  whose gradient is  -weight / (N deviation²)
 * </pre>
 *
 * <p>where N is the number of training rows. Reported bounds do not include it.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Welling M.
 * "Auto-Encoding Variational Bayes", section 5 ("a small weight decay term corresponding to a prior
 * p(theta) = N(0, I)")
 * ICLR 2014.
 * </pre>
 */
final class WeightPrior {
  private final int[] starts;
  private final int[] ends;
  private final float precision;

  /**
   * @param deviation the prior's standard deviation; 0 for no prior
   * @param rows the number of training rows
   */
  WeightPrior(ParameterLayout layout, double deviation, long rows) {
    List<Parameter> weights =
        deviation == 0
            ? List.of()
            : layout.parameters().stream().filter(Parameter::isWeight).toList();
    this.starts = weights.stream().mapToInt(layout::offset).toArray();
    this.ends = weights.stream().mapToInt(p -> layout.offset(p) + p.size()).toArray();
    this.precision = (float) (1 / (deviation * deviation * rows));
  }

  /**
   * Adds the prior's part to the gradient of what is minimised, for parameters {@code [from, to)}.
   */
  void addGradient(float[] parameters, float[] gradient, int from, int to) {
    for (int k = 0; k < starts.length; k++) {
      add(parameters, gradient, Math.max(from, starts[k]), Math.min(to, ends[k]));
    }
  }

  private void add(float[] parameters, float[] gradient, int from, int to) {
    float factor = precision;
    for (int i = from; i < to; i++) {
      gradient[i] += factor * parameters[i];
    }
  }
}
