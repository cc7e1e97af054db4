package org.lateo.latent;

import org.lateo.graph.Node;
import org.lateo.nn.Module;

/** A bijection of z that depends on the row. */
interface Flow extends Module {
  /** The map for the rows of {@code hidden}, the encoder's last layer, {@code [rows, width]}. */
  Bijection given(Node hidden);
}
