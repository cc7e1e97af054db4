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
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

/**
 * Adds what a classifier says of rows, Lateo's or any other of Tribuo's: {@code predictionCol}, the
 * label, and {@code probabilityCol}, the vector of the probabilities of {@link #labels}.
 */
public final class ClassifierTransformer extends ModelTransformer<ClassifierTransformer> {
  private static final long serialVersionUID = 1L;

  private final Param<String> predictionCol;
  private final Param<String> probabilityCol;

  /** For Spark, which sets the parameters. */
  public ClassifierTransformer(String uid) {
    this(uid, null);
  }

  private ClassifierTransformer(String uid, ModelBytes bytes) {
    super(uid, bytes);
    this.predictionCol = column("predictionCol", "column to add: the label, a text");
    this.probabilityCol =
        column("probabilityCol", "column to add: the probability of each label, a vector");
  }

  /**
   * A transformer of a classifier's file.
   *
   * @param file where Hadoop finds it
   * @throws IllegalArgumentException if it holds no model
   */
  public static ClassifierTransformer open(String file) {
    return new ClassifierTransformer(newUid(), read(file));
  }

  /** A transformer of a classifier. */
  public static ClassifierTransformer of(Model<Label> classifier) {
    return new ClassifierTransformer(newUid(), ModelBytes.of(classifier));
  }

  private static String newUid() {
    return Identifiable$.MODULE$.randomUID("lateo_classifier");
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<ClassifierTransformer> read() {
    return new ModelFiles.Reader<>(ClassifierTransformer::setBytes);
  }

  /** As {@link #read()}, from a path. */
  public static ClassifierTransformer load(String path) {
    return read().load(path);
  }

  /** The column of labels; none is added unless this is set. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /** The column of probabilities; none is added unless this is set. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /** Adds labels. */
  public ClassifierTransformer setPredictionCol(String column) {
    return with(predictionCol, column);
  }

  /** Adds probabilities. */
  public ClassifierTransformer setProbabilityCol(String column) {
    return with(probabilityCol, column);
  }

  /** The labels in the order of their probabilities, which is that of their names. */
  public String[] labels() {
    return labels(classifier(lateoModel()));
  }

  private static Model<Label> classifier(Model<?> model) {
    return model.castModel(Label.class);
  }

  private static String[] labels(Model<Label> model) {
    return model.getOutputIDInfo().getDomain().stream()
        .map(Label::getLabel)
        .sorted()
        .toArray(String[]::new);
  }

  @Override
  Map<Param<String>, StructField> offered() {
    Map<Param<String>, StructField> offered = new LinkedHashMap<>();
    offered.put(predictionCol, field(DataTypes.StringType));
    offered.put(probabilityCol, field(SQLDataTypes.VectorType()));
    return offered;
  }

  @Override
  void requireCapable(Model<?> model) {
    if (!model.validate(Label.class)) {
      throw incapable(model, predictionCol, "classifies rows");
    }
    if (isSet(probabilityCol) && !model.generatesProbabilities()) {
      throw incapable(model, probabilityCol, "gives probabilities");
    }
  }

  @Override
  Scoring<Label> scoring(Broadcast<ModelBytes> model, InputColumns input) {
    boolean label = isSet(predictionCol);
    boolean probability = isSet(probabilityCol);
    return new Scoring<>(
        model,
        input,
        LabelFactory.UNKNOWN_LABEL,
        (read, rows) -> answers(classifier(read), rows, label, probability));
  }

  private static List<Object[]> answers(
      Model<Label> model, List<Example<Label>> rows, boolean label, boolean probability) {
    String[] labels = labels(model);
    List<Object[]> answers = new ArrayList<>(rows.size());
    for (Prediction<Label> prediction : model.predict(rows)) {
      List<Object> values = new ArrayList<>();
      if (label) {
        values.add(prediction.getOutput().getLabel());
      }
      if (probability) {
        values.add(Vectors.dense(probabilities(prediction.getOutputScores(), labels)));
      }
      answers.add(values.toArray());
    }
    return answers;
  }

  private static double[] probabilities(Map<String, Label> scores, String... labels) {
    double[] probabilities = new double[labels.length];
    for (int k = 0; k < labels.length; k++) {
      probabilities[k] = scores.get(labels[k]).getScore();
    }
    return probabilities;
  }

  @Override
  ClassifierTransformer fresh(String uid, ModelBytes bytes) {
    return new ClassifierTransformer(uid, bytes);
  }
}
