package org.lateo.testdata;

import java.awt.image.BufferedImage;

/**
 * A square image.
 *
 * @param levels {@code [side * side]}, row order, 0 to 1.
 */
@SuppressWarnings("ArrayRecordComponent")
record GreyImage(int side, double[] levels) {

  /** Means over squares of {@code factor} by {@code factor} pixels of the blue channel. */
  static GreyImage shrink(BufferedImage image, int factor) {
    int side = image.getWidth() / factor;
    GreyImage small = new GreyImage(side, new double[side * side]);
    for (int y = 0; y < side * factor; y++) {
      for (int x = 0; x < side * factor; x++) {
        small.levels[y / factor * side + x / factor] += image.getRGB(x, y) & 0xff;
      }
    }
    small.scale(1.0 / (255 * factor * factor));
    return small;
  }

  /** Convolution with a Gaussian, zero beyond the border. */
  GreyImage blur(double standardDeviation) {
    double[] kernel = kernel(standardDeviation);
    return convolve(kernel, 1).convolve(kernel, side);
  }

  private void scale(double factor) {
    for (int i = 0; i < levels.length; i++) {
      levels[i] *= factor;
    }
  }

  private GreyImage convolve(double[] kernel, int stride) {
    int radius = kernel.length / 2;
    double[] result = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      int position = i / stride % side;
      for (int k = -radius; k <= radius; k++) {
        boolean inside = position + k >= 0 && position + k < side;
        result[i] += inside ? kernel[k + radius] * levels[i + k * stride] : 0;
      }
    }
    return new GreyImage(side, result);
  }

  private static double[] kernel(double standardDeviation) {
    double[] kernel = new double[5];
    double sum = 0;
    for (int k = -2; k <= 2; k++) {
      double z = k / standardDeviation;
      kernel[k + 2] = StrictMath.exp(-z * z / 2);
      sum += kernel[k + 2];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    return kernel;
  }
}
