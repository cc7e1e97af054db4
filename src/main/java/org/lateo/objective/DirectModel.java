package org.lateo.objective;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.model.Model;

/**
 * A model that says by itself what training maximises and what it can tell of a row, such as a
 * density in closed form or a network that predicts. It is written in one file, beside its {@link
 * org.lateo.model.Architecture}, and trained, stored and exported without another.
 */
public interface DirectModel extends Model {
  /** What training maximises; {@link #penalties} are taken off by whoever trains. */
  Loss loss();

  /** What can be computed of a row, by name; each {@code [batch, any]}. */
  Map<String, Node> outputs();
}
