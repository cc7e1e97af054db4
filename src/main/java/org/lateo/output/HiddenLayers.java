package org.lateo.output;

import java.util.List;
import org.tribuo.Example;

/** A model with an encoder and a decoder, whose last hidden layers can be read. */
public interface HiddenLayers {
  /** A hidden layer. */
  enum Layer {
    /** The encoder's last; what the encoder reads if it has none. */
    ENCODER,
    /** The decoder's last, for the mean of the code; that mean if it has none. */
    DECODER
  }

  /** The units of a hidden layer. */
  int units(Layer layer);

  /**
   * A hidden layer for examples, {@code [examples, units]}.
   *
   * @throws IllegalArgumentException as {@link Encodes#encode(Example)}
   */
  double[][] layer(Layer layer, List<? extends Example<?>> examples);
}
