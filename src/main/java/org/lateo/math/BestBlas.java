package org.lateo.math;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Chooses the {@link Blas} once a process, when it is first asked for. */
public final class BestBlas {
  /** The system property that chooses: {@code native} or {@code java}. */
  static final String PROPERTY = "lateo.blas";

  private static final Logger logger = Logger.getLogger(BestBlas.class.getName());

  private static Blas chosen;

  private BestBlas() {}

  /**
   * The process's BLAS, chosen by the first call: the native library, or {@link JavaBlas}, with one
   * warning, where none is found. The system property {@code lateo.blas} chooses instead: {@code
   * java}, or {@code native}, which fails where no native library is found.
   *
   * @throws IllegalArgumentException if the property has another value
   * @throws IllegalStateException if it asks for the native library and there is none
   */
  public static synchronized Blas get() {
    if (chosen == null) {
      chosen = choose(System.getProperty(PROPERTY), NativeBlas::new);
    }
    return chosen;
  }

  /**
   * @param wanted the property's value, or null where it is not set
   * @param loader loads the native libraries
   */
  static Blas choose(String wanted, Supplier<Blas> loader) {
    if (wanted == null) {
      return nativeOrJava(loader);
    }
    return switch (wanted) {
      case "java" -> new JavaBlas();
      case "native" -> nativeOnly(loader);
      default ->
          throw new IllegalArgumentException(
              "Expected native or java as system property " + PROPERTY + ", found " + wanted);
    };
  }

  private static Blas nativeOrJava(Supplier<Blas> loader) {
    try {
      return loader.get();
    } catch (LinkageError | RuntimeException e) {
      logger.warning(
          "Found no native BLAS and take the slower one in Java: add lateo-platform or this platform's"
              + " native libraries to the class path, or set -D"
              + PROPERTY
              + "=java to be warned no more");
      logger.log(Level.FINE, "Why there is no native BLAS", e);
      return new JavaBlas();
    }
  }

  private static Blas nativeOnly(Supplier<Blas> loader) {
    try {
      return loader.get();
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException(
          "Expected native libraries, since -D" + PROPERTY + "=native is set, and found none", e);
    }
  }
}
