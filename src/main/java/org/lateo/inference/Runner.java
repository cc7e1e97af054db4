package org.lateo.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.ParameterBuffers;
import org.lateo.graph.Program;
import org.lateo.graph.RowSource;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;

/**
 * Computes named outputs of a model over any number of rows, batch after batch on the calling
 * thread. For each list of outputs a program is made once that computes only what these depend on.
 * Safe for any number of threads, each of which runs in a workspace of its own; some workspaces are
 * kept for later calls.
 */
public final class Runner {
  /** Examples of a batch: enough to make the cost of a call small, few enough for the cache. */
  public static final int EXAMPLES = 256;

  /** The most rows of a batch whose examples have several rows each, such as samples. */
  private static final int ROWS = 2048;

  /** The most numbers in the arrays of a batch, as far as fewer examples make them fewer. */
  private static final long NUMBERS = 1 << 24;

  /** Idle workspaces of a program that are kept: one for each processor, and at least 8. */
  static final int KEPT = Math.max(8, Runtime.getRuntime().availableProcessors());

  private final ParameterBuffers parameters;
  private final Map<String, Node> outputs;
  private final int mostExamples;
  private final Map<List<String>, Pool> pools = new ConcurrentHashMap<>();

  /**
   * @param outputs expressions by name, {@code [batch * any, columns]}
   * @throws IllegalArgumentException if an output does not have rows for each example
   */
  public Runner(ParameterBuffers parameters, Map<String, Node> outputs) {
    this(parameters, outputs, Integer.MAX_VALUE);
  }

  /** As above, in batches of at most {@code mostExamples} examples, at least 1. */
  public Runner(ParameterBuffers parameters, Map<String, Node> outputs, int mostExamples) {
    this.parameters = parameters;
    this.outputs = Map.copyOf(outputs);
    this.mostExamples = mostExamples;
    outputs.forEach(
        (name, node) -> {
          if (node.rows().perExample() == 0) {
            throw new IllegalArgumentException(
                "Expected outputs with rows for each example, found " + name + ", " + node);
          }
        });
  }

  /** Whether there is an output of that name. */
  public boolean has(String output) {
    return outputs.containsKey(output);
  }

  /**
   * Whether an output depends on noise.
   *
   * @throws IllegalArgumentException if there is no such output
   */
  public boolean isRandom(String output) {
    return new Program(output(output)).nodes().stream().anyMatch(Noise.class::isInstance);
  }

  /**
   * The columns of an output.
   *
   * @throws IllegalArgumentException if there is no such output
   */
  public int columns(String output) {
    return output(output).columns();
  }

