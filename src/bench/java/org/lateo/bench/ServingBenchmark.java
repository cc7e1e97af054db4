package org.lateo.bench;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.lateo.ONNXVAE;
import org.lateo.VAEModel;
import org.lateo.onnx.SessionSettings;
import org.lateo.output.LatentCode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.tribuo.Example;

/**
 * Rows a second of exported heads in ONNX Runtime, and of Java's own {@code predict} and {@code
 * score}, of a model of 784-500-20 on one thread. It ends with a table:
 *
 * <pre>{@code
 * mvn -Pbench -DskipTests verify -Dbench.main=org.lateo.bench.ServingBenchmark
 * }</pre>
 *
 * <p>JMH's options go into {@code -Djmh.args}; {@code "-p threads=0"} gives ONNX Runtime all cores.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ServingBenchmark {
  private static final List<String> WAYS = List.of("onnxArrays", "onnxBuffer", "java");

  /** What is computed. */
  @Param({"encoder", "score"})
  public String head;

  /** Rows of a call. */
  @Param({"1", "32", "1024"})
  public int batch;

  /** Of ONNX Runtime; 0 for one a core. Java's own has one. */
  @Param("1")
  public int threads;

  private VAEModel model;
  private ONNXVAE onnx;
  private List<Example<LatentCode>> examples;
  private float[][] rows;
  private FloatBuffer buffer;

  /** Trains, exports and opens. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    model = RandomPixels.model();
    onnx = RandomPixels.onnx(model, head, SessionSettings.DEFAULT.threads(threads));
    examples = RandomPixels.examples(batch);
    rows = RandomPixels.rows(batch);
    buffer = FloatBuffer.allocate(batch * RandomPixels.COLUMNS);
    Arrays.stream(rows).forEach(buffer::put);
    buffer.flip();
  }

  /** Closes ONNX Runtime's session. */
  @TearDown(Level.Trial)
  public void close() {
    onnx.close();
  }

  /** Rows as arrays. */
  @Benchmark
  public Map<String, float[][]> onnxArrays() {
    return onnx.run(rows);
  }

  /** Rows one after another. */
  @Benchmark
  public Map<String, FloatBuffer> onnxBuffer() {
    return onnx.run(buffer);
  }

  /** Tribuo's examples, whose features are looked up by name. */
  @Benchmark
  public List<?> java() {
    return head.equals("encoder") ? model.predict(examples) : model.score(examples);
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    String name = ServingBenchmark.class.getName();
    table(
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(arguments))
                    .include("^" + name.replace(".", "\\.") + "\\.")
                    .build())
            .run());
  }

  private static void table(Collection<RunResult> results) {
    Map<String, Map<String, Result<?>>> lines = new TreeMap<>();
    for (RunResult result : results) {
      String head = result.getParams().getParam("head");
      int batch = Integer.parseInt(result.getParams().getParam("batch"));
      lines
          .computeIfAbsent(String.format("| %s | %5d |", head, batch), line -> new TreeMap<>())
          .put(result.getPrimaryResult().getLabel(), result.getPrimaryResult());
    }
    say("");
    say("| head | batch | rows/s: ONNX, arrays | ONNX, buffer | Java | ONNX, arrays, to Java |");
    say("|---|---|---|---|---|---|");
    lines.forEach((line, ways) -> say("%s", line + cells(line, ways)));
  }

  /** Rows a second of each way, with the error that JMH gives (99.9 %), and a ratio. */
  private static String cells(String line, Map<String, Result<?>> ways) {
    int batch = Integer.parseInt(line.replaceAll("\\D", ""));
    StringBuilder cells = new StringBuilder();
    for (String way : WAYS) {
      Result<?> time = ways.get(way);
      double rows = batch / time.getScore() * 1e6;
      double percent = 100 * time.getScoreError() / time.getScore();
      cells.append(String.format(Locale.ROOT, " %.0f ± %.0f %% |", rows, percent));
    }
    double ratio = ways.get("java").getScore() / ways.get("onnxArrays").getScore();
    return cells.append(String.format(Locale.ROOT, " %.2f |", ratio)).toString();
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
