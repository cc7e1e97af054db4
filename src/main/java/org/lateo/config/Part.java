package org.lateo.config;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A configured part of a model or of its training, such as a likelihood or an optimiser.
 *
 * <p>Everything that distinguishes a part from others of its class is in its {@code @Config}
 * fields, which all have defaults. By these fields it is stored, loaded, named on the command line
 * and recorded in a model's provenance. Its class has a constructor without arguments; a part does
 * not change once made.
 */
public interface Part extends Configurable, Provenancable<ConfiguredObjectProvenance> {
  @Override
  default ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, kindOf(getClass()).getSimpleName());
  }

  /**
   * The interface that says what kind of part a class is, such as {@code Likelihood}.
   *
   * @throws IllegalArgumentException if it implements no interface that extends this one
   */
  static Class<? extends Part> kindOf(Class<? extends Part> type) {
    return kinds(type)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a class with an interface that extends Part, found "
                        + type.getName()))
        .asSubclass(Part.class);
  }

  private static Stream<Class<?>> kinds(Class<?> of) {
    if (of == null || isKind(of)) {
      return Stream.ofNullable(of);
    }
    return Stream.concat(
        Arrays.stream(of.getInterfaces()).flatMap(Part::kinds), kinds(of.getSuperclass()));
  }

  /** Whether a type is an interface that extends this one itself. */
  static boolean isKind(Class<?> type) {
    return type.isInterface() && Arrays.asList(type.getInterfaces()).contains(Part.class);
  }
}
