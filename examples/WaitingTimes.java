import java.util.*;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.*;
import org.lateo.likelihood.*;
import org.lateo.nn.*;
import org.lateo.tables.Table;

/** Six columns of waiting times, and a likelihood for them that the library does not have. */
final class WaitingTimes {
  private static final ColumnSupport TIMES =
      ColumnSupport.between("times of 0 and more", 0, Float.MAX_VALUE);

  /** p(x|z) = rate e^(-rate x), x in units of the column's mean, the rate by the decoder. */
  public static final class Exponential implements Likelihood {
    @Override
    public Support support(Scaling scaling) {
      return Support.of(TIMES, scaling.columns());
    }

    @Override
    public Scaling learnScaling(List<ColumnSummary> columns) {
      columns.forEach(column -> TIMES.require(column, this, ""));
      double[] means = columns.stream().mapToDouble(ColumnSummary::mean).toArray();
      return new Scaling(new double[means.length], means);
    }

    @Override
    public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
      return new Head(weights.dense(name + ".logRate", width, scaling.columns()), scaling);
    }
  }

  private record Head(DenseLayer logRate, Scaling scaling) implements Likelihood.Conditional {
    @Override
    public List<Parameter> parameters() {
      return logRate.parameters();
    }

    @Override
    public Node scale(Node raw) {
      return scaling.standardise(Densify.of(raw));
    }

    /** log p(x|z) = log rate - rate x, less the logarithm of the unit; E[x] = 1 / rate. */
    @Override
    public Observation given(Node hidden) {
      Node log = logRate.apply(hidden);
      return Observation.of(
          x -> scaling.ofRaw(Sum.subtract(log, new Product(x, new Exp(log)))),
          () -> scaling.restore(new Exp(ScaleColumns.of(log, -1, 0))));
    }
  }

  /** Optional argument: how often the autoencoder sees each row. */
  public static void main(String[] args) {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    Table train = Table.of(times(4000, new Random(1)));
    var test = Table.of(times(1000, new Random(2))).unlabelled().getData();
    for (Likelihood each : List.of(new Exponential(), new LogNormal(), new Gaussian())) {
      VAETrainer trainer = VAETrainer.builder().latent(2).epochs(epochs).likelihood(each).build();
      VAEModel model = trainer.fit(train.unlabelled());
      double nats = Arrays.stream(model.logLikelihood(test, 100)).average().orElseThrow();
      System.out.printf("%.2f nats a row: %s%n", nats, each.getClass().getSimpleName());
    }
  }

  /** How busy it is, which no column says, makes all six waits longer or shorter. */
  private static double[][] times(int rows, Random random) {
    double[][] times = new double[rows][6];
    for (double[] row : times) {
      double busy = random.nextGaussian();
      Arrays.setAll(row, c -> -Math.log(1 - random.nextDouble()) * Math.exp(c - 3 + busy));
    }
    return times;
  }
}
