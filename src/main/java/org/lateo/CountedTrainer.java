package org.lateo;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

  /**
   * Checks the fields, and fills in what follows from others.
   *
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a value is refused, naming it
   */
  @Override
  public abstract void postConfig();

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

  /**
   * Sets the fields of a trainer by name; what is not set stays at its default. Values are checked
   * together, once all are set, since some only go with others; a trainer never changes.
   *
   * @param <T> the type of trainer
   * @param <B> the builder's own type
   */
  public abstract static class Builder<T extends CountedTrainer<?>, B extends Builder<T, B>> {
    private final Supplier<T> defaults;
    private final List<Consumer<T>> settings = new ArrayList<>();

    /**
     * Starts from the defaults.
     *
     * @param defaults makes a trainer with every field at its default
     */
    protected Builder(Supplier<T> defaults) {
      this.defaults = defaults;
    }

    /** Sets what may be null or cannot be. */
    @SuppressWarnings("unchecked") // B is this class's own type.
    protected final B set(Consumer<T> setting) {
      settings.add(setting);
      return (B) this;
    }

    /** Sets a field, and refuses null by its name. */
    protected final <V> B set(String field, V value, BiConsumer<T, V> setting) {
      requireNonNull(value, field);
      return set(trainer -> setting.accept(trainer, value));
    }

    /**
     * A trainer of its own.
     *
     * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a value is refused, naming it
     */
    public final T build() {
      T trainer = defaults.get();
      settings.forEach(setting -> setting.accept(trainer));
      trainer.postConfig();
      return trainer;
    }
  }
}
