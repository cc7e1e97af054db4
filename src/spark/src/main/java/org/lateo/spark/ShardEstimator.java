package org.lateo.spark;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.likelihood.Origin;
import org.lateo.rows.ProvenanceText;
import org.lateo.train.TrainingListener;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Trains on rows that lie on a cluster, by rounds: {@code shards} tasks train {@code localSteps}
 * steps each from the same parameters, the driver averages them, and so on. Rows lie in shards by a
 * hash of their content, so that the result is a function of rows and settings: the number of
 * executors and the order of partitions do not matter, nor does a task that is run again.
 *
 * <p>Averaging costs passes: several shards need more of them than one does. Rows that fit one
 * machine are trained on faster there.
 *
 * @param <M> the transformer that is made
 * @param <E> the class itself
 */
public abstract class ShardEstimator<M extends Model<M>, E extends ShardEstimator<M, E>>
    extends Estimator<M> implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> featuresCol;
  private final StringArrayParam inputCols;
  private final Param<String> trainer;
  private final IntParam shards;
  private final IntParam localSteps;
  private final Param<String> checkpointDir;
  private final IntParam checkpointRounds;
  private transient TrainingListener listener = TrainingListener.NONE;

  ShardEstimator(String uid) {
    this.uid = uid;
    this.featuresCol = text("featuresCol", "column of vectors that is read");
    this.inputCols =
        new StringArrayParam(
            this, "inputCols", "columns of numbers and texts, read instead of featuresCol");
    this.trainer = text("trainer", "the autoencoder's trainer, as the text of its provenance");
    this.shards = positive("shards", "parts of the rows that are trained on at a time");
    this.localSteps = positive("localSteps", "steps of a shard between two averages");
    this.checkpointDir = text("checkpointDir", "folder of checkpoints that the driver writes");
    this.checkpointRounds = positive("checkpointRounds", "rounds between two checkpoints");
    setDefault(featuresCol, "features");
    setDefault(shards, 1);
    setDefault(localSteps, 200);
    setDefault(checkpointRounds, 10);
  }

  final Param<String> text(String name, String doc) {
    return new Param<>(uid, name, doc);
  }

  final IntParam positive(String name, String doc) {
    return new IntParam(uid, name, doc + ", at least 1", ParamValidators.gtEq(1));
  }

  @Override
  public final String uid() {
    return uid;
  }

  /** The column of vectors that is read, {@code features} by default. */
  public final Param<String> featuresCol() {
    return featuresCol;
  }

  /** The columns of numbers and texts that are read instead, if they are set. */
  public final StringArrayParam inputCols() {
    return inputCols;
  }

  /** The trainer of autoencoders, as text. */
  public final Param<String> trainer() {
    return trainer;
  }

  /** The number of shards, 1 by default; the result depends on it. */
  public final IntParam shards() {
    return shards;
  }

  /** The steps of a round, 200 by default; the result of several shards depends on it. */
  public final IntParam localSteps() {
    return localSteps;
  }

  /** The folder of checkpoints; there are none unless it is set. */
  public final Param<String> checkpointDir() {
    return checkpointDir;
  }

  /** The rounds between two checkpoints, 10 by default. */
  public final IntParam checkpointRounds() {
    return checkpointRounds;
  }

  @SuppressWarnings("unchecked") // By the meaning of E.
  final <V> E with(Param<V> param, V value) {
    set(param, value);
    return (E) this;
  }

  /** Sets the column of vectors that is read. */
  public final E setFeaturesCol(String column) {
    return with(featuresCol, column);
  }

  /** Sets the columns of numbers and texts that are read instead of vectors. */
  public final E setInputCols(String... columns) {
    return with(inputCols, columns);
  }

  /** Sets the number of shards. */
  @SuppressWarnings("unchecked") // By the meaning of E.
  public final E setShards(int count) {
    set(shards, count);
    return (E) this;
  }

  /** Sets the steps of a round. */
  @SuppressWarnings("unchecked") // By the meaning of E.
  public final E setLocalSteps(int steps) {
    set(localSteps, steps);
    return (E) this;
  }

  /**
   * Sets the folder of checkpoints, as the driver sees it. A training of the same rows and settings
   * that finds checkpoints there continues from the last one, to the same bits.
   */
  public final E setCheckpointDir(String folder) {
    return with(checkpointDir, folder);
  }

  /** Sets the rounds between two checkpoints. */
  @SuppressWarnings("unchecked") // By the meaning of E.
  public final E setCheckpointRounds(int rounds) {
    set(checkpointRounds, rounds);
    return (E) this;
  }

  /** Sets what is told of the progress, on the driver. It is not stored. */
  @SuppressWarnings("unchecked") // By the meaning of E.
  public final E setListener(TrainingListener told) {
    this.listener = told;
    return (E) this;
  }

  /** The same listener for a copy. */
  final TrainingListener listener() {
    return listener;
  }

  final int count(IntParam param) {
    return (Integer) getOrDefault(param);
  }

  /** The features of rows, and how they are read. */
  final TrainingColumns columns(Dataset<Row> rows, Predicate<String> mayMiss) {
    return isSet(inputCols)
        ? TrainingColumns.ofColumns(rows, List.of(getOrDefault(inputCols)), mayMiss)
        : TrainingColumns.ofVectors(rows, getOrDefault(featuresCol), mayMiss);
  }

  /** Sets all settings of the model and its training but for the number of threads. */
  public final E setTrainer(VAETrainer settings) {
    if (settings.goesOn()) {
      throw new IllegalArgumentException(
          "Expected a trainer that starts anew, found one that goes on from a model");
    }
    return with(trainer, ProvenanceText.of(settings.getProvenance()));
  }

  /** The listener, which keeps checkpoints if a folder of them is set. */
  final TrainingListener told() {
    return isSet(checkpointDir)
        ? ShardTraining.checkpoints(getOrDefault(checkpointDir), count(checkpointRounds), listener)
        : listener;
  }

  final ShardedRows deal(Dataset<Row> rows, TrainingColumns columns) {
    return new ShardedRows(rows, columns.input(), columns.codec(), count(shards));
  }

  /** Trains one model, by the trainer's current invocation. */
  final VAEModel train(
      ShardedRows rows, TrainingColumns columns, VAETrainer settings, TrainingListener told) {
    TrainerProvenance provenance = settings.getProvenance();
    ShardPlan plan =
        new ShardPlan(
            UUID.randomUUID().toString(),
            ProvenanceText.of(provenance),
            settings.runSeed(settings.getInvocationCount()),
            count(shards),
            columns.features(),
            columns.codec(),
            Origin.none(columns.features().size()),
            null);
    return new ShardTraining(rows, count(localSteps), told).run(plan, provenance);
  }

  /** The columns that a model adds, as far as they are asked for here. */
  final StructType extended(StructType schema, ModelTransformer<?> model) {
    StructType extended = schema;
    for (Map.Entry<Param<String>, StructField> offered : model.offered().entrySet()) {
      Param<Object> asked = getParam(offered.getKey().name());
      StructField type = offered.getValue();
      extended =
          isSet(asked)
              ? extended.add((String) getOrDefault(asked), type.dataType(), type.nullable())
              : extended;
    }
    return extended;
  }
}
