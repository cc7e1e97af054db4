package org.lateo.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What the processes of the executors have used since they started.
 *
 * @param seconds of the processor
 * @param megabytes the most memory that was resident, with files that are mapped (VmHWM of Linux)
 */
record ExecutorUse(long process, double seconds, long megabytes) implements Serializable {
  private static final int TASKS = 40;

  /** Of each executor that is given a task. */
  static List<ExecutorUse> of(SparkSession session) {
    Map<Long, ExecutorUse> last = new TreeMap<>();
    JavaSparkContext.fromSparkContext(session.sparkContext())
        .parallelize(IntStream.range(0, TASKS).boxed().toList(), TASKS)
        .map(number -> here())
        .collect()
        .forEach(use -> last.put(use.process(), use));
    return List.copyOf(last.values());
  }

  private static ExecutorUse here() throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long kilobytes =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow();
    return new ExecutorUse(
        ProcessHandle.current().pid(), system.getProcessCpuTime() / 1e9, kilobytes / 1024);
  }

  static double seconds(List<ExecutorUse> all) {
    return all.stream().mapToDouble(ExecutorUse::seconds).sum();
  }

  static long megabytes(List<ExecutorUse> all) {
    return all.stream().mapToLong(ExecutorUse::megabytes).max().orElseThrow();
  }
}
