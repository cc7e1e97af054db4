package org.lateo;

import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * A trainer whose models depend on how often it has trained, as Tribuo has it: the number goes into
 * the provenance before training, and setting it trains the same model again.
 *
 * @param <T> the type of output
 */
public abstract class CountedTrainer<T extends Output<T>> implements Trainer<T> {
  private int invocations;

  /**
   * One training.
   *
   * @param number how many there were before
   * @param provenance the trainer's, with that number
   */
  protected record Invocation(int number, TrainerProvenance provenance) {}

  /** Gives trainers inside this one the number of the training to come; here there are none. */
  protected void prepare(int number) {}

  /**
   * Begins a training.
   *
   * @param asked its number, or {@link Trainer#INCREMENT_INVOCATION_COUNT} for the next
   */
  protected final synchronized Invocation begin(int asked) {
    if (asked != INCREMENT_INVOCATION_COUNT) {
      setInvocationCount(asked);
    }
    prepare(invocations);
    Invocation begun = new Invocation(invocations, getProvenance());
    invocations++;
    return begun;
  }

  @Override
  public final synchronized int getInvocationCount() {
    return invocations;
  }

  @Override
  public final synchronized void setInvocationCount(int invocationCount) {
    if (invocationCount < 0) {
      throw new IllegalArgumentException(
          "Expected an invocation count of 0 or more, found " + invocationCount);
    }
    invocations = invocationCount;
  }

  @Override
  public final TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }
}
