package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.output.LatentCode;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.Page;
import org.lateo.report.page.Section;
import org.tribuo.Example;
import org.tribuo.MutableDataset;

/**
 * 500 trainings and a million predictions in one process, which after the first tenth takes no more
 * memory, threads or open files. A picture of it is written to {@code target/endurance.html}.
 */
@Tag("long")
final class EnduranceTest {
  private static final int ROUNDS = 100;
  private static final int TRAININGS = 5;
  private static final int PREDICTIONS = 10_000;
  private static final int FIRST_TENTH = ROUNDS / 10;

  /** What Java itself may still take: 20 kB a training would be found, or 10 bytes a prediction. */
  private static final long MOST_GROWTH = 10L << 20;

  private static final List<String> STEADY =
      List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  @TempDir private Path folder;

  /** What a process takes after a round. */
  private record Taken(int round, long bytes, int threads, long files) {
    static Taken read(String line) {
      String[] words = line.split(" ", -1);
      return new Taken(
          Integer.parseInt(words[0]),
          Long.parseLong(words[1]),
          Integer.parseInt(words[2]),
          Long.parseLong(words[3]));
    }
  }

  @Test
  void takesNoMoreAfterTheFirstTenth() throws Exception {
    Assumptions.assumeTrue(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean);
    List<Taken> all = run();
    draw(all);
    Taken first = all.get(FIRST_TENTH - 1);
    Taken last = all.get(ROUNDS - 1);
    System.out.printf(
        Locale.ROOT,
        "%d trainings, %,d predictions: %d MB after the first tenth, %d at the end; threads %d and"
            + " %d, open files %d and %d%n",
        ROUNDS * TRAININGS,
        ROUNDS * PREDICTIONS,
        first.bytes() >> 20,
        last.bytes() >> 20,
        first.threads(),
        last.threads(),
        first.files(),
        last.files());
    assertTrue(last.bytes() - first.bytes() <= MOST_GROWTH);
    assertEquals(first.threads(), last.threads());
    assertEquals(first.files(), last.files());
  }

  private List<Taken> run() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(STEADY);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    Path said = folder.resolve("said");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertTrue(process.waitFor(30, TimeUnit.MINUTES), "did not end");
    } finally {
      process.destroyForcibly();
    }
    String why = Files.readString(errors);
    assertEquals(0, process.exitValue(), why);
    return Files.readAllLines(said).stream().map(Taken::read).toList();
  }

  private static void draw(List<Taken> all) throws Exception {
    Page page =
        new Page(
            "Endurance",
            "What one process takes in 500 trainings and 1,000,000 predictions.",
            List.of(
                new Section(
                    "After each round",
                    "A round is 5 trainings and 10,000 predictions.",
                    chart("Resident memory", "MB", all, t -> t.bytes() / 1048576.0),
                    chart("Threads", "threads", all, Taken::threads),
                    chart("Open files", "files", all, Taken::files))));
    Files.writeString(Path.of("target", "endurance.html"), page.html());
  }

  private static LineChart chart(
      String caption, String unit, List<Taken> all, ToDoubleFunction<Taken> y) {
    return new LineChart(caption, "rounds", unit, List.of(Line.of(caption, all, Taken::round, y)));
  }

  /** Prints what it takes after each round. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      MutableDataset<LatentCode> rows = Tiny.real(200);
      List<Example<LatentCode>> some = rows.getData();
      for (int round = 1; round <= ROUNDS; round++) {
        VAEModel model = null;
        for (int training = 0; training < TRAININGS; training++) {
          model = Tiny.trainer().seed(training).build().fit(rows);
        }
        for (int call = 0; call < PREDICTIONS; call++) {
          model.predict(some.get(call % some.size()));
        }
        System.out.printf(
            Locale.ROOT,
            "%d %d %d %d%n",
            round,
            Pointer.physicalBytes(),
            ManagementFactory.getThreadMXBean().getThreadCount(),
            system.getOpenFileDescriptorCount());
      }
    }
  }
}
