package org.lateo.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Data frames of one column, {@code features}, whose rows are made in the tasks. */
final class BenchmarkRows {
  static final int PIXELS = 784;

  /** The bytes before the first image of a file of MNIST's. */
  private static final int HEADER = 16;

  private BenchmarkRows() {}

  /** Rows of two hidden causes with noise. */
  static Dataset<Row> numbers(SparkSession session, int rows, int columns) {
    return frame(session, rows, id -> RowFactory.create(Vectors.dense(values(id, columns))));
  }

  /** Which of such numbers are above 0.5, as 0 and 1. */
  static Dataset<Row> flags(SparkSession session, int rows, int columns) {
    return frame(
        session,
        rows,
        id -> {
          double[] row = values(id, columns);
          for (int c = 0; c < columns; c++) {
            row[c] = row[c] > 0.5 ? 1 : 0;
          }
          return RowFactory.create(Vectors.dense(row));
        });
  }

  private static double[] values(long id, int columns) {
    Random random = new Random(31 * id + 7);
    double a = random.nextGaussian();
    double b = random.nextGaussian();
    double[] row = new double[columns];
    for (int c = 0; c < columns; c++) {
      row[c] = a * Math.sin(c) + b * Math.cos(0.7 * c) + 0.3 * random.nextGaussian();
    }
    return row;
  }

  /**
   * Images of 28 by 28 pixels, from 0 to 1.
   *
   * @param file in MNIST's format, compressed, which every executor reads
   */
  static Dataset<Row> images(SparkSession session, String file, int rows) {
    return frame(session, rows, id -> RowFactory.create(Vectors.dense(Images.of(file, id))));
  }

  private static Dataset<Row> frame(SparkSession session, int rows, MapFunction<Long, Row> row) {
    StructType schema =
        new StructType(new StructField[] {Frames.field("features", SQLDataTypes.VectorType())});
    return session.range(0, rows, 1, 8).map(row, Encoders.row(schema));
  }

  /** The images of one file, which a JVM reads once. */
  private static final class Images {
    private static byte[] bytes;

    private Images() {}

    static double[] of(String file, long number) {
      byte[] all = read(file);
      double[] row = new double[PIXELS];
      int at = HEADER + Math.toIntExact(number) * PIXELS;
      for (int c = 0; c < PIXELS; c++) {
        row[c] = (all[at + c] & 0xff) / 255.0;
      }
      return row;
    }

    private static synchronized byte[] read(String file) {
      if (bytes == null) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(file)))) {
          bytes = in.readAllBytes();
        } catch (IOException e) {
          throw new UncheckedIOException(file, e);
        }
      }
      return bytes;
    }
  }
}
