package org.lateo.output;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/** What Tribuo stores of every model: its name, provenance, features and outputs. */
public final class ModelMetadata {
  /** How many models may be nested, each a part of another. */
  private static final int DEEPEST = 10;

  /** How many models are being read around what this thread reads. */
  private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

  private ModelMetadata() {}

  /**
   * Reads what Tribuo reads, and refuses what Tribuo would stumble on later.
   *
   * @param model the simple name of its class, for messages
   * @throws IllegalArgumentException if the provenance contains itself, or features or labels are
   *     not numbered from 0
   */
  public static ModelDataCarrier<?> read(String model, ModelDataProto proto) {
    ModelDataCarrier<?> carrier = shallow(model, () -> ModelDataCarrier.deserialize(proto));
    requireNumbered(model, carrier.featureDomain());
    requireNumbered(model, carrier.outputDomain());
    return carrier;
  }

  /**
   * As {@link #read}, of a whole model of any class that is part of another.
   *
   * @param whole the simple name of the other's class, for messages
   * @throws IllegalArgumentException also if models are nested more than {@value #DEEPEST} deep:
   *     they take stack, and time that grows with the square of the depth
   */
  public static Model<?> readModel(String whole, ModelProto proto) {
    Model<?> part = shallow(whole, () -> deeper(whole, proto));
    requireNumbered(whole, part.getFeatureIDMap());
    requireNumbered(whole, part.getOutputIDInfo());
    return part;
  }

  /** Tribuo's readers take no argument that could count for them. */
  private static Model<?> deeper(String whole, ModelProto proto) {
    int depth = DEPTH.get();
    if (depth == DEEPEST) {
      throw new IllegalArgumentException(
          whole + ": expected at most " + DEEPEST + " models in one another, found more");
    }
    DEPTH.set(depth + 1);
    try {
      return Model.deserialize(proto);
    } finally {
      DEPTH.set(depth);
    }
  }

  /** Tribuo calls a model's class by reflection, which wraps what is thrown. */
  private static <R> R shallow(String model, Supplier<R> read) {
    try {
      return read.get();
    } catch (StackOverflowError | IllegalStateException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof StackOverflowError) {
          throw new IllegalArgumentException(
              model
                  + ": expected a provenance of parts in one another, found one that contains itself"
                  + " or is very deep");
        }
      }
      throw e;
    }
  }

  private static void requireNumbered(String model, ImmutableFeatureMap features) {
    for (int id = 0; id < features.size(); id++) {
      if (features.get(id) == null) {
        throw new IllegalArgumentException(
            String.format(
                "%s: expected %d features numbered from 0, found none of number %d",
                model, features.size(), id));
      }
    }
  }

  /**
   * Labels are looked up by number; clusters, for one, have numbers of their own. Of two labels
   * with one number Tribuo counts both and lists one.
   */
  private static <T extends Output<T>> void requireNumbered(
      String model, ImmutableOutputInfo<T> outputs) {
    Set<Integer> found = new TreeSet<>();
    for (Pair<Integer, T> output : outputs) {
      if (!(output.getB() instanceof Label)) {
        return;
      }
      found.add(output.getA());
    }
    int expected = outputs.size();
    if (found.size() != expected || !found.stream().allMatch(id -> id >= 0 && id < expected)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: expected %d labels numbered from 0, found the numbers %s",
              model, expected, found));
    }
  }
}
