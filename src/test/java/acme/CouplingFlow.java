package acme;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.density.Bijection;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.StandardNormalLogDensity;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Architecture;
import org.lateo.objective.DirectModel;
import org.lateo.objective.Loss;

/**
 * A density model as a user of the library writes one: p(x) = N(f(x); 0, I) |det f'(x)| with f made
 * of couplings.
 */
public final class CouplingFlow implements Architecture {
  @Config(description = "How many couplings.")
  private int couplings = 4;

  @Config(description = "Units of each hidden layer.")
  private int hidden = 16;

  /** Four couplings of 16 hidden units. */
  public CouplingFlow() {}

  @Override
  public DirectModel connect(Scaling scaling, boolean sparse, MissingColumns missing) {
    int columns = scaling.columns();
    return new Flow(
        new Input("features", columns),
        IntStream.range(0, couplings)
            .mapToObj(k -> new AffineCoupling("coupling." + k, columns, hidden, k % 2 == 1))
            .toList());
  }

  private record Flow(Input features, List<AffineCoupling> modules) implements DirectModel {
    @Override
    public Map<String, Node> outputs() {
      Bijection.Moved moved = moved();
      Node base = SumColumns.of(new StandardNormalLogDensity(moved.value()));
      return Map.of("z", moved.value(), "log_density", Sum.add(base, moved.logDeterminant()));
    }

    private Bijection.Moved moved() {
      Bijection.Moved moved = modules.get(0).forward(features);
      for (AffineCoupling coupling : modules.subList(1, modules.size())) {
        Bijection.Moved next = coupling.forward(moved.value());
        moved =
            new Bijection.Moved(
                next.value(), Sum.add(moved.logDeterminant(), next.logDeterminant()));
      }
      return moved;
    }

    @Override
    public Loss loss() {
      return Loss.of("log_density", outputs().get("log_density"));
    }
  }
}
