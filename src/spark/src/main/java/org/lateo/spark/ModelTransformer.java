package org.lateo.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A transformer that adds what a model says of each row: the columns that are named, and no others.
 *
 * <p>Rows are the vectors of {@code featuresCol}, whose entries are the model's features in the
 * order of their names, or, if {@code inputCols} is set, the numbers and texts of these columns,
 * whose names are those of the features or of the fields of features {@code field@value}.
 *
 * @param <T> the class itself
 */
public abstract class ModelTransformer<T extends ModelTransformer<T>> extends Model<T>
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> featuresCol;
  private final StringArrayParam inputCols;
  private ModelBytes bytes;

  ModelTransformer(String uid, ModelBytes bytes) {
    this.uid = uid;
    this.bytes = bytes;
    this.featuresCol = column("featuresCol", "column of vectors, one entry for each feature");
    this.inputCols =
        new StringArrayParam(
            this, "inputCols", "columns of numbers and texts, read instead of featuresCol");
    setDefault(featuresCol, "features");
  }

  /** A parameter that names a column. */
  final Param<String> column(String name, String doc) {
    return new Param<>(uid, name, doc);
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

  /** Sets the column of vectors that is read. */
  public final T setFeaturesCol(String column) {
    return with(featuresCol, column);
  }

  /** Sets the columns of numbers and texts that are read instead of vectors. */
  public final T setInputCols(String... columns) {
    return with(inputCols, columns);
  }

  @SuppressWarnings("unchecked") // By the meaning of T.
  final <V> T with(Param<V> param, V value) {
    set(param, value);
    return (T) this;
  }

  /** The model itself. */
  public final org.tribuo.Model<?> lateoModel() {
    return bytes.model();
  }

  final ModelBytes bytes() {
    return bytes;
  }

  /** Takes the model, once the parameters have been read. */
  final void setBytes(ModelBytes read) {
    bytes = read;
  }

  /** The columns that can be asked for, each by its parameter, in the order they are added. */
  abstract Map<Param<String>, StructField> offered();

  /** Refuses with {@link IllegalArgumentException} a model that cannot say what is asked for. */
  abstract void requireCapable(org.tribuo.Model<?> model);

  /** How rows are scored: columns that are asked for, in the order of {@link #offered}. */
  abstract Scoring<?> scoring(Broadcast<ModelBytes> model, InputColumns input);

  /** A column that is never null, which gets its name when it is asked for. */
  static StructField field(DataType type) {
    return DataTypes.createStructField("", type, false);
  }

  private List<Param<String>> asked() {
    List<Param<String>> asked = offered().keySet().stream().filter(this::isSet).toList();
    if (asked.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: expected the name of at least one column to add (%s), found none",
              getClass().getSimpleName(),
              String.join(", ", offered().keySet().stream().map(Param::name).toList())));
    }
    return asked;
  }

  /**
   * The columns there are and those that are added.
   *
   * @throws IllegalArgumentException if the model cannot say what is asked for, if a column is not
   *     there or of a type that the model does not take, or if one that is added is there already
   */
  @Override
  public final StructType transformSchema(StructType schema) {
    requireCapable(lateoModel());
    input(schema);
    List<StructField> fields = new ArrayList<>(Arrays.asList(schema.fields()));
    for (Param<String> param : asked()) {
      String name = getOrDefault(param);
      if (fields.stream().anyMatch(field -> field.name().equals(name))) {
        throw InputColumns.expected(
            name, "a new name for " + param.name(), "a column of that name");
      }
      StructField type = offered().get(param);
      fields.add(new StructField(name, type.dataType(), type.nullable(), type.metadata()));
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  private InputColumns input(StructType schema) {
    FeatureNames features = FeatureNames.of(lateoModel());
    return isSet(inputCols)
        ? InputColumns.of(schema, List.of(getOrDefault(inputCols)), features)
        : InputColumns.ofVector(schema, getOrDefault(featuresCol), features);
  }

  @Override
  public final Dataset<Row> transform(Dataset<?> rows) {
    StructType schema = transformSchema(rows.schema());
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    Scoring<?> scoring = scoring(context.broadcast(bytes), input(rows.schema()));
    return rows.toDF().mapPartitions(scoring, Encoders.row(schema));
  }

  /** Writes the parameters as Spark does, and beside them the model's file. */
  @Override
  public final MLWriter write() {
    return new ModelFiles.Writer(DefaultParamsWritable.super.write(), bytes);
  }

  @Override
  public final T copy(ParamMap extra) {
    T copy = fresh(uid, bytes);
    copyValues(copy, extra);
    return copy.setParent(parent());
  }

  /** Another one with the same model, whose parameters are at their defaults. */
  abstract T fresh(String uid, ModelBytes bytes);

  /** The bytes of a model file, wherever Hadoop reads files from. */
  static ModelBytes read(String file) {
    return ModelFiles.read(new Path(file), SparkSession.active());
  }

  /** Refuses a model that cannot do something. */
  static IllegalArgumentException incapable(
      org.tribuo.Model<?> model, Param<?> asked, String expected) {
    return new IllegalArgumentException(
        String.format(
            "%s: expected a model that %s, found a %s",
            asked.name(), expected, model.getClass().getSimpleName()));
  }
}
