package org.lateo.graph;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.lateo.math.RandomStream;

/**
 * Where each parameter lies in the flat buffer:
 *
 * <pre>
 * [ W1 ... | b1 . | W2 ... | b2 . | ... ]
 * </pre>
 *
 * Each starts at a multiple of 16 floats, a cache line; the gaps stay zero.
 */
public final class ParameterLayout {
  private static final int ALIGNMENT = 16;

  private final List<Parameter> parameters;
  private final IdentityHashMap<Parameter, Integer> offsets = new IdentityHashMap<>();
  private final int size;

  /**
   * @param parameters in the order of the buffer
   * @throws IllegalArgumentException if a parameter or a name stands there twice, or if an array
   *     cannot hold them
   */
  public ParameterLayout(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
    long names = parameters.stream().map(Parameter::name).distinct().count();
    long next = 0;
    for (Parameter p : parameters) {
      if (offsets.put(p, (int) next) != null || names < parameters.size()) {
        throw new IllegalArgumentException("Expected distinct parameters, found " + parameters);
      }
      next += (p.size() + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
      if (next > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "Expected at most 2^31 - 1 numbers in all parameters, found more, up to " + p);
      }
    }
    this.size = (int) next;
  }

  /** The parameters in the order of the buffer. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The length of the flat buffer. */
  public int size() {
    return size;
  }

  /** The position of a parameter's first value. */
  public int offset(Node parameter) {
    Integer offset = offsets.get(parameter);
    if (offset == null) {
      throw new IllegalArgumentException(parameter + " is not one of " + parameters);
    }
    return offset;
  }

  /**
   * A flat buffer of given values.
   *
   * @param values those of each parameter, in the order of the buffer, {@code [rows * columns]}
   */
  public float[] flat(float[]... values) {
    float[] flat = new float[size];
    for (int i = 0; i < values.length; i++) {
      System.arraycopy(values[i], 0, flat, offset(parameters.get(i)), values[i].length);
    }
    return flat;
  }

  /** A flat buffer of first values: each parameter from its own stream of {@code seed}. */
  public float[] initialise(long seed) {
    float[] values = new float[size];
    for (Parameter p : parameters) {
      RandomStream random = RandomStream.of(seed, "initialise " + p.name());
      p.initialiser().fill(values, offset(p), p.rows().fixed(), p.columns(), random);
    }
    return values;
  }

  /**
   * As above, but some parameters start from given values.
   *
   * @param given the values of such a parameter, {@code [rows * columns]}
   */
  public float[] initialise(long seed, Map<Parameter, float[]> given) {
    float[] values = initialise(seed);
    given.forEach((p, first) -> System.arraycopy(first, 0, values, offset(p), p.size()));
    return values;
  }
}
