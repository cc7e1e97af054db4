package acme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Node.Emitter;
import org.lateo.graph.Parameter;
import org.lateo.graph.Tile;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Log;
import org.lateo.graph.op.LogSoftmax;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Posterior;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;

/**
 * A discrete latent as a user of the library writes one: z is one of as many states as it has
 * dimensions, one in that dimension and zero elsewhere, and every expectation is their exact sum.
 */
public final class CategoricalPosterior implements Posterior {
  /** The family has no settings. */
  public CategoricalPosterior() {}

  @Override
  public Conditional connect(int width, int latent, Initialiser weights) {
    return new Heads(new Dense("posterior.logit", width, latent, Activation.IDENTITY, weights));
  }

  private record Heads(Dense logits) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return logits.parameters();
    }

    @Override
    public LatentDistribution given(Node hidden) {
      Node logProbability = new LogSoftmax(logits.apply(hidden));
      return new Categorical(logProbability, new Exp(logProbability));
    }
  }

  /** Both {@code [rows, states]}. */
  private record Categorical(Node logProbability, Node mean) implements LatentDistribution {
    /** Of each dimension, p (1 - p), where 1 - p is the sum of the others. */
    @Override
    public Node logVariance() {
      List<int[]> places = new ArrayList<>();
      List<Node> others = new ArrayList<>();
      for (int k = 0; k < mean.columns(); k++) {
        int state = k;
        int[] rest = IntStream.range(0, mean.columns()).filter(j -> j != state).toArray();
        places.add(new int[] {k});
        others.add(SumColumns.of(SelectColumns.of(mean, rest)));
      }
      return Sum.add(logProbability, new Log(MergeColumns.of(places, others)));
    }

    @Override
    public Sample sample(Node noise) {
      throw new UnsupportedOperationException("All states are taken, none is drawn");
    }

    @Override
    public Optional<Sample> states() {
      Node all = new States(mean);
      Node many = RepeatRows.of(logProbability, mean.columns());
      return Optional.of(new Sample(all, SumColumns.of(new Product(many, all))));
    }
  }

  /** Row {@code r * states + k} is state k. */
  private static final class States extends Node {
    States(Node ofRows) {
      super(ofRows.rows().times(ofRows.columns()), ofRows.columns(), ofRows);
    }

    @Override
    protected void forward(Values w, Tile t) {
      float[] y = w.values(this);
      for (int r = t.row(); r < t.rowEnd(); r++) {
        for (int c = t.column(); c < t.columnEnd(); c++) {
          y[r * columns() + c] = r % columns() == c ? 1f : 0f;
        }
      }
    }

    @Override
    protected boolean isDifferentiable() {
      return false;
    }

    @Override
    protected void addGradient(Values w, int k, Tile t) {
      throw new IllegalStateException("States have no gradient");
    }

    /** As many times as there are rows, for which the input stands. */
    @Override
    protected String emit(Emitter e) {
      int n = columns();
      float[] identity = new float[n * n];
      for (int i = 0; i < n; i++) {
        identity[i * n + i] = 1;
      }
      String zero = e.op("Mul", e.of(input(0)), e.constant(new float[] {0}));
      String rows = e.op("Unsqueeze", zero, e.integers(1));
      String all = e.op("Add", rows, e.op("Unsqueeze", e.constant(identity, n, n), e.integers(0)));
      return e.op("Reshape", Map.of(), all, e.integers(-1, n));
    }
  }
}
