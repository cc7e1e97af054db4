package org.lateo.spark;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.rows.ProvenanceText;

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
    VAETrainer settings = ShardPlan.trainer(settings());
    TrainingColumns columns = columns(rows, settings::mayMiss);
    try (ShardedRows dealt = deal(rows, columns)) {
      return train(dealt, columns, settings, told());
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return extended(schema, new VAETransformer(uid()));
  }

  @Override
  public VAEEstimator copy(ParamMap extra) {
    VAEEstimator copy = new VAEEstimator(uid());
    copyValues(copy, extra);
    return copy.setListener(listener());
  }
}
