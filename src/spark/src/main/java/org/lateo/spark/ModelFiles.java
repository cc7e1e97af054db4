package org.lateo.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;

/** Models as files: alone, as Tribuo writes them, or beside the parameters of a transformer. */
final class ModelFiles {
  /** The model's file in the folder of a transformer. */
  private static final String FILE = "model.tribuo";

  private ModelFiles() {}

  /**
   * Reads a model file.
   *
   * @throws IllegalArgumentException if it holds no model, naming the file
   * @throws UncheckedIOException if it cannot be read
   */
  static ModelBytes read(Path file, SparkSession session) {
    try (FSDataInputStream in = system(file, session).open(file)) {
      ModelBytes read = new ModelBytes(in.readAllBytes());
      read.model();
      return read;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": expected a model file, found it unreadable", e);
    }
  }

  private static FileSystem system(Path file, SparkSession session) throws IOException {
    return file.getFileSystem(session.sessionState().newHadoopConf());
  }

  /** Writes the parameters of a transformer, then its model. */
  static final class Writer extends MLWriter {
    private final MLWriter parameters;
    private final ModelBytes model;

    Writer(MLWriter parameters, ModelBytes model) {
      this.parameters = parameters;
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      try {
        parameters.save(path);
        Path file = new Path(path, FILE);
        try (FSDataOutputStream out = system(file, sparkSession()).create(file)) {
          out.write(model.bytes());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(path + ": expected a folder to write to", e);
      }
    }
  }

  /** Reads the parameters of a transformer, then its model. */
  static final class Reader<T> extends MLReader<T> {
    private final BiConsumer<T, ModelBytes> into;

    /**
     * @param into gives a transformer its model
     */
    Reader(BiConsumer<T, ModelBytes> into) {
      this.into = into;
    }

    @Override
    public T load(String path) {
      T read = new DefaultParamsReader<T>().load(path);
      into.accept(read, ModelFiles.read(new Path(path, FILE), sparkSession()));
      return read;
    }
  }
}
