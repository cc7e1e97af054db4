package org.lateo.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.AnomalyDefaults;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.ThresholdRule;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.rows.ExampleTable;
import org.lateo.train.TrainingListener;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Trains a detector of unusual rows on rows that lie on a cluster; see {@link ShardEstimator}. All
 * rows are taken as usual. A share of them, chosen by a hash of their content, trains no member:
 * some of these, held by the driver, set the threshold and the p-values.
 *
 * <p>Other than in {@link VAEAnomalyTrainer}, scores have no part of exemplars, all members train
 * on the same rows, and there are no folds.
 */
public final class AnomalyEstimator extends ShardEstimator<AnomalyTransformer, AnomalyEstimator> {
  private static final long serialVersionUID = 1L;

  /** Parts of the range of a hash. */
  private static final int PARTS = 1 << 20;

  private final IntParam members;
  private final DoubleParam calibration;
  private final IntParam calibrationRows;
  private final DoubleParam falseAlarmRate;
  private final Param<String> scoreCol;
  private final Param<String> eventCol;
  private final Param<String> pValueCol;
  private final Param<String> reasonsCol;

  /** With every setting at its default. */
  public AnomalyEstimator() {
    this(Identifiable$.MODULE$.randomUID("lateo_anomaly_estimator"));
  }

