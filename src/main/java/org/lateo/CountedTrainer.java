package org.lateo;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tribuo.DataSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * A trainer that counts its trainings, as Tribuo's trainers do: a model depends on the number of
 * trainings before it, which is in its provenance; with the count set to that number, the same
 * model is trained again.
 *
 * @param <T> the type of output
 */
public abstract class CountedTrainer<T extends Output<T>> implements Trainer<T>, Cloneable {
  private int invocations;

  /**
   * One training.
   *
   * @param number the number of trainings before it
   * @param provenance the trainer's provenance, with that number
   */
  protected record Invocation(int number, TrainerProvenance provenance) {}

  /**
   * Checks the fields, and sets fields that were not set and follow from others.
   *
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a value is refused, naming it
   */
  @Override
  public abstract void postConfig();

  /** A copy that shares this trainer's parts and counts by itself. */
  @Override
  @SuppressWarnings("unchecked") // A copy is of the same class.
  protected CountedTrainer<T> clone() {
    try {
      return (CountedTrainer<T>) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("This class can be cloned", e);
    }
  }

  /** Sets the invocation count of trainers inside this one, if there are any. */
  protected void prepare(int number) {}

  /**
   * Begins a training.
   *
   * @param asked its number, or {@link Trainer#INCREMENT_INVOCATION_COUNT} for the next number
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

  /** Trains on the rows of a data source, which are held in memory. */
  public Model<T> train(DataSource<T> source) {
    return train(new MutableDataset<>(source));
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
   * Builds a trainer; fields that are not set have their defaults. Values are checked together when
   * the trainer is built, and it cannot be changed afterwards.
   *
   * @param <T> the type of trainer
   * @param <B> the builder's own type
   */
  public abstract static class Builder<T extends CountedTrainer<?>, B extends Builder<T, B>> {
    private final Supplier<T> defaults;
    private final List<Consumer<T>> settings = new ArrayList<>();

    /**
     * A builder without settings.
     *
     * @param defaults makes a trainer with every field at its default
     */
    protected Builder(Supplier<T> defaults) {
      this.defaults = defaults;
    }

    /** Adds a setting whose value may be null or is primitive. */
    @SuppressWarnings("unchecked") // B is this class's own type.
    protected final B set(Consumer<T> setting) {
      settings.add(setting);
      return (B) this;
    }

    /** Adds a setting of a field whose value must not be null. */
    protected final <V> B set(String field, V value, BiConsumer<T, V> setting) {
      requireNonNull(value, field);
      return set(trainer -> setting.accept(trainer, value));
    }

    /**
     * A new trainer with these settings.
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
