package org.lateo.nn;

import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;

/** A part of a model with parameters, which training moves. */
public interface Module {
  /** Its parameters, in the order of the flat buffer. */
  List<Parameter> parameters();

  /**
   * What the parameters themselves cost in nats, once for all training rows together, such as the
   * divergence of a posterior on weights: values of fixed rows whose elements are added up. There
   * are none unless a module overrides this.
   */
  default List<Node> penalties() {
    return List.of();
  }
}
