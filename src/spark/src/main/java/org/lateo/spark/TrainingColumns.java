package org.lateo.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.lateo.rows.ExampleTable;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.RealInfo;
import org.tribuo.VariableInfo;

/**
 * The features of the rows that are trained on, and how rows are read as such.
 *
 * @param features by their names
 * @param input reads them
 * @param codec their bytes
 */
record TrainingColumns(ImmutableFeatureMap features, InputColumns input, RowCodec codec) {
  /**
   * The entries of a column of vectors, called x0 and so on, with as many digits as the last one
   * has.
   *
   * @throws IllegalArgumentException if there are no rows, or the column holds something else
   */
  static TrainingColumns ofVectors(Dataset<Row> rows, String column, Predicate<String> mayMiss) {
    StructType schema = rows.schema();
    InputColumns.ofVector(schema, column, new FeatureNames(List.of(), mayMiss));
    Row first = rows.select(column).na().drop().head();
    int size = first.<Vector>getAs(0).size();
    int digits = Integer.toString(size - 1).length();
    List<String> names =
        IntStream.range(0, size).mapToObj(c -> String.format("x%0" + digits + "d", c)).toList();
    FeatureNames known = new FeatureNames(names, mayMiss);
    return of(known, InputColumns.ofVector(schema, column, known), mayMiss);
  }

  /**
   * Columns of numbers, truth values and texts; the values of texts are read from the rows.
   *
   * @throws IllegalArgumentException if a column is not there, or holds something else
   */
  static TrainingColumns ofColumns(
      Dataset<Row> rows, List<String> columns, Predicate<String> mayMiss) {
    List<String> names = new ArrayList<>();
    for (String column : columns) {
      if (type(rows.schema(), column) instanceof StringType) {
        rows.select(column).na().drop().distinct().as(Encoders.STRING()).collectAsList().stream()
            .map(value -> column + '@' + value)
            .forEach(names::add);
      } else {
        names.add(column);
      }
    }
    names.sort(null);
    FeatureNames known = new FeatureNames(names, mayMiss);
    return of(known, InputColumns.of(rows.schema(), columns, known), mayMiss);
  }

  /** The same, where a zero that is there is another thing than nothing. */
  TrainingColumns keepingZeros() {
    return new TrainingColumns(features, input, new RowCodec(ExampleTable.names(features), true));
  }

  private static DataType type(StructType schema, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw InputColumns.expected(
          column, "one of the data frame", Arrays.toString(schema.fieldNames()));
    }
    return schema.apply(column).dataType();
  }

  private static TrainingColumns of(
      FeatureNames names, InputColumns input, Predicate<String> mayMiss) {
    List<VariableInfo> infos = new ArrayList<>();
    names.names().forEach(name -> infos.add(new RealInfo(name)));
    boolean missing = names.names().stream().anyMatch(mayMiss);
    return new TrainingColumns(
        new ImmutableFeatureMap(infos), input, new RowCodec(names.names(), missing));
  }
}