  private Node output(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException(
          "Expected one of the outputs " + sorted(outputs.keySet().stream()) + ", found " + name);
    }
    return outputs.get(name);
  }

  /**
   * Computes outputs that depend on one input, or on none.
   *
   * @param rows the input's rows
   * @param count the number of examples
   * @param noise the values of each noise
   * @param read takes each batch, in order
   * @throws IllegalArgumentException if there is no such output, if the outputs depend on several
   *     inputs, or if {@code noise} has no rows for a noise, naming them
   */
  public void run(
      List<String> names, RowSource rows, int count, NoiseSource noise, Consumer<Batch> read) {
    List<Input> inputs = pool(names).inputs;
    if (inputs.size() > 1) {
      throw new IllegalArgumentException(
          String.format(
              "Expected outputs of one input, found %s of the inputs %s",
              names, sorted(inputs.stream().map(Input::name))));
    }
    Map<String, RowSource> sources = new HashMap<>();
    inputs.forEach(input -> sources.put(input.name(), rows));
    run(names, sources, count, noise, read);
  }

  /**
   * Computes outputs that depend on any number of inputs.
   *
   * @param inputs the rows of each input, by its name; inputs of other names are ignored
   * @throws IllegalArgumentException if there is no such output, or if an input or a noise has no
   *     rows, naming them
   */
  public void run(
      List<String> names,
      Map<String, RowSource> inputs,
      int count,
      NoiseSource noise,
      Consumer<Batch> read) {
    run(names, inputs, count, noise, read, done -> false);
  }

  /**
   * As above, until a condition holds.
   *
   * @param until of the number of examples done, which is tested before each batch
   * @return the number of examples done
   */
  public int run(
      List<String> names,
      Map<String, RowSource> inputs,
      int count,
      NoiseSource noise,
      Consumer<Batch> read,
      IntPredicate until) {
    Pool pool = pool(names);
    int done = 0;
    while (done < count && !until.test(done)) {
      int examples = Math.min(pool.capacity, count - done);
      pool.run(done, examples, inputs, noise, read);
      done += examples;
    }
    return done;
  }

  /**
   * An output's values, {@code [count, columns]}, or {@code [count * any, columns]} if it has
   * several rows for each example; see {@link #run(List, RowSource, int, NoiseSource, Consumer)}.
   */
  public double[][] values(String output, RowSource rows, int count, NoiseSource noise) {
    List<double[]> values = new ArrayList<>(count);
    run(
        List.of(output),
        rows,
        count,
        noise,
        batch -> {
          for (int row = 0; row < batch.rows(output); row++) {
            values.add(batch.row(output, row));
          }
        });
    return values.toArray(double[][]::new);
  }

  /** The number of idle workspaces. */
  int idle() {
    return pools.values().stream().mapToInt(pool -> pool.idle.size()).sum();
  }

  private Pool pool(List<String> names) {
    Pool known = pools.get(names);
    return known != null ? known : pools.computeIfAbsent(List.copyOf(names), Pool::new);
  }

  private static List<String> sorted(Stream<String> names) {
    return names.sorted().toList();
  }

  /** The program of a list of outputs, and its idle workspaces. */
  private final class Pool {
    final List<String> names;
    final Program program;
    final List<Input> inputs;
    final List<Noise> noises;
    final int capacity;
    final Queue<Workspace> idle = new ArrayBlockingQueue<>(KEPT);

    Pool(List<String> names) {
      this.names = names;
      this.program = new Program(names.stream().map(Runner.this::output).toArray(Node[]::new));
      this.inputs = leaves(Input.class);
      this.noises = leaves(Noise.class);
      this.capacity = Math.min(mostExamples, examples());
    }

    private <T extends Node> List<T> leaves(Class<T> kind) {
      return program.nodes().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private int examples() {
      int most = program.nodes().stream().mapToInt(n -> n.rows().perExample()).max().orElse(1);
      int fewEnough = most <= 1 ? EXAMPLES : ROWS / most;
      return (int) Math.max(1, Math.min(fewEnough, NUMBERS / Math.max(1, perExample())));
    }

    /** The numbers in arrays for one example; what is sparse has as many as there are. */
    private long perExample() {
      return program.nodes().stream()
          .filter(n -> !n.isSparse())
          .mapToLong(n -> (long) n.rows().perExample() * n.columns())
          .sum();
    }

    void run(
        int first,
        int examples,
        Map<String, RowSource> sources,
        NoiseSource noise,
        Consumer<Batch> read) {
      Workspace known = idle.poll();
      Workspace w = known == null ? new Workspace(program, parameters, capacity) : known;
      try {
        w.setExamples(examples);
        inputs.forEach(input -> w.setSource(input, rows(input, sources).from(first)));
        noises.forEach(leaf -> w.setSource(leaf, rows(leaf, noise, first)));
        Workers.runAlone(w.forward());
        read.accept(new Batch(first, names, w));
      } finally {
        w.clearSources();
        idle.offer(w);
      }
    }

    private RowSource rows(Input input, Map<String, RowSource> sources) {
      RowSource rows = sources.get(input.name());
      if (rows == null) {
        String found = "them for " + sorted(sources.keySet().stream());
        throw without("inputs", inputs.stream().map(Input::name), found);
      }
      return rows;
    }

    private IllegalArgumentException without(String what, Stream<String> needed, String found) {
      return new IllegalArgumentException(
          String.format(
              "Expected rows for the %s %s that %s are computed from, found %s",
              what, sorted(needed), names, found));
    }

    private RowSource rows(Noise leaf, NoiseSource noise, int first) {
      return noise
          .of(leaf, first)
          .orElseThrow(
              () -> without("noises", noises.stream().map(Noise::key), "none for " + leaf.key()));
    }
  }

  /** The outputs of a batch, which are readable until the reader returns. */
  public final class Batch {
    private final int first;
    private final List<String> names;
    private final Workspace w;

    private Batch(int first, List<String> names, Workspace w) {
      this.first = first;
      this.names = names;
      this.w = w;
    }

    /** The number of the batch's first example. */
    public int first() {
      return first;
    }

    /** The number of examples. */
    public int examples() {
      return w.examples();
    }

    /** The number of rows of an output. */
    public int rows(String output) {
      return w.rows(node(output));
    }

    /**
     * An output's values, {@code [rows, columns]} from position 0, the array itself.
     *
     * @throws IllegalArgumentException if the output was not asked for
     */
    public float[] values(String output) {
      return w.values(node(output));
    }

    /** A row of an output, from 0, {@code [columns]}. */
    public double[] row(String output, int row) {
      float[] all = values(output);
      double[] values = new double[node(output).columns()];
      for (int c = 0; c < values.length; c++) {
        values[c] = all[row * values.length + c];
      }
      return values;
    }

    private Node node(String output) {
      if (!names.contains(output)) {
        throw new IllegalArgumentException(
            "Expected one of the outputs asked for, " + names + ", found " + output);
      }
      return outputs.get(output);
    }
  }
}