  /** For Spark, which sets the parameters. */
  public AnomalyEstimator(String uid) {
    super(uid);
    this.members = positive("members", "autoencoders whose scores are averaged");
    this.calibration =
        new DoubleParam(
            uid,
            "calibration",
            "share of the rows that is held out for the threshold, in (0, 1)",
            ParamValidators.inRange(0, 1, false, false));
    this.calibrationRows = positive("calibrationRows", "most rows that set the threshold");
    this.falseAlarmRate =
        new DoubleParam(
            uid,
            "falseAlarmRate",
            "share of usual rows that may be called anomalous, in (0, 1)",
            ParamValidators.inRange(0, 1, false, false));
    this.scoreCol = text("scoreCol", "column that the detector adds: the score");
    this.eventCol = text("eventCol", "column that the detector adds: ANOMALOUS or EXPECTED");
    this.pValueCol = text("pValueCol", "column that the detector adds: the p-value");
    this.reasonsCol = text("reasonsCol", "column that the detector adds: features against the row");
    setDefault(members, 3);
    setDefault(calibration, 0.1);
    setDefault(calibrationRows, 20_000);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<AnomalyEstimator> read() {
    return new DefaultParamsReader<>();
  }

  /** As {@link #read()}, from a path. */
  public static AnomalyEstimator load(String path) {
    return read().load(path);
  }

  /** How many autoencoders there are, 3 by default. */
  public IntParam members() {
    return members;
  }

  /** The share of the rows that trains no member, 0.1 by default. */
  public DoubleParam calibration() {
    return calibration;
  }

  /** The most rows that set the threshold, 20,000 by default; the driver holds them. */
  public IntParam calibrationRows() {
    return calibrationRows;
  }

  /** The rate of false alarms, that of {@link FalseAlarmRate} by default. */
  public DoubleParam falseAlarmRate() {
    return falseAlarmRate;
  }

  /** The column of scores that the detector adds. */
  public Param<String> scoreCol() {
    return scoreCol;
  }

  /** The column of events that the detector adds. */
  public Param<String> eventCol() {
    return eventCol;
  }

  /** The column of p-values that the detector adds. */
  public Param<String> pValueCol() {
    return pValueCol;
  }

  /** The column of reasons that the detector adds. */
  public Param<String> reasonsCol() {
    return reasonsCol;
  }

  /** Sets how many autoencoders there are. */
  public AnomalyEstimator setMembers(int count) {
    set(members, count);
    return this;
  }

  /** Sets the share of the rows that trains no member. */
  public AnomalyEstimator setCalibration(double share) {
    set(calibration, share);
    return this;
  }

  /** Sets the most rows that set the threshold. */
  public AnomalyEstimator setCalibrationRows(int most) {
    set(calibrationRows, most);
    return this;
  }

  /** Sets the rate of false alarms. */
  public AnomalyEstimator setFalseAlarmRate(double rate) {
    set(falseAlarmRate, rate);
    return this;
  }

  /** Sets the column of scores that the detector adds. */
  public AnomalyEstimator setScoreCol(String column) {
    return with(scoreCol, column);
  }

  /** Sets the column of events that the detector adds. */
  public AnomalyEstimator setEventCol(String column) {
    return with(eventCol, column);
  }

  /** Sets the column of p-values that the detector adds. */
  public AnomalyEstimator setPValueCol(String column) {
    return with(pValueCol, column);
  }

  /** Sets the column of reasons that the detector adds. */
  public AnomalyEstimator setReasonsCol(String column) {
    return with(reasonsCol, column);
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException as {@link VAEEstimator#fit}, or if no row is held out, or too
   *     few for the rate of false alarms
   */
  @Override
  public AnomalyTransformer fit(Dataset<?> rows) {
    AnomalyTransformer made = AnomalyTransformer.of(detector(rows.toDF()));
    copyValues(made, ParamMap.empty());
    return made.setParent(this);
  }

  private VAEAnomalyModel detector(Dataset<Row> rows) {
    Column hash = functions.pmod(hash(), functions.lit(PARTS));
    Column held = hash.lt(Math.round((Double) getOrDefault(calibration) * PARTS));
    Dataset<Row> training = rows.filter(functions.not(held));
    VAETrainer settings = member(training);
    TrainingColumns columns = columns(training, settings::mayMiss);
    List<VAEModel> models = new ArrayList<>();
    TrainingListener told = told();
    try (ShardedRows dealt = deal(training, columns)) {
      for (int m = 0; m < count(members); m++) {
        settings.setInvocationCount(m);
        models.add(train(dealt, columns, settings, told));
      }
    }
    int trained = models.get(0).getProvenance().getDatasetProvenance().getNumExamples();
    settings.setInvocationCount(0);
    return VAEAnomalyTrainer.builder()
        .autoencoder(settings)
        .members(models.size())
        .exemplars(0)
        .threshold(rule())
        .build()
        .calibrate(models, trained, calibration(rows.filter(held), hash, columns));
  }

  /** Of the columns that are read, so that others do not move a row. */
  private Column hash() {
    String[] read =
        isSet(inputCols())
            ? getOrDefault(inputCols()).clone()
            : new String[] {getOrDefault(featuresCol())};
    Arrays.sort(read);
    return functions.xxhash64(
        Arrays.stream(read).map(name -> functions.col('`' + name + '`')).toArray(Column[]::new));
  }

  /** The trainer that is set, or one that suits the rows. */
  private VAETrainer member(Dataset<Row> rows) {
    if (isSet(trainer())) {
      return ShardPlan.trainer(getOrDefault(trainer()));
    }
    int count = (int) Math.min(Integer.MAX_VALUE, rows.count());
    List<String> names = ExampleTable.names(columns(rows, name -> false).features());
    return AnomalyDefaults.choose(count, names).build();
  }

  private ThresholdRule rule() {
    return isSet(falseAlarmRate)
        ? new FalseAlarmRate((Double) getOrDefault(falseAlarmRate))
        : new FalseAlarmRate();
  }

  private MutableDataset<Event> calibration(
      Dataset<Row> held, Column hash, TrainingColumns columns) {
    FeatureBuffer buffer = new FeatureBuffer();
    List<Example<Event>> examples = new ArrayList<>();
    for (Row row : held.orderBy(hash).limit(count(calibrationRows)).collectAsList()) {
      columns.input().read(row, buffer);
      examples.add(buffer.take(AnomalyFactory.EXPECTED_EVENT));
    }
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(
          "calibration: expected a share that holds out at least one row, found none held out");
    }
    AnomalyFactory factory = new AnomalyFactory();
    return new MutableDataset<>(
        examples, new SimpleDataSourceProvenance("rows of Spark", factory), factory);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return extended(schema, new AnomalyTransformer(uid()));
  }

  @Override
  public AnomalyEstimator copy(ParamMap extra) {
    AnomalyEstimator copy = new AnomalyEstimator(uid());
    copyValues(copy, extra);
    return copy.setListener(listener());
  }
}
