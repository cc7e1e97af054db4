package org.lateo.density;

import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.nn.Module;

/**
 * Bijections one after another. The logarithm of the volume change is by column where all of theirs
 * are.
 *
 * @param steps the first one first
 */
public record Chain(List<Bijection> steps) implements Bijection {
  /** Copies the list. */
  public Chain {
    steps = List.copyOf(steps);
  }

  /** The steps that have parameters. */
  public List<Module> modules() {
    return steps.stream().filter(Module.class::isInstance).map(Module.class::cast).toList();
  }

  @Override
  public Moved forward(Node x) {
    Moved all = steps.isEmpty() ? unmoved(x) : steps.get(0).forward(x);
    for (int k = 1; k < steps.size(); k++) {
      all = after(all, steps.get(k).forward(all.value()));
    }
    return all;
  }

  @Override
  public Optional<Moved> byColumn(Node x, Node before) {
    Optional<Moved> all = Optional.of(new Moved(x, before));
    for (Bijection step : steps) {
      all = all.flatMap(so -> step.byColumn(so.value(), so.logDeterminant()));
    }
    return all;
  }

  @Override
  public Optional<Moved> inverse(Node y) {
    if (steps.isEmpty()) {
      return Optional.of(unmoved(y));
    }
    int last = steps.size() - 1;
    Optional<Moved> all = steps.get(last).inverse(y);
    for (int k = last - 1; k >= 0 && all.isPresent(); k--) {
      Moved before = all.get();
      all = steps.get(k).inverse(before.value()).map(next -> after(before, next));
    }
    return all;
  }

  private static Moved unmoved(Node x) {
    return new Moved(x, new Constant(x.rows(), 0f));
  }

  private static Moved after(Moved before, Moved next) {
    Node a = before.logDeterminant();
    Node b = next.logDeterminant();
    boolean byColumn = a.columns() == b.columns();
    return new Moved(
        next.value(), byColumn ? Sum.add(a, b) : Sum.add(SumColumns.of(a), SumColumns.of(b)));
  }
}
