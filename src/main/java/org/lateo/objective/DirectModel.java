package org.lateo.objective;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.model.Model;

/**
 * A model with a loss and outputs of its own, such as a density in closed form or a network that
 * predicts. It and its {@link org.lateo.model.Architecture} are all that has to be written for it
 * to be trained, stored and exported.
 */
public interface DirectModel extends Model {
  /** What training maximises, before {@link #penalties} are subtracted. */
  Loss loss();

  /** The outputs of a row by name, {@code [batch, any]} each. */
  Map<String, Node> outputs();
}
