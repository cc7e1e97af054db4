package org.lateo.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.Sum;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;

final class RunnerTest {
  private static final int COLUMNS = 3;
  private static final int SAMPLES = 4;
  private static final int COUNT = 700;

  private final Input x = new Input("x", COLUMNS);
  private final Input y = new Input("y", COLUMNS);
  private final Noise drawn = new Noise("drawn", Rows.BATCH.times(SAMPLES), COLUMNS);
  private final Noise other = new Noise("other", Rows.BATCH, COLUMNS);
  private final Map<String, Node> outputs =
      Map.of(
          "exp",
          new Exp(x),
          "draws",
          Sum.add(RepeatRows.of(x, SAMPLES), drawn),
          "others",
          Sum.add(x, other),
          "both",
          Sum.add(RepeatRows.of(other, SAMPLES), drawn),
          "product",
          new Product(x, y),
          "noise",
          other);
  private final Runner runner = new Runner(none(), outputs);

  /** Arrays are as long as a batch, so that a wide model takes the memory of few examples. */
  @Test
  void batchesOfWideProgramsAreSmall() {
    int columns = 1 << 18;
    Input wide = new Input("wide", columns);
    Runner wideRunner = new Runner(none(), Map.of("exp", new Exp(wide)));
    RowSource numbers = (row, into, at) -> Arrays.fill(into, at, at + columns, row);
    List<Integer> sizes = new ArrayList<>();
    List<Double> firsts = new ArrayList<>();
    wideRunner.run(
        List.of("exp"),
        numbers,
        40,
        NoiseSource.NONE,
        batch -> {
          sizes.add(batch.examples());
          for (int i = 0; i < batch.examples(); i++) {
            firsts.add(batch.row("exp", i)[columns - 1]);
          }
        });
    assertEquals(List.of(32, 8), sizes);
    for (int row = 0; row < 40; row++) {
      assertEquals(Math.exp(row), firsts.get(row), 1e-6 * Math.exp(row));
    }
  }

  private static Parameters none() {
    return new Parameters(new ParameterLayout(List.of()), new float[0], BestBlas.get());
  }

  private static final RowSource ROWS =
      (row, into, at) -> {
        for (int c = 0; c < COLUMNS; c++) {
          into[at + c] = 0.01f * row - c;
        }
      };

  private static final NoiseSource BY_NUMBER = NoiseSource.gaussian("drawn", 7, 0);

  private static NoiseSource constant(String key, float value) {
    return NoiseSource.fixed(key, (row, into, at) -> Arrays.fill(into, at, at + COLUMNS, value));
  }

