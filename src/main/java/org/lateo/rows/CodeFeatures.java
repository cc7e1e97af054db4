package org.lateo.rows;

import java.util.Optional;
import org.lateo.output.HiddenLayers.Layer;

/** What of a row's code, or of the layers around it, becomes features of the model on codes. */
public enum CodeFeatures {
  /** The posterior's mean. */
  MEAN,
  /**
   * The posterior's mean and log-variance, since the encoder's certainty may tell rows apart too.
   */
  MEAN_AND_LOG_VARIANCE,
  /**
   * Several draws of each row's posterior while training, so that the model on codes sees how
   * uncertain the code is; the posterior's mean afterwards.
   */
  SAMPLES,
  /** The encoder's last hidden layer, which keeps more of the row than its code does. */
  ENCODER_LAYER,
  /**
   * The decoder's last hidden layer for the posterior's mean: the code again, but so that rows
   * which are decoded alike lie close together.
   */
  DECODER_LAYER;

  /** Whether the posterior's variance is needed. */
  public boolean readsVariance() {
    return this == MEAN_AND_LOG_VARIANCE || this == SAMPLES;
  }

  /** The hidden layer; empty if it is none. */
  Optional<Layer> layer() {
    return switch (this) {
      case ENCODER_LAYER -> Optional.of(Layer.ENCODER);
      case DECODER_LAYER -> Optional.of(Layer.DECODER);
      default -> Optional.empty();
    };
  }
}
