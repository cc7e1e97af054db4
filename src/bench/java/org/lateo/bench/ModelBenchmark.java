package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lateo.LatentCode;
import org.lateo.LatentCodeFactory;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.likelihood.Bernoulli;
import org.lateo.math.RandomStream;
import org.lateo.onnx.OnnxSession;
import org.lateo.onnx.SessionSettings;
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
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** What a trained model of 784-500-20 takes for one example and for a batch, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ModelBenchmark {
  private static final int ROWS = 256;
  private static final int COLUMNS = 784;

  private VAEModel model;
  private List<Example<LatentCode>> examples;
  private float[][] rows;
  private OnnxSession encoder;
  private OnnxSession scorer;

  /** Trains for one epoch on random pixels, a fifth of them set. */
  @Setup(Level.Trial)
  public void train() throws IOException {
    LatentCodeFactory factory = new LatentCodeFactory();
    MutableDataset<LatentCode> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("random pixels", factory), factory);
    examples = new ArrayList<>();
    RandomStream random = RandomStream.of(1, "bench");
    for (int r = 0; r < ROWS; r++) {
      ArrayExample<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
      for (int c = 0; c < COLUMNS; c++) {
        if (random.uniform((long) r * COLUMNS + c) < 0.2) {
          example.add(String.format("p%03d", c), 1);
        }
      }
      examples.add(example);
      dataset.add(example);
    }
    model = VAETrainer.builder().likelihood(new Bernoulli()).epochs(1).build().fit(dataset);
    rows = new float[ROWS][COLUMNS];
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      rows[i / COLUMNS][i % COLUMNS] = random.uniform(i) < 0.2 ? 1 : 0;
    }
    encoder = onnx("encoder");
    scorer = onnx("score");
  }

  private OnnxSession onnx(String head) throws IOException {
    Path file = Files.createTempFile("lateo", ".onnx");
    try {
      model.exportONNX(head, file);
      return OnnxSession.open(Files.readAllBytes(file), SessionSettings.DEFAULT.threads(1));
    } finally {
      Files.delete(file);
    }
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
