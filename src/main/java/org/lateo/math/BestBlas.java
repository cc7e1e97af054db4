package org.lateo.math;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Chooses the {@link Blas} once a process, when it is first asked for. */
final class BestBlas {
  private static final Logger logger = Logger.getLogger(BestBlas.class.getName());

  static final Blas INSTANCE = choose();

  private BestBlas() {}

  private static Blas choose() {
    try {
      return new NativeBlas();
    } catch (LinkageError | RuntimeException e) {
      logger.log(Level.FINE, "No native BLAS for this platform, using the pure-Java one", e);
      return new JavaBlas();
    }
  }
}
