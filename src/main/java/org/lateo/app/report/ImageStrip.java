package org.lateo.app.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Grey images side by side in one PNG, with transparent gaps between them. */
record ImageStrip(int height, int width, List<double[]> images) {
  /** Images are enlarged here, since browsers blur when they enlarge for printing. */
  private static final int SCALE = 2;

  private static final int GAP = 4;

  /** Refuses images of another size. */
  ImageStrip {
    for (double[] image : images) {
      if (image.length != height * width) {
        throw new IllegalArgumentException(
            "Expected " + height + "×" + width + " pixels, found " + image.length);
      }
    }
  }

  String dataUri() {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(draw(), "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }

  private BufferedImage draw() {
    int step = SCALE * width + GAP;
    BufferedImage strip =
        new BufferedImage(images.size() * step - GAP, SCALE * height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < images.size(); i++) {
      draw(images.get(i), strip, i * step);
    }
    return strip;
  }

  private void draw(double[] image, BufferedImage strip, int left) {
    for (int y = 0; y < SCALE * height; y++) {
      for (int x = 0; x < SCALE * width; x++) {
        strip.setRGB(left + x, y, opaque(image[y / SCALE * width + x / SCALE]));
      }
    }
  }

  private static int opaque(double grey) {
    int level = (int) Math.round(255 * Math.max(0, Math.min(1, grey)));
    return 0xff000000 | level * 0x010101;
  }
}
