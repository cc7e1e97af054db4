package org.lateo.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a {@link Program} in arrays of its own, batch after batch. One caller at a time; callers
 * with workspaces of their own share programs and parameters.
 */
public final class Workspace extends Memory {
  private final Program program;
  private final Map<Integer, Schedule> schedules = new HashMap<>();
  private Schedule schedule;

  /**
   * @param program what is run
   * @param parameters the trained numbers, shared
   * @param capacity the largest batch, in examples
   * @param training whether gradients will be asked for; if not, parameters stay as they are
   */
  public Workspace(Program program, Parameters parameters, int capacity, boolean training) {
    super(program, parameters, capacity, training ? new float[parameters.layout().size()] : null);
    this.program = program;
  }

  /** A workspace without gradients, for the parameters of one model or of several. */
  public Workspace(Program program, ParameterBuffers parameters, int capacity) {
    super(program, parameters, capacity, null);
    this.program = program;
  }

  @Override
  public void setExamples(int examples) {
    super.setExamples(examples);
    schedule = schedules.computeIfAbsent(examples, n -> new Schedule(program, this));
  }

  /** The stages that compute every value of the current batch. */
  public List<Stage> forward() {
    return schedule.forward();
  }

  /**
   * The stages that compute every gradient from that of the program's first output, which the
   * caller has written to its buffer.
   */
  public List<Stage> backward() {
    return schedule.backward();
  }
}
