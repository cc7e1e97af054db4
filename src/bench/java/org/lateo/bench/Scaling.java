package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.lateo.VAETrainer;
import org.lateo.likelihood.Bernoulli;
import org.lateo.math.RandomStream;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * How the time of an epoch grows with rows, width, non-zeros and threads: trains each model for
 * five epochs on random rows, takes the median of the last three, prints it, and draws all as one
 * picture.
 */
public final class Scaling {
  private static final int EPOCHS = 5;
  private static final int WARM_UP = 2;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private Scaling() {}

  /** One training. */
  private record Work(int rows, int columns, double density, int hidden, int batch, int threads) {}

  /**
   * @param arguments the SVG file to write
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("Expected the SVG file to write");
    }
    List<ScalingPicture.Panel> panels =
        List.of(
            panel(
                "rows",
                "784-500-20",
                n -> new Work(n, 784, 0.2, 500, 100, CORES),
                1250,
                2500,
                5000,
                10_000,
                20_000),
            panel(
                "width of the hidden layers",
                "5,000 rows, 784-width-20",
                n -> new Work(5000, 784, 0.2, n, 100, CORES),
                125,
                250,
                500,
                1000,
                2000),
            panel(
                "non-zeros a row",
                "2,000 rows, 5000-200-20, batch 200",
                n -> new Work(2000, 5000, n / 5000.0, 200, 200, CORES),
                10,
                25,
                50,
                100,
                250,
                500,
                1000),
            panel(
                "threads",
                "10,000 rows, 784-500-20, batch 500",
                n -> new Work(10_000, 784, 0.2, 500, 500, n),
                threads()));
    Files.writeString(Path.of(arguments[0]), ScalingPicture.svg(panels));
  }

  private static int[] threads() {
    int[] threads = new int[CORES];
    for (int i = 0; i < CORES; i++) {
      threads[i] = i + 1;
    }
    return threads;
  }

  private static ScalingPicture.Panel panel(
      String axis, String model, IntFunction<Work> work, int... sizes) {
    double[] seconds = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      seconds[i] = secondsPerEpoch(work.apply(sizes[i]));
      System.out.printf("%s, %s %,d: %.3f s an epoch%n", model, axis, sizes[i], seconds[i]);
    }
    return new ScalingPicture.Panel(axis, model, sizes, seconds);
  }

  private static double secondsPerEpoch(Work work) {
    List<EpochReport> reports = new ArrayList<>();
    VAETrainer trainer =
        VAETrainer.builder()
            .hidden(work.hidden())
            .latent(20)
            .likelihood(new Bernoulli())
            .batchSize(work.batch())
            .epochs(EPOCHS)
            .validation(0)
            .threads(work.threads())
            .build();
    trainer.fit(rows(work), reports::add);
    double[] counted =
        reports.stream().skip(WARM_UP).mapToDouble(EpochReport::seconds).sorted().toArray();
    return counted[counted.length / 2];
  }

  private static Dataset<LatentCode> rows(Work work) {
    LatentCodeFactory factory = new LatentCodeFactory();
    MutableDataset<LatentCode> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("random", factory), factory);
    for (int r = 0; r < work.rows(); r++) {
      ArrayExample<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
      RandomStream random = RandomStream.of(1, "scaling").at(r);
      for (int c = 0; c < work.columns(); c++) {
        // The first row has every column, so that all of them are known.
        if (r == 0 || random.uniform(c) < work.density()) {
          example.add(String.format("c%05d", c), 1);
        }
      }
      dataset.add(example);
    }
    return dataset;
  }
}
