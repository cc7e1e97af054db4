package acme;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.Node.Emitter;
import org.lateo.graph.Parameter;
import org.lateo.graph.Tile;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Prior;

/** Each state of a discrete latent is as probable as any other. */
public final class UniformStatesPrior implements Prior {
  /** The prior has no settings. */
  public UniformStatesPrior() {}

  @Override
  public Learned connect(int latent, Recognition recognition) {
    return new Uniform(latent);
  }

  private record Uniform(int states) implements Learned {
    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Node logDensity(Node z) {
      double[] scale = new double[states];
      Arrays.fill(scale, -StrictMath.log(states));
      return SumColumns.of(ScaleColumns.restore(z, new double[states], scale));
    }

    @Override
    public Optional<Node> divergence(LatentDistribution q) {
      return Optional.empty();
    }

    @Override
    public Node sample(Node noise) {
      return new Largest(noise);
    }
  }

  /** One in the column of a row's largest value, zero elsewhere. */
  private static final class Largest extends Node {
    Largest(Node x) {
      super(x.rows(), x.columns(), x);
    }

    @Override
    protected void forward(Values w, Tile t) {
      float[] x = w.values(input(0));
      float[] y = w.values(this);
      for (int r = t.row(); r < t.rowEnd(); r++) {
        int largest = 0;
        for (int c = 1; c < columns(); c++) {
          largest = x[r * columns() + c] > x[r * columns() + largest] ? c : largest;
        }
        for (int c = t.column(); c < t.columnEnd(); c++) {
          y[r * columns() + c] = c == largest ? 1f : 0f;
        }
      }
    }

    @Override
    protected boolean isDifferentiable() {
      return false;
    }

    @Override
    protected void addGradient(Values w, int k, Tile t) {
      throw new IllegalStateException("A choice has no gradient");
    }

    @Override
    protected String emit(Emitter e) {
      throw new UnsupportedOperationException("Draws are not written as ONNX");
    }
  }
}
