package org.lateo.graph;

import java.util.IdentityHashMap;
import java.util.Map;
import org.lateo.math.Blas;

/** Where a program finds the parameters that it reads: in one model's, or in those of several. */
public interface ParameterBuffers {
  /**
   * The buffer that a parameter lies in.
   *
   * @throws IllegalArgumentException if there is none
   */
  Parameters of(Parameter parameter);

  /** What a parameter is called among all. */
  String name(Parameter parameter);

  /** What multiplies by them. */
  Blas blas();

  /**
   * Those of several models, for a program that is made of all of them. They stay where they are.
   *
   * @param models at least one, by a name that stands before those of its parameters
   */
  static ParameterBuffers of(Map<String, Parameters> models) {
    IdentityHashMap<Parameter, String> names = new IdentityHashMap<>();
    IdentityHashMap<Parameter, Parameters> buffers = new IdentityHashMap<>();
    models.forEach(
        (model, parameters) -> {
          for (Parameter p : parameters.layout().parameters()) {
            names.put(p, model + "." + p.name());
            buffers.put(p, parameters);
          }
        });
    Blas blas = models.values().iterator().next().blas();
    return new ParameterBuffers() {
      @Override
      public Parameters of(Parameter parameter) {
        Parameters of = buffers.get(parameter);
        if (of == null) {
          throw new IllegalArgumentException(parameter + " is not one of " + models.keySet());
        }
        return of;
      }

      @Override
      public String name(Parameter parameter) {
        return names.get(parameter);
      }

      @Override
      public Blas blas() {
        return blas;
      }
    };
  }
}
