package org.lateo.inference;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;

/**
 * Runs a program forward for several callers at once, each in a workspace that is kept for reuse.
 */
public final class ProgramPool {
  private final Program program;
  private final Parameters parameters;
  private final int capacity;
  private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param capacity the most examples a run can have
   */
  public ProgramPool(Program program, Parameters parameters, int capacity) {
    this.program = program;
    this.parameters = parameters;
    this.capacity = capacity;
  }

  /** The most examples a run can have. */
  public int capacity() {
    return capacity;
  }

  /**
   * Runs a batch on the calling thread.
   *
   * @param examples 1 to capacity
   * @param connect sets the sources of the program's inputs and noise
   * @param read takes the results; they are gone when it returns
   */
  public void run(int examples, Consumer<Workspace> connect, Consumer<Workspace> read) {
    Workspace known = idle.poll();
    Workspace w = known == null ? new Workspace(program, parameters, capacity, false) : known;
    try {
      w.setExamples(examples);
      connect.accept(w);
      Workers.runAlone(w.forward());
      read.accept(w);
    } finally {
      idle.add(w);
    }
  }
}
