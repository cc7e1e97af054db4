package org.lateo.graph;

import java.util.IdentityHashMap;
import java.util.Map;
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
  public float[] values(Node parameter) {
    return values;
  }

  @Override
  public BlasArray copy(Node parameter) {
    return copy;
  }

  @Override
  public int offset(Node parameter) {
    return layout.offset(parameter);
  }

  @Override
  public Blas blas() {
    return blas;
  }

  /**
   * The parameters of several models, for a program that is made of all of them; none is copied.
   *
   * @param models at least one, by a name that is put before the names of its parameters
   */
  public static ParameterBuffers together(Map<String, Parameters> models) {
    Together all = new Together(models.values().iterator().next().blas());
    models.forEach(all::add);
    return all;
  }

  private static final class Together implements ParameterBuffers {
    private final IdentityHashMap<Node, String> prefixes = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Parameters> buffers = new IdentityHashMap<>();
    private final Blas blas;

    Together(Blas blas) {
      this.blas = blas;
    }

    void add(String model, Parameters parameters) {
      for (Parameter p : parameters.layout().parameters()) {
        prefixes.put(p, model + ".");
        buffers.put(p, parameters);
      }
    }

    private Parameters of(Node parameter) {
      Parameters of = buffers.get(parameter);
      if (of == null) {
        throw new IllegalArgumentException(parameter + " is not one of " + buffers.keySet());
      }
      return of;
    }

    @Override
    public float[] values(Node parameter) {
      return of(parameter).values();
    }

    @Override
    public BlasArray copy(Node parameter) {
      return of(parameter).copy(parameter);
    }

    @Override
    public int offset(Node parameter) {
      return of(parameter).offset(parameter);
    }

    @Override
    public String prefix(Node parameter) {
      return prefixes.get(parameter);
    }

    @Override
    public Blas blas() {
      return blas;
    }
  }
}
