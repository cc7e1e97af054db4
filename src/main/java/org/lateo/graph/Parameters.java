package org.lateo.graph;

import org.lateo.math.Blas;
import org.lateo.math.BlasArray;

/**
 * A model's parameters for running it: the flat {@code float[]} and its copy in the memory of the
 * matrix products. Workspaces share it; whoever changes values uploads them.
 */
public final class Parameters implements ParameterBuffers {
  private final ParameterLayout layout;
  private final float[] values;
  private final Blas blas;
  private final BlasArray copy;

  /**
   * @param values the flat buffer, used as it is
   * @throws IllegalArgumentException if its length is not the layout's
   */
  public Parameters(ParameterLayout layout, float[] values, Blas blas) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          "Expected " + layout.size() + " parameter values, found " + values.length);
    }
    this.layout = layout;
    this.values = values;
    this.blas = blas;
    this.copy = blas.allocate(values.length);
    upload(0, values.length);
  }

  /** Where each parameter lies. */
  public ParameterLayout layout() {
    return layout;
  }

  /** The flat buffer itself. */
  public float[] values() {
    return values;
  }

  /** Copies values {@code [from, to)} to the memory of the matrix products. */
  public void upload(int from, int to) {
    copy.put(from, values, from, to - from);
  }

  @Override
  public Parameters of(Parameter parameter) {
    return this;
  }

  @Override
  public String name(Parameter parameter) {
    return parameter.name();
  }

  @Override
  public Blas blas() {
    return blas;
  }

  BlasArray copy() {
    return copy;
  }
}
