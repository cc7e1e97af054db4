package org.lateo.graph;

import java.util.List;

/** Tasks that do not depend on one another; the next stage starts when all are done. */
public record Stage(List<Runnable> tasks) {
  /** A stage of one task. */
  public static Stage of(Runnable task) {
    return new Stage(List.of(task));
  }

  /** A stage of some tasks, in an unmodifiable list. */
  public Stage {
    tasks = List.copyOf(tasks);
  }
}
