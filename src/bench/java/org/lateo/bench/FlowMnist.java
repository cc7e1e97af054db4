package org.lateo.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.lateo.data.Split;
import org.lateo.density.FlowKind;
import org.lateo.flow.DensityFlow;
import org.lateo.flow.FlowArchitecture;
import org.lateo.graph.RowSource;
import org.lateo.math.RandomStream;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.train.Adam;
import org.lateo.train.ConstantSchedule;
import org.lateo.train.CosineSchedule;
import org.lateo.train.EarlyStopping;
import org.lateo.train.TrainedModel;
import org.lateo.train.TrainingOptions;

/**
 * The test log-density of a flow on MNIST in logit space, as masked autoregressive flows were
 * published: pixels plus uniform noise, divided by 256, and the logit of λ + (1 - 2 λ) x with λ =
 * 1e-6; 50,000 rows for training, 10,000 for validation and 10,000 for the test. Nats are those of
 * the logits.
 *
 * <p>Options: {@code data}, a folder of IDX files; {@code kind}, such as {@code MAF}; {@code
 * layers}, {@code hidden} (with commas), {@code epochs}, {@code batch}, {@code rate}, {@code
 * cosine} (1 or 0), {@code clip}, {@code norms} (1 or 0), {@code patience}, {@code seed}, {@code
 * threads}, and {@code training}, how many of the 50,000 rows.
 */
public final class FlowMnist {
  private static final int PIXELS = 784;
  private static final int TRAINING = 50_000;
  private static final int TEST = 10_000;
  private static final double MARGIN = 1e-6;
  private static final int IDX_HEADER = 16;

  private FlowMnist() {}

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    Options options =
        new Options(
            arguments,
            "data",
            "kind",
            "layers",
            "hidden",
            "epochs",
            "batch",
            "rate",
            "cosine",
            "clip",
            "norms",
            "patience",
            "seed",
            "threads",
            "training");
    int seed = options.number("seed", 1);
    Path folder = Path.of(options.text("data", ""));
    float[] rows = logits(folder.resolve("train-images-idx3-ubyte.gz"), seed);
    float[] test = logits(folder.resolve("t10k-images-idx3-ubyte.gz"), seed + 1000);
    FlowKind kind = FlowKind.valueOf(options.text("kind", "MAF"));
    int[] hidden = options.list("hidden", "1024").stream().mapToInt(Integer::parseInt).toArray();
    FlowArchitecture shape =
        new FlowArchitecture(kind)
            .withLayers(options.number("layers", 5), hidden)
            .withBetween(options.number("norms", 1) == 1, false)
            .withStart(Activation.RELU, WeightInitialiser.FAN_IN, seed);
    int training = options.number("training", TRAINING);
    Split split =
        new Split(
            IntStream.range(0, training).toArray(),
            IntStream.range(TRAINING, rows.length / PIXELS).toArray());
    long start = System.nanoTime();
    TrainedModel flow =
        TrainedModel.fit(
            shape,
            FlowBenchmark.names(PIXELS),
            FlowBenchmark.table(rows, PIXELS),
            split,
            new Adam(Double.parseDouble(options.text("rate", "3e-4"))),
            new TrainingOptions(
                options.number("epochs", 100),
                options.number("batch", 100),
                seed,
                options.number("threads", 2),
                options.number("cosine", 1) == 1 ? new CosineSchedule() : new ConstantSchedule(),
                options.number("clip", 5),
                0,
                0,
                new EarlyStopping(options.number("patience", 30), 0)),
            report ->
                FlowBenchmark.say(
                    "epoch %d: %.2f nats, validation %.2f, %.1f s",
                    report.epoch(), report.elbo(), report.validationElbo(), report.seconds()));
    RowSource source = (row, into, at) -> System.arraycopy(test, row * PIXELS, into, at, PIXELS);
    double[] nats =
        Arrays.stream(flow.values(DensityFlow.LOG_DENSITY, source, TEST))
            .mapToDouble(row -> row[0])
            .toArray();
    double mean = Arrays.stream(nats).average().orElseThrow();
    double variance = Arrays.stream(nats).map(x -> (x - mean) * (x - mean)).sum() / (TEST - 1);
    FlowBenchmark.say(
        "%s: test %.2f nats, standard error %.2f, %.0f s",
        kind.name().toLowerCase(Locale.ROOT),
        mean,
        Math.sqrt(variance / TEST),
        (System.nanoTime() - start) / 1e9);
  }

  private static float[] logits(Path file, long seed) throws IOException {
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      bytes = in.readAllBytes();
    }
    float[] values = new float[bytes.length - IDX_HEADER];
    RandomStream noise = RandomStream.of(seed, "dequantisation");
    for (int i = 0; i < values.length; i++) {
      double x = ((bytes[IDX_HEADER + i] & 0xff) + noise.uniform(i)) / 256;
      double u = MARGIN + (1 - 2 * MARGIN) * x;
      values[i] = (float) Math.log(u / (1 - u));
    }
    return values;
  }
}
