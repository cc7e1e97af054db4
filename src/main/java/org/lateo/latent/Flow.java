package org.lateo.latent;

import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;

/** An invertible map of z that depends on the row, with the logarithm of its volume change. */
interface Flow {
  /** Its parameters, in the order of the flat buffer. */
  List<Parameter> parameters();

  /** The map for the rows of {@code hidden}, the encoder's last layer, {@code [rows, width]}. */
  Step given(Node hidden);

  /** The map for given rows. */
  interface Step {
    /**
     * Moves z.
     *
     * @param z {@code [rows * samples, latent]}
     */
    Moved move(Node z);
  }

  /**
   * A z that was moved.
   *
   * @param z {@code [rows * samples, latent]}
   * @param logDeterminant log |det| of the map's Jacobian there, {@code [rows * samples, 1]}
   */
  record Moved(Node z, Node logDeterminant) {}
}
