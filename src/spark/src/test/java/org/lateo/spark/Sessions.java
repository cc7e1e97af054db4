package org.lateo.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Sessions of Spark for tests, of which a JVM has one at a time. */
final class Sessions {
  private Sessions() {}

  /** Two tasks at a time in this JVM. */
  static SparkSession local() {
    return quiet("local[2]").getOrCreate();
  }

  /** Executors in JVMs of their own, of one core and 1 GB each, that start fast. */
  static SparkSession cluster(int executors) {
    return cluster(executors, "-XX:TieredStopAtLevel=1");
  }

  /** As above, with options of the executors' JVMs. */
  static SparkSession cluster(int executors, String options) {
    try {
      // Spark's launcher looks there for its libraries, which are on the class path.
      Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return quiet("local-cluster[" + executors + ",1,1024]")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .config("spark.executor.memory", "1g")
        .config("spark.executor.extraJavaOptions", options)
        .getOrCreate();
  }

  private static SparkSession.Builder quiet(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse");
  }
}
