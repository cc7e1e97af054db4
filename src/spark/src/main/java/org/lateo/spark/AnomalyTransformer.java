package org.lateo.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.VAEAnomalyModel;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;

/**
 * Adds what a detector says of rows: {@code scoreCol}, higher is more usual; {@code eventCol},
 * ANOMALOUS or EXPECTED; {@code pValueCol}, small if unusual; {@code reasonsCol}, an array of the
 * features that speak most against the row, the most unusual first, each with the nats that it adds
 * to the score beyond what it adds in a usual row.
 */
public final class AnomalyTransformer extends ModelTransformer<AnomalyTransformer> {
  private static final long serialVersionUID = 1L;

  private static final StructField[] REASON = {
    DataTypes.createStructField("feature", DataTypes.StringType, false),
    DataTypes.createStructField("nats", DataTypes.DoubleType, false)
  };

  private final Param<String> scoreCol;
  private final Param<String> eventCol;
  private final Param<String> pValueCol;
  private final Param<String> reasonsCol;
  private final IntParam reasons;

  /** For Spark, which sets the parameters. */
  public AnomalyTransformer(String uid) {
    this(uid, null);
  }

  private AnomalyTransformer(String uid, ModelBytes bytes) {
    super(uid, bytes);
    this.scoreCol = column("scoreCol", "column to add: the score, higher is more usual");
    this.eventCol = column("eventCol", "column to add: ANOMALOUS or EXPECTED");
    this.pValueCol = column("pValueCol", "column to add: the p-value, small if unusual");
    this.reasonsCol = column("reasonsCol", "column to add: the features against the row");
    this.reasons =
        new IntParam(
            uid, "reasons", "features named in reasonsCol, at least 1", ParamValidators.gtEq(1));
    setDefault(reasons, 3);
  }

  /**
   * A transformer of a detector's file.
   *
   * @param file where Hadoop finds it
   * @throws IllegalArgumentException if it holds no model
   */
  public static AnomalyTransformer open(String file) {
    return new AnomalyTransformer(newUid(), read(file));
  }

  /** A transformer of a detector. */
  public static AnomalyTransformer of(VAEAnomalyModel detector) {
    return new AnomalyTransformer(newUid(), ModelBytes.of(detector));
  }

  private static String newUid() {
    return Identifiable$.MODULE$.randomUID("lateo_anomaly");
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<AnomalyTransformer> read() {
    return new ModelFiles.Reader<>(AnomalyTransformer::setBytes);
  }

  /** As {@link #read()}, from a path. */
  public static AnomalyTransformer load(String path) {
    return read().load(path);
  }

  /** The column of scores; none is added unless this is set. */
  public Param<String> scoreCol() {
    return scoreCol;
  }

  /** The column of events; none is added unless this is set. */
  public Param<String> eventCol() {
    return eventCol;
  }

  /** The column of p-values; none is added unless this is set. */
  public Param<String> pValueCol() {
    return pValueCol;
  }

  /** The column of reasons; none is added unless this is set. */
  public Param<String> reasonsCol() {
    return reasonsCol;
  }

  /** How many features the column of reasons names, 3 by default. */
  public IntParam reasons() {
    return reasons;
  }

  /** Adds scores. */
  public AnomalyTransformer setScoreCol(String column) {
    return with(scoreCol, column);
  }

  /** Adds events. */
  public AnomalyTransformer setEventCol(String column) {
    return with(eventCol, column);
  }

  /** Adds p-values. */
  public AnomalyTransformer setPValueCol(String column) {
    return with(pValueCol, column);
  }

  /** Adds reasons. */
  public AnomalyTransformer setReasonsCol(String column) {
    return with(reasonsCol, column);
  }

  /** Sets how many features the column of reasons names. */
  public AnomalyTransformer setReasons(int count) {
    set(reasons, count);
    return this;
  }

  @Override
  Map<Param<String>, StructField> offered() {
    Map<Param<String>, StructField> offered = new LinkedHashMap<>();
    offered.put(scoreCol, field(DataTypes.DoubleType));
    offered.put(eventCol, field(DataTypes.StringType));
    offered.put(pValueCol, field(DataTypes.DoubleType));
    offered.put(
        reasonsCol, field(DataTypes.createArrayType(DataTypes.createStructType(REASON), false)));
    return offered;
  }

  @Override
  void requireCapable(Model<?> model) {
    if (!(model instanceof VAEAnomalyModel)) {
      throw incapable(model, offered().keySet().iterator().next(), "detects unusual rows");
    }
  }

  @Override
  Scoring<Event> scoring(Broadcast<ModelBytes> model, InputColumns input) {
    Columns columns =
        new Columns(
            isSet(scoreCol),
            isSet(eventCol),
            isSet(pValueCol),
            isSet(reasonsCol) ? (Integer) getOrDefault(reasons) : 0);
    return new Scoring<>(model, input, AnomalyFactory.UNKNOWN_EVENT, columns);
  }

  /**
   * The columns that are asked for.
   *
   * @param reasons how many; 0 for no column
   */
  private record Columns(boolean score, boolean event, boolean pValue, int reasons)
      implements Scoring.Answers<Event> {
    @Override
    public List<Object[]> of(Model<?> model, List<Example<Event>> rows) {
      VAEAnomalyModel detector = (VAEAnomalyModel) model;
      double[] scores = detector.score(rows);
      List<AnomalyExplanation> why = reasons > 0 ? detector.explain(rows) : List.of();
      List<Object[]> answers = new ArrayList<>(scores.length);
      for (int i = 0; i < scores.length; i++) {
        answers.add(values(detector, scores[i], reasons > 0 ? why.get(i) : null));
      }
      return answers;
    }

    private Object[] values(VAEAnomalyModel detector, double of, AnomalyExplanation why) {
      List<Object> values = new ArrayList<>();
      if (score) {
        values.add(of);
      }
      if (event) {
        boolean alarm = of < detector.threshold() || of == Double.NEGATIVE_INFINITY;
        values.add((alarm ? Event.EventType.ANOMALOUS : Event.EventType.EXPECTED).toString());
      }
      if (pValue) {
        values.add(detector.calibrationScores().pValue(of));
      }
      if (reasons > 0) {
        values.add(
            why.features().stream()
                .limit(reasons)
                .map(part -> RowFactory.create(part.name(), part.deviation()))
                .toArray(Row[]::new));
      }
      return values.toArray();
    }
  }

  @Override
  AnomalyTransformer fresh(String uid, ModelBytes bytes) {
    return new AnomalyTransformer(uid, bytes);
  }
}
