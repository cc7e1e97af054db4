package org.lateo.spark;

import java.util.List;
import java.util.UUID;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.likelihood.Origin;
import org.lateo.rows.ProvenanceText;
import org.lateo.train.TrainingListener;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Trains an autoencoder on rows that lie on a cluster; see {@link ShardEstimator}. The settings are
 * those of a {@link VAETrainer}, and the model is an ordinary {@link VAEModel}. One shard has the
 * same bits as that trainer on its rows.
 */
public final class VAEEstimator extends ShardEstimator<VAETransformer, VAEEstimator> {
  private static final long serialVersionUID = 1L;

  private final Param<String> codeCol;
  private final Param<String> elboCol;

  /** With every setting at its default. */
  public VAEEstimator() {
    this(Identifiable$.MODULE$.randomUID("lateo_vae_estimator"));
  }

  /** For Spark, which sets the parameters. */
  public VAEEstimator(String uid) {
    super(uid);
    this.codeCol = text("codeCol", "column that the model adds: the means of the code, a vector");
    this.elboCol = text("elboCol", "column that the model adds: the evidence lower bound in nats");
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<VAEEstimator> read() {
    return new DefaultParamsReader<>();
  }

  /** As {@link #read()}, from a path. */
  public static VAEEstimator load(String path) {
    return read().load(path);
  }

  /** The column of codes that the model adds. */
  public Param<String> codeCol() {
    return codeCol;
  }

  /** The column of evidence lower bounds that the model adds. */
  public Param<String> elboCol() {
    return elboCol;
  }

  /** Sets the column of codes that the model adds. */
  public VAEEstimator setCodeCol(String column) {
    return with(codeCol, column);
  }

  /** Sets the column of evidence lower bounds that the model adds. */
  public VAEEstimator setElboCol(String column) {
    return with(elboCol, column);
  }

  /** Sets all settings of the model and its training but for the number of threads. */
  public VAEEstimator setTrainer(VAETrainer settings) {
    if (settings.goesOn()) {
      throw new IllegalArgumentException(
          "Expected a trainer that starts anew, found one that goes on from a model");
    }
    return with(trainer(), ProvenanceText.of(settings.getProvenance()));
  }

  private String settings() {
    return isSet(trainer())
        ? getOrDefault(trainer())
        : ProvenanceText.of(VAETrainer.builder().build().getProvenance());
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if a column is not there or of another type, a value is
   *     refused, a shard would be empty, or as {@link VAETrainer#fit(org.tribuo.Dataset)}
   */
  @Override
  public VAETransformer fit(Dataset<?> rows) {
    VAETransformer made = VAETransformer.of(model(rows.toDF()));
    copyValues(made, ParamMap.empty());
    return made.setParent(this);
  }

  private VAEModel model(Dataset<Row> rows) {
    String text = settings();
    VAETrainer settings = ShardPlan.trainer(text);
    TrainingColumns columns = columns(rows, settings::mayMiss);
    TrainingListener told =
        isSet(checkpointDir())
            ? ShardTraining.checkpoints(
                getOrDefault(checkpointDir()), count(checkpointRounds()), listener())
            : listener();
    ShardPlan plan =
        new ShardPlan(
            UUID.randomUUID().toString(),
            text,
            settings.runSeed(settings.getInvocationCount()),
            count(shards()),
            columns.features(),
            columns.codec(),
            Origin.none(columns.features().size()),
            List.of(),
            1,
            0);
    try (ShardedRows dealt =
        new ShardedRows(rows, columns.input(), columns.codec(), plan.shards())) {
      return new ShardTraining(dealt, count(localSteps()), told)
          .run(plan, ProvenanceText.read(text, TrainerProvenance.class));
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    StructType with = schema;
    if (isSet(codeCol)) {
      with = with.add(getOrDefault(codeCol), SQLDataTypes.VectorType(), false);
    }
    if (isSet(elboCol)) {
      with = with.add(getOrDefault(elboCol), DataTypes.DoubleType, false);
    }
    return with;
  }

  @Override
  public VAEEstimator copy(ParamMap extra) {
    VAEEstimator copy = new VAEEstimator(uid());
    copyValues(copy, extra);
    return copy.setListener(listener());
  }
}
