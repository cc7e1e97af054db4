package org.lateo.output;

import java.util.List;
import org.tribuo.Example;

/** A model with an encoder and a decoder, whose last hidden layers can be read. */
public interface HiddenLayers {
  /**
   * The units of a hidden layer.
   *
   * @param layer {@code encoder_layer} or {@code decoder_layer}
   */
  int units(String layer);

  /**
   * A hidden layer of the autoencoder for examples, {@code [examples, units]}: the encoder's last
   * one, or the decoder's last one for the mean of the code.
   *
   * @param layer {@code encoder_layer} or {@code decoder_layer}
   * @throws IllegalArgumentException as {@link Encodes#encode(Example)}
   */
  double[][] layer(String layer, List<? extends Example<?>> examples);
}
