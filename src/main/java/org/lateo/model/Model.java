package org.lateo.model;

import java.util.List;
import java.util.Map;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.ParameterLayout;
import org.lateo.nn.Module;

/**
 * What is trained and asked: rows that go in, modules with parameters, and named outputs, all of
 * them expressions over one graph. A {@link VAE} is one; so is whatever has rows and parameters.
 */
public interface Model {
  /** The raw values of a batch, {@code [batch, columns]}. */
  Input features();

  /** The modules, in the order in which the flat buffer has their parameters. */
  List<? extends Module> modules();

  /** What can be computed of a row, by name; each {@code [batch, any]}. */
  Map<String, Node> outputs();

  /** Every parameter, in the order of the flat buffer. */
  default ParameterLayout layout() {
    return new ParameterLayout(
        modules().stream().flatMap(module -> module.parameters().stream()).toList());
  }

  /** What the parameters themselves cost, see {@link Module#penalties}. */
  default List<Node> penalties() {
    return modules().stream().flatMap(module -> module.penalties().stream()).toList();
  }
}
