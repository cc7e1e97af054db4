package org.lateo.output;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * A Tribuo model that predicts whole lists of examples, and whose form in a Java serialization
 * stream is its protobuf message.
 *
 * @param <T> the type of output
 */
public abstract class ProtoModel<T extends Output<T>> extends Model<T> {
  private static final long serialVersionUID = 1L;

  /**
   * As {@link Model}'s constructor.
   *
   * @param probabilities whether predictions have probabilities
   */
  protected ProtoModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<T> outputs,
      boolean probabilities) {
    super(name, provenance, features, outputs, probabilities);
  }

  /**
   * Reads a model that is part of another.
   *
   * @param of the other model's name, for the message
   * @throws IllegalArgumentException if the stored part is of another class, before it is read
   */
  public static <M extends Model<?>> M readPart(Class<M> type, ModelProto proto, String of) {
    if (!proto.getClassName().equals(type.getName())) {
      throw new IllegalArgumentException(
          of + ": expected a " + type.getSimpleName() + " in it, found " + proto.getClassName());
    }
    return type.cast(ModelMetadata.readModel(of, proto));
  }

  /** Predictions of examples, in their order. */
  protected abstract List<Prediction<T>> predictions(List<Example<T>> examples);

  @Override
  public final Prediction<T> predict(Example<T> example) {
    return predictions(List.of(example)).get(0);
  }

  @Override
  protected final List<Prediction<T>> innerPredict(Iterable<Example<T>> examples) {
    List<Example<T>> list = new ArrayList<>();
    examples.forEach(list::add);
    return predictions(list);
  }

  /** None, unless a model offers them: no output has features of its own. */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return Map.of();
  }

  /** None, unless a model offers them. */
  @Override
  public Optional<Excuse<T>> getExcuse(Example<T> example) {
    return Optional.empty();
  }

  /** For Java's serialization. */
  protected final Object writeReplace() {
    return new SerializedProto(SerializedProto.Kind.MODEL, serialize());
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerializedProto.notAProxy(getClass());
  }

  private void readObjectNoData() throws InvalidObjectException {
    throw SerializedProto.notAProxy(getClass());
  }
}
