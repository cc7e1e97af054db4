package org.lateo.conformal;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lateo.output.Contains;
import org.lateo.output.Describes;
import org.lateo.output.ModelMetadata;
import org.lateo.output.ProtoModel;
import org.lateo.output.TakesMissing;
import org.lateo.protos.ConformalModelProto;
import org.lateo.protos.ConformalScoresProto;
import org.lateo.storage.Checksummed;
import org.lateo.storage.Protos;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * A model and scores of calibration rows. It predicts as the model does.
 *
 * @param <T> the type of output
 */
public abstract class ConformalModel<T extends Output<T>> extends ProtoModel<T>
    implements Contains, TakesMissing, Describes {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  private final transient Model<T> model;
  private final transient double coverage;
  private final transient SortedMap<String, ConformalScores> scores;

  /**
   * What a model is made of.
   *
   * @param coverage the share that is promised by default
   * @param score the name of what is ranked
   * @param scores by dimension or label, or one for all
   */
  record Parts<T extends Output<T>>(
      String name,
      ModelProvenance provenance,
      Model<T> model,
      double coverage,
      String score,
      SortedMap<String, ConformalScores> scores) {
    /**
     * Refuses with {@link IllegalArgumentException} a model that is conformal itself, and fewer
     * rows than the coverage needs.
     */
    Parts {
      if (model instanceof ConformalModel) {
        throw new IllegalArgumentException(
            "Expected a model that is not conformal itself, found a "
                + model.getClass().getSimpleName()
                + "; calibrate what its model() is");
      }
      scores.values().forEach(some -> some.threshold(coverage));
    }

    Parts<T> with(String newName, ModelProvenance newProvenance) {
      return new Parts<>(newName, newProvenance, model.copy(), coverage, score, scores);
    }
  }

  ConformalModel(Parts<T> parts) {
    super(
        parts.name,
        parts.provenance,
        parts.model.getFeatureIDMap(),
        parts.model.getOutputIDInfo(),
        parts.model.generatesProbabilities());
    this.model = parts.model;
    this.coverage = parts.coverage;
    this.scores = parts.scores;
  }

  /**
   * The parts of a stored model.
   *
   * @param type the class that wrote it
   * @param output the type of output
   * @throws IllegalArgumentException if the message is damaged or too new, contains a model of its
   *     own class or of other outputs, or has too few scores, or scores of one name twice
   */
  static <U extends Output<U>> Parts<U> read(
      Class<? extends ConformalModel<U>> type, Class<U> output, int version, Any message)
      throws InvalidProtocolBufferException {
    Protos.checkVersion(type, version, CURRENT_VERSION);
    String of = type.getSimpleName();
    ConformalModelProto proto = ConformalModelProto.parseFrom(Checksummed.unwrap(type, message));
    ModelDataCarrier<?> carrier =
        ModelMetadata.read(of, proto.getMetadata().unpack(ModelDataProto.class));
    ModelProto inner = proto.getModel().unpack(ModelProto.class);
    if (inner.getClassName().equals(type.getName())) {
      throw new IllegalArgumentException(
          of + ": expected a model of another class in it, found one of the same");
    }
    SortedMap<String, ConformalScores> scores = new TreeMap<>();
    for (ConformalScoresProto some : proto.getScoresList()) {
      double[] values = Protos.toArray(some.getScoreList());
      if (scores.put(some.getOf(), new ConformalScores(some.getOf(), values)) != null) {
        throw new IllegalArgumentException(
            of + ": expected scores of each name once, found \"" + some.getOf() + "\" twice");
      }
    }
    return new Parts<>(
        carrier.name(),
        carrier.provenance(),
        ModelMetadata.readModel(of, inner).castModel(output),
        proto.getCoverage(),
        proto.getScore(),
        scores);
  }

  /**
   * A kind of score by its stored name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static <E extends Enum<E>> E named(Class<E> kinds, String name) {
    return Arrays.stream(kinds.getEnumConstants())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "Expected a score of %s, found \"%s\"",
                        Arrays.toString(kinds.getEnumConstants()), name)));
  }

  @Override
  public final ModelProto serialize() {
    ConformalModelProto.Builder proto =
        ConformalModelProto.newBuilder()
            .setMetadata(Any.pack(createDataCarrier().serialize()))
            .setModel(Any.pack(model.serialize()))
            .setCoverage(coverage)
            .setScore(score().name());
    scores.forEach(
        (of, some) -> {
          ConformalScoresProto.Builder each = ConformalScoresProto.newBuilder().setOf(of);
          for (double score : some.ascending()) {
            each.addScore(score);
          }
          proto.addScores(each);
        });
    return Checksummed.wrap(getClass(), CURRENT_VERSION, proto.build());
  }

  /** The model whose predictions are calibrated. */
  public final Model<T> model() {
    return model;
  }

  /** The share of fresh outputs that intervals or sets hold unless another is asked for. */
  public final double coverage() {
    return coverage;
  }

  /** What is ranked. */
  public abstract Enum<?> score();

  /** How many rows calibrate each dimension or label, or all labels under an empty name. */
  public final SortedMap<String, Integer> calibrationRows() {
    SortedMap<String, Integer> rows = new TreeMap<>();
    scores.forEach((of, some) -> rows.put(of, some.ascending().length));
    return rows;
  }

  final SortedMap<String, ConformalScores> scores() {
    return scores;
  }

  final Parts<T> parts() {
    return new Parts<>(getName(), getProvenance(), model, coverage, score().name(), scores);
  }

  /** Those of the model, or that model itself. */
  @Override
  public final List<? extends Model<?>> members() {
    return model instanceof Contains whole ? whole.members() : List.of(model);
  }

  @Override
  public final boolean mayMiss(String feature) {
    return model instanceof TakesMissing takes && takes.mayMiss(feature);
  }

  @Override
  public final List<String> describe() {
    SortedMap<String, Integer> rows = calibrationRows();
    return List.of(
        String.format(
            "%s of fresh outputs are held, by %s among %s calibration rows, which did not train",
            coverage, score(), rows.size() == 1 ? rows.get(rows.firstKey()) : rows));
  }

  @Override
  protected final List<Prediction<T>> predictions(List<Example<T>> examples) {
    return model.predict(examples);
  }

  @Override
  public final Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return model.getTopFeatures(n);
  }

  @Override
  public final Optional<Excuse<T>> getExcuse(Example<T> example) {
    return model.getExcuse(example);
  }
}
