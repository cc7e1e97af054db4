package org.lateo.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.lateo.math.BestBlas;
import org.lateo.math.Blas;
import org.lateo.math.BlasArray;
import org.lateo.math.FloatMath;
import org.lateo.math.RandomStream;
import org.lateo.train.Adam;
import org.lateo.train.Optimiser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The inner loops, on 50,000 floats: a hidden layer of 500 at batch 100. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  private static final int SIZE = 50_000;
  private static final int ROWS = 100;
  private static final int IN = 784;
  private static final int OUT = 500;

  private final float[] x = uniform(SIZE);
  private final float[] y = new float[SIZE];
  private final float[] parameters = uniform(IN * OUT);
  private final float[] gradient = uniform(IN * OUT);
  private final Optimiser.Run adam = new Adam().start(IN * OUT);
  private final Blas blas = BestBlas.get();
  private final BlasArray a = array(ROWS * IN);
  private final BlasArray b = array(IN * OUT);
  private final BlasArray c = array(ROWS * OUT);
  private final BlasArray d = array(IN * OUT);
  private final BlasArray e = array(ROWS * IN);
  private final BlasArray f = array(IN * OUT);
  private final BlasArray h = array(ROWS * OUT);

  private static float[] uniform(int size) {
    float[] values = new float[size];
    RandomStream random = RandomStream.of(1, "bench");
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.uniform(i);
    }
    return values;
  }

  private BlasArray array(int size) {
    BlasArray array = blas.allocate(size);
    array.put(0, uniform(size), 0, size);
    return array;
  }

  /** Hyperbolic tangent. */
  @Benchmark
  public float[] tanh() {
    FloatMath.tanh(x, y, 0, SIZE);
    return y;
  }

  /** The exponential. */
  @Benchmark
  public float[] exp() {
    FloatMath.exp(x, y, 0, SIZE);
    return y;
  }

  /** Softplus. */
  @Benchmark
  public float[] softplus() {
    FloatMath.softplus(x, y, 0, SIZE);
    return y;
  }

  /** Draws of N(0, 1). */
  @Benchmark
  public float[] gaussian() {
    RandomStream.fillGaussian(1, y, 0, SIZE);
    return y;
  }

  /** Adam on the weights of 784 to 500. */
  @Benchmark
  public float[] adam() {
    adam.beginStep(1);
    adam.update(parameters, gradient, 0, parameters.length);
    return parameters;
  }

  /** 100 rows through 784 to 500: 78 MFLOP. */
  @Benchmark
  public BlasArray product() {
    blas.multiply(false, false, false, ROWS, OUT, IN, a, 0, IN, b, 0, OUT, c, 0, OUT);
    return c;
  }

  /** The large products of a step of 784-500-20, whole, on one thread: the floor of its time. */
  @Benchmark
  public BlasArray fiveProducts() {
    blas.multiply(false, false, false, ROWS, OUT, IN, a, 0, IN, b, 0, OUT, c, 0, OUT);
    blas.multiply(false, false, false, ROWS, IN, OUT, h, 0, OUT, d, 0, IN, e, 0, IN);
    blas.multiply(false, false, true, ROWS, OUT, IN, a, 0, IN, d, 0, IN, c, 0, OUT);
    blas.multiply(false, true, false, OUT, IN, ROWS, h, 0, OUT, a, 0, IN, f, 0, IN);
    blas.multiply(false, true, false, IN, OUT, ROWS, a, 0, IN, h, 0, OUT, f, 0, OUT);
    return f;
  }

  /** Clearing 50,000 floats, for scale. */
  @Benchmark
  public float[] fill() {
    Arrays.fill(y, 0f);
    return y;
  }
}