  @Test
  void anOutputHasTheValuesOfItsNode() {
    double[][] values = runner.values("exp", ROWS, COUNT, NoiseSource.NONE);
    assertEquals(COUNT, values.length);
    for (int i = 0; i < COUNT; i++) {
      for (int c = 0; c < COLUMNS; c++) {
        assertEquals(Math.exp(0.01f * i - c), values[i][c], 1e-6 * (1 + values[i][c]));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 255, COUNT})
  void batchesOfAnySizeGiveTheSame(int most) {
    double[][] expected = runner.values("draws", ROWS, COUNT, BY_NUMBER);
    assertEquals(COUNT * SAMPLES, expected.length);
    Runner inOthers = new Runner(none(), outputs, most);
    assertArrayEquals(expected, inOthers.values("draws", ROWS, COUNT, BY_NUMBER));
  }

  @Test
  void batchesComeInOrderAndCoverAll() {
    List<Integer> firsts = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    new Runner(none(), outputs, 300)
        .run(
            List.of("exp"),
            ROWS,
            COUNT,
            NoiseSource.NONE,
            batch -> {
              firsts.add(batch.first());
              sizes.add(batch.examples());
            });
    assertEquals(List.of(0, 256, 512), firsts);
    assertEquals(List.of(256, 256, COUNT - 512), sizes);
  }

  /** Memory is that of rows, however many samples an example has. */
  @Test
  void samplesShareABatchAmongFewerExamples() {
    runner.run(
        List.of("draws"),
        ROWS,
        COUNT,
        BY_NUMBER,
        batch -> {
          assertTrue(batch.examples() <= 512);
          assertEquals(batch.examples() * SAMPLES, batch.rows("draws"));
        });
  }

  @Test
  void nothingIsRunForNoRows() {
    assertEquals(0, runner.values("exp", ROWS, 0, NoiseSource.NONE).length);
    assertEquals(0, runner.idle());
  }

  @Test
  void noiseIsBoundByItsKey() {
    NoiseSource first = constant("drawn", 1);
    NoiseSource second = constant("other", 20);
    NoiseSource both = (noise, from) -> first.of(noise, from).or(() -> second.of(noise, from));
    double[][] values = runner.values("both", RowSource.of(), 5, both);
    assertEquals(5 * SAMPLES, values.length);
    for (double[] row : values) {
      assertArrayEquals(new double[] {21, 21, 21}, row);
    }
  }

  @Test
  void noiseOfRowsIsAFunctionOfTheirNumber() {
    double[][] all = runner.values("noise", ROWS, 600, NoiseSource.gaussian("other", 5, 0));
    double[][] later = runner.values("noise", ROWS, 10, NoiseSource.gaussian("other", 5, 590));
    for (int i = 0; i < later.length; i++) {
      assertArrayEquals(all[590 + i], later[i]);
    }
    float[] draw = new float[COLUMNS];
    RandomStream.fillGaussian(RandomStream.child(5, 300), draw, 0, COLUMNS);
    for (int c = 0; c < COLUMNS; c++) {
      assertEquals(draw[c], all[300][c]);
    }
  }

  @Test
  void noiseWithoutRowsIsRefused() {
    String message = message(() -> runner.values("both", ROWS, 5, constant("drawn", 1)));
    assertTrue(message.contains("noises [drawn, other]"), message);
    assertTrue(message.contains("[both]"), message);
    assertTrue(message.endsWith("none for other"), message);
    assertTrue(message(() -> runner.values("draws", ROWS, 5, NoiseSource.NONE)).endsWith("drawn"));
  }

  /** What an earlier run was given is no longer there, although its workspace is. */
  @Test
  void noiseAndInputsAreOfOneRunAlone() {
    runner.values("draws", ROWS, 5, BY_NUMBER);
    assertEquals(1, runner.idle());
    message(() -> runner.values("draws", ROWS, 5, NoiseSource.NONE));
    runner.run(List.of("product"), Map.of("x", ROWS, "y", ROWS), 5, NoiseSource.NONE, batch -> {});
    message(
        () -> runner.run(List.of("product"), Map.of("x", ROWS), 5, NoiseSource.NONE, batch -> {}));
  }

  @Test
  void anInputWithoutRowsIsRefused() {
    String message =
        message(
            () ->
                runner.run(
                    List.of("product"),
                    Map.of("x", ROWS, "z", ROWS),
                    5,
                    NoiseSource.NONE,
                    batch -> {}));
    assertTrue(message.contains("inputs [x, y]"), message);
    assertTrue(message.endsWith("found them for [x, z]"), message);
    String one = message(() -> runner.values("product", ROWS, 5, NoiseSource.NONE));
    assertTrue(one.contains("one input") && one.endsWith("[x, y]"), one);
  }

  @Test
  void severalInputsAreBoundByTheirNames() {
    RowSource twos = (row, into, at) -> Arrays.fill(into, at, at + COLUMNS, 2);
    runner.run(
        List.of("product"),
        Map.of("y", twos, "x", ROWS),
        5,
        NoiseSource.NONE,
        batch -> assertArrayEquals(new double[] {0.02f, -1.98f, -3.98f}, batch.row("product", 1)));
  }

  @Test
  void onlyWhatIsAskedForIsThere() {
    runner.run(
        List.of("exp"),
        ROWS,
        5,
        NoiseSource.NONE,
        batch -> {
          String message = message(() -> batch.values("draws"));
          assertTrue(message.contains("[exp]") && message.endsWith("draws"), message);
        });
    String unknown = message(() -> runner.values("log", ROWS, 5, NoiseSource.NONE));
    assertTrue(unknown.contains("both, draws, exp") && unknown.endsWith("log"), unknown);
    assertTrue(runner.has("exp") && !runner.has("log"));
  }

  @Test
  void tellsWhatIsRandom() {
    assertFalse(runner.isRandom("exp"));
    assertTrue(runner.isRandom("draws"));
    assertTrue(runner.isRandom("noise"));
    assertEquals(COLUMNS, runner.columns("draws"));
  }

  @Test
  void outputsAreOfExamples() {
    Parameter weights = new Parameter("w", 2, COLUMNS, Initialiser.constant(0));
    String message =
        message(() -> new Runner(none(), Map.of("weights", weights, "exp", new Exp(x))));
    assertTrue(message.contains("rows for each example, found weights"), message);
  }

  @Test
  void eightThreadsAtOnce() throws Exception {
    double[][] expected = runner.values("draws", ROWS, COUNT, BY_NUMBER);
    atOnce(
        8,
        () -> {
          for (int i = 0; i < 20; i++) {
            assertArrayEquals(expected, runner.values("draws", ROWS, COUNT, BY_NUMBER));
          }
          return null;
        });
  }

  /** All callers are inside a batch at the same time, each in a workspace of its own. */
  @Test
  void keepsFewWorkspacesHoweverManyCallers() throws Exception {
    int callers = Runner.KEPT + 3;
    CyclicBarrier inside = new CyclicBarrier(callers);
    atOnce(
        callers,
        () -> {
          runner.run(List.of("exp"), ROWS, 5, NoiseSource.NONE, batch -> await(inside));
          return null;
        });
    assertEquals(Runner.KEPT, runner.idle());
  }

  @Test
  void goesOnAfterAFailure() {
    RowSource bad =
        (row, into, at) -> {
          throw new IllegalArgumentException("no row " + row);
        };
    assertEquals("no row 0", message(() -> runner.values("exp", bad, 5, NoiseSource.NONE)));
    assertEquals(5, runner.values("exp", ROWS, 5, NoiseSource.NONE).length);
    assertEquals(1, runner.idle());
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void atOnce(int threads, Callable<Void> call) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        calls.add(call);
      }
      for (Future<Void> done : executor.invokeAll(calls)) {
        done.get();
      }
    } finally {
      executor.shutdown();
    }
  }

  private static String message(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
