package org.lateo.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tribuo.Example;
import org.tribuo.Prediction;

/** What a trained model of 784-500-20 takes for one example and for a batch, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ModelBenchmark {
  private static final int ROWS = 256;

  private VAEModel model;
  private List<Example<LatentCode>> examples;
  private float[][] rows;
  private ONNXVAE encoder;
  private ONNXVAE scorer;

  /** Trains for one epoch on random pixels, a fifth of them set. */
  @Setup(Level.Trial)
  public void train() throws IOException {
    model = RandomPixels.model();
    examples = RandomPixels.examples(ROWS);
    rows = RandomPixels.rows(ROWS);
    encoder = RandomPixels.onnx(model, "encoder", SessionSettings.DEFAULT.threads(1));
    scorer = RandomPixels.onnx(model, "score", SessionSettings.DEFAULT.threads(1));
  }

  /** Closes ONNX Runtime's sessions. */
  @TearDown(Level.Trial)
  public void close() {
    encoder.close();
    scorer.close();
  }

  /** The code of one example. */
  @Benchmark
  public Prediction<LatentCode> predictOne() {
    return model.predict(examples.get(0));
  }

  /** The evidence lower bound of one example. */
  @Benchmark
  public LatentCode scoreOne() {
    return model.score(examples.get(0));
  }

  /** The codes of 256 examples. */
  @Benchmark
  public List<Prediction<LatentCode>> predictBatch() {
    return model.predict(examples);
  }

  /** The codes of the same rows by ONNX Runtime, which need not look up features by name. */
  @Benchmark
  public Map<String, float[][]> encodeBatchOnnx() {
    return encoder.run(rows);
  }

  /** Their bounds by ONNX Runtime. */
  @Benchmark
  public Map<String, float[][]> scoreBatchOnnx() {
    return scorer.run(rows);
  }

  /** The evidence lower bounds of 256 examples. */
  @Benchmark
  public List<LatentCode> scoreBatch() {
    return model.score(examples);
  }
}
