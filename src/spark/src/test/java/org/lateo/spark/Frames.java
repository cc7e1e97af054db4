package org.lateo.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Data frames of rows of numbers. */
final class Frames {
  private Frames() {}

  /** Numbered rows as vectors: columns {@code id} and {@code features}. */
  static Dataset<Row> ofVectors(SparkSession session, double[][] rows, boolean sparse) {
    List<Row> list = new ArrayList<>();
    for (int r = 0; r < rows.length; r++) {
      var vector = Vectors.dense(rows[r]);
      list.add(RowFactory.create(r, sparse ? vector.toSparse() : vector));
    }
    StructType schema =
        new StructType(
            new StructField[] {
              field("id", DataTypes.IntegerType), field("features", SQLDataTypes.VectorType())
            });
    return session.createDataFrame(list, schema);
  }

  /** Numbered rows as columns of numbers: {@code id} and those named. */
  static Dataset<Row> ofColumns(SparkSession session, double[][] rows, List<String> names) {
    List<StructField> fields = new ArrayList<>(List.of(field("id", DataTypes.IntegerType)));
    names.forEach(name -> fields.add(field(name, DataTypes.DoubleType)));
    List<Row> list = new ArrayList<>();
    for (int r = 0; r < rows.length; r++) {
      List<Object> values = new ArrayList<>(List.of(r));
      Arrays.stream(rows[r]).forEach(values::add);
      list.add(RowFactory.create(values.toArray()));
    }
    return session.createDataFrame(list, new StructType(fields.toArray(StructField[]::new)));
  }

  static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  /** The rows in the order of their numbers. */
  static List<Row> collect(Dataset<Row> rows) {
    return rows.orderBy("id").collectAsList();
  }
}
