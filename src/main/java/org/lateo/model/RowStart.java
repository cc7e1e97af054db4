package org.lateo.model;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;

/**
 * Parameters that are best started from training rows.
 *
 * @param read what they follow from, {@code [batch, columns]}, a value of the model's features
 * @param rule the first values, by the moments of {@code read} over training rows
 */
public record RowStart(Node read, Rule rule) {
  /** First values by moments. */
  @FunctionalInterface
  public interface Rule {
    /**
     * The first values of some parameters.
     *
     * @param means {@code [columns]}
     * @param variances {@code [columns]}
     */
    Map<Parameter, float[]> of(double[] means, double[] variances);
  }
}
