package org.lateo.model;

import java.util.List;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.ParameterLayout;
import org.lateo.nn.Module;

/**
 * What is trained: rows that go in, and modules with parameters that the rows go through. A {@link
 * VAE} is one.
 */
public interface Model {
  /** The raw values of a batch, {@code [batch, columns]}. */
  Input features();

  /** The modules, in the order in which the flat buffer has their parameters. */
  List<? extends Module> modules();

  /** Every parameter, in the order of the flat buffer. */
  default ParameterLayout layout() {
    return new ParameterLayout(
        modules().stream().flatMap(module -> module.parameters().stream()).toList());
  }

  /** What the parameters themselves cost, see {@link Module#penalties}. */
  default List<Node> penalties() {
    return modules().stream().flatMap(module -> module.penalties().stream()).toList();
  }

  /**
   * Parameters that training starts from its rows, in the order in which they are set: each sees
   * what those before it have become. There are none unless a model overrides this.
   */
  default List<RowStart> rowStarts() {
    return List.of();
  }
}
