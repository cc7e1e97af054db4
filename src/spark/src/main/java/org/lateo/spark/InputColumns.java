package org.lateo.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * How a row of a data frame becomes named numbers: the entries of one vector column, or the values
 * of several columns. A number is a feature of the column's name; a text is the feature {@code
 * column@text} with the value 1, and so is a truth value unless the column itself is a feature.
 *
 * <p>What is not known is null, or NaN. Where a feature may be missing it is left out, elsewhere it
 * is refused, naming the column.
 */
final class InputColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is done with one column. */
  private interface Reader extends Serializable {
    void read(Row row, FeatureBuffer into);
  }

  private final List<Reader> readers;

  private InputColumns(List<Reader> readers) {
    this.readers = readers;
  }

  /**
   * A column of vectors, whose entries are the features in their order.
   *
   * @throws IllegalArgumentException if there is no such column, or it is of another type
   */
  static InputColumns ofVector(StructType schema, String column, FeatureNames features) {
    DataType type = type(schema, column);
    if (!type.equals(SQLDataTypes.VectorType())) {
      throw expected(column, "vectors", type.catalogString());
    }
    String[] names = features.names().toArray(String[]::new);
    return new InputColumns(
        List.of(new VectorReader(schema.fieldIndex(column), column, names, features.mayMiss())));
  }

  /**
   * Columns of numbers, texts and truth values.
   *
   * @throws IllegalArgumentException if there is no such column, if it is of another type, if no
   *     feature belongs to it, or if a feature that may not be missing belongs to none of them
   */
  static InputColumns of(StructType schema, List<String> columns, FeatureNames features) {
    for (String column : features.columns()) {
      if (!columns.contains(column) && !features.mayMiss(column)) {
        throw new IllegalArgumentException(
            String.format(
                "Expected the column %s among the input columns, found %s", column, columns));
      }
    }
    return new InputColumns(
        columns.stream().map(column -> reader(schema, column, features)).toList());
  }

  private static Reader reader(StructType schema, String column, FeatureNames features) {
    DataType type = type(schema, column);
    int at = schema.fieldIndex(column);
    boolean isNumber = features.isNumber(column);
    boolean isField = features.isField(column);
    if (!isNumber && !isField) {
      throw expected(column, "one of the columns " + features.columns(), "another name");
    }
    boolean mayMiss = features.mayMiss(column);
    if (isNumber && type instanceof NumericType) {
      return (row, into) ->
          add(row.isNullAt(at) ? Double.NaN : number(row, at), column, column, mayMiss, into);
    }
    if (isNumber && type instanceof BooleanType) {
      return (row, into) ->
          add(row.isNullAt(at) ? Double.NaN : truth(row, at), column, column, mayMiss, into);
    }
    if (isField && (type instanceof StringType || type instanceof BooleanType)) {
      return (row, into) -> readText(row, at, column, mayMiss, into);
    }
    throw expected(column, isNumber ? "numbers" : "texts", type.catalogString());
  }

  private static DataType type(StructType schema, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw expected(column, "one of the data frame", Arrays.toString(schema.fieldNames()));
    }
    return schema.apply(column).dataType();
  }

  static IllegalArgumentException expected(String column, String expected, String found) {
    return new IllegalArgumentException(
        String.format("Column %s: expected %s, found %s", column, expected, found));
  }

  private static double number(Row row, int at) {
    return row.<Number>getAs(at).doubleValue();
  }

  private static double truth(Row row, int at) {
    return row.getBoolean(at) ? 1 : 0;
  }

  private static void readText(
      Row row, int at, String column, boolean mayMiss, FeatureBuffer into) {
    if (!row.isNullAt(at)) {
      into.add(column + '@' + row.get(at), 1);
    } else if (!mayMiss) {
      throw expected(column, "a text in every row", "null");
    }
  }

  /** Adds a number, NaN if it is not known. */
  private static void add(
      double value, String name, String where, boolean mayMiss, FeatureBuffer into) {
    if (Double.isFinite(value)) {
      into.add(name, value);
    } else if (Double.isInfinite(value)) {
      throw expected(where, "finite numbers", Double.toString(value));
    } else if (!mayMiss) {
      throw expected(where, "a number in every row, since it may not be missing", "null or NaN");
    }
  }

  /** Reads the entries of vectors. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record VectorReader(int at, String column, String[] names, boolean[] mayMiss)
      implements Reader {
    @Override
    public void read(Row row, FeatureBuffer into) {
      if (row.isNullAt(at)) {
        throw expected(column, "a vector in every row", "null");
      }
      Vector vector = row.getAs(at);
      if (vector.size() != names.length) {
        throw expected(
            column,
            "vectors of " + names.length + " numbers, one for each feature",
            "one of " + vector.size());
      }
      if (vector instanceof SparseVector sparse) {
        readSparse(sparse, into);
      } else {
        double[] values = vector.toArray();
        for (int c = 0; c < values.length; c++) {
          add(values[c], c, into);
        }
      }
    }

    private void add(double value, int c, FeatureBuffer into) {
      boolean known = Double.isFinite(value);
      String where = known ? column : column + ", feature " + names[c];
      InputColumns.add(value, names[c], where, mayMiss[c], into);
    }

    /** What has no entry is zero, which is another thing than missing. */
    private void readSparse(SparseVector sparse, FeatureBuffer into) {
      int[] indices = sparse.indices();
      int next = 0;
      for (int c = 0; c < names.length && (next < indices.length || anyMissing()); c++) {
        if (next < indices.length && indices[next] == c) {
          add(sparse.values()[next++], c, into);
        } else if (mayMiss[c]) {
          into.add(names[c], 0);
        }
      }
      if (into.isEmpty() && !mayMiss[0]) {
        into.add(names[0], 0); // A row of zeros is a row all the same.
      }
    }

    private boolean anyMissing() {
      for (boolean may : mayMiss) {
        if (may) {
          return true;
        }
      }
      return false;
    }
  }

  /** Adds the features of a row to a buffer. */
  void read(Row row, FeatureBuffer into) {
    readers.forEach(reader -> reader.read(row, into));
  }
}
