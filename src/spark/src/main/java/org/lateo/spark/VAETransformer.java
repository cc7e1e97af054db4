package org.lateo.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.lateo.output.Encodes;
import org.lateo.output.LatentCode;
import org.lateo.output.Scores;
import org.tribuo.Example;
import org.tribuo.Model;

/**
 * Adds the codes and scores of rows by an autoencoder, or by a flow: {@code codeCol}, the vector of
 * the code's means, and {@code elboCol}, the evidence lower bound in nats, which of a flow is log
 * p(x).
 */
public final class VAETransformer extends ModelTransformer<VAETransformer> {
  private static final long serialVersionUID = 1L;

  private final Param<String> codeCol;
  private final Param<String> elboCol;

  /** For Spark, which sets the parameters. */
  public VAETransformer(String uid) {
    this(uid, null);
  }

  private VAETransformer(String uid, ModelBytes bytes) {
    super(uid, bytes);
    this.codeCol = column("codeCol", "column to add: the means of the code, a vector");
    this.elboCol = column("elboCol", "column to add: the evidence lower bound in nats");
  }

  /**
   * A transformer of a model file.
   *
   * @param file where Hadoop finds it
   * @throws IllegalArgumentException if it holds no model
   */
  public static VAETransformer open(String file) {
    return new VAETransformer(newUid(), read(file));
  }

  /** A transformer of a model. */
  public static VAETransformer of(Model<LatentCode> model) {
    return new VAETransformer(newUid(), ModelBytes.of(model));
  }

  private static String newUid() {
    return Identifiable$.MODULE$.randomUID("lateo_vae");
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<VAETransformer> read() {
    return new ModelFiles.Reader<>(VAETransformer::setBytes);
  }

  /** As {@link #read()}, from a path. */
  public static VAETransformer load(String path) {
    return read().load(path);
  }

  /** The column of codes; none is added unless this is set. */
  public Param<String> codeCol() {
    return codeCol;
  }

  /** The column of evidence lower bounds; none is added unless this is set. */
  public Param<String> elboCol() {
    return elboCol;
  }

  /** Adds the means of codes. */
  public VAETransformer setCodeCol(String column) {
    return with(codeCol, column);
  }

  /** Adds evidence lower bounds. */
  public VAETransformer setElboCol(String column) {
    return with(elboCol, column);
  }

  @Override
  Map<Param<String>, StructField> offered() {
    Map<Param<String>, StructField> offered = new LinkedHashMap<>();
    offered.put(codeCol, field(SQLDataTypes.VectorType()));
    offered.put(elboCol, field(DataTypes.DoubleType));
    return offered;
  }

  @Override
  void requireCapable(Model<?> model) {
    if (isSet(codeCol) && !(model instanceof Encodes)) {
      throw incapable(model, codeCol, "encodes rows");
    }
    if (isSet(elboCol) && !(model instanceof Scores)) {
      throw incapable(model, elboCol, "scores rows by a bound on their log-density");
    }
  }

  @Override
  Scoring<LatentCode> scoring(Broadcast<ModelBytes> model, InputColumns input) {
    boolean code = isSet(codeCol);
    boolean elbo = isSet(elboCol);
    return new Scoring<>(
        model, input, LatentCode.UNKNOWN, (read, rows) -> answers(read, rows, code, elbo));
  }

  private static List<Object[]> answers(
      Model<?> model, List<Example<LatentCode>> rows, boolean code, boolean elbo) {
    List<LatentCode> codes = elbo ? ((Scores) model).score(rows) : ((Encodes) model).encode(rows);
    List<Object[]> answers = new ArrayList<>(rows.size());
    for (LatentCode of : codes) {
      List<Object> values = new ArrayList<>();
      if (code) {
        values.add(Vectors.dense(of.getMean()));
      }
      if (elbo) {
        values.add(of.getELBO());
      }
      answers.add(values.toArray());
    }
    return answers;
  }

  @Override
  VAETransformer fresh(String uid, ModelBytes bytes) {
    return new VAETransformer(uid, bytes);
  }
}
