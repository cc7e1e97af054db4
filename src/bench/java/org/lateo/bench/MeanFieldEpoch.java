package org.lateo.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianMethod;
import org.lateo.math.RandomStream;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Seconds of an epoch of a mean-field classifier with local reparameterisation, on rows of random
 * numbers: by the clock, and of processors, which other work on the machine hardly changes. Beside
 * it runs {@code torch_mean_field.py}.
 *
 * <p>Options, each {@code name=value}: {@code columns}, {@code hidden}, {@code classes}, {@code
 * batch}, {@code rows}, {@code epochs}, the first two of which do not count, {@code threads}.
 */
public final class MeanFieldEpoch {
  private MeanFieldEpoch() {}

  /** Runs it; see the class. */
  public static void main(String[] arguments) {
    String[] names = {"columns", "hidden", "classes", "batch", "rows", "epochs", "threads"};
    Options options = new Options(arguments, names);
    List<Double> processors = new ArrayList<>();
    List<Double> clock = new ArrayList<>();
    trainer(options)
        .train(
            rows(options),
            report -> {
              processors.add(processorSeconds());
              clock.add(System.nanoTime() / 1e9);
            });
    System.out.printf(
        Locale.ROOT,
        "%.3f s an epoch, %.3f of processors%n",
        medianStep(clock),
        medianStep(processors));
  }

  private static BayesianClassifierTrainer trainer(Options options) {
    return BayesianClassifierTrainer.builder()
        .method(BayesianMethod.MEAN_FIELD)
        .hidden(
            Arrays.stream(options.text("hidden", "400-400").split("-"))
                .mapToInt(Integer::parseInt)
                .toArray())
        .batchSize(options.number("batch", 128))
        .epochs(options.number("epochs", 5))
        .validation(0)
        .threads(options.number("threads", 1))
        .build();
  }

  private static MutableDataset<Label> rows(Options options) {
    int columns = options.number("columns", 784);
    int classes = options.number("classes", 10);
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> all =
        new MutableDataset<>(new SimpleDataSourceProvenance("random", factory), factory);
    String[] names = new String[columns];
    Arrays.setAll(names, c -> String.format("x%04d", c));
    RandomStream random = RandomStream.of(1, "rows");
    for (int r = 0; r < options.number("rows", 12_800); r++) {
      RandomStream row = random.at(r);
      double[] values = new double[columns];
      Arrays.setAll(values, row::gaussian);
      all.add(new ArrayExample<>(new Label("c" + r % classes), names, values));
    }
    return all;
  }

  private static double processorSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** The median of an epoch's seconds, the first two left out. */
  private static double medianStep(List<Double> ends) {
    double[] steps = new double[ends.size() - 2];
    Arrays.setAll(steps, k -> ends.get(k + 2) - ends.get(k + 1));
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }
}
