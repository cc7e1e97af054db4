package org.lateo.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class GreyPngTest {

  private static BufferedImage read(GreyPng strip) throws IOException {
    String uri = strip.dataUri();
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void drawsEachPixelTwiceAsLargeWithAGap() throws IOException {
    List<double[]> images =
        List.of(new double[] {0, 0.5, 1, 0, 0, 0}, new double[] {-1, 2, 0, 0, 0, 0});
    BufferedImage image = read(new GreyPng(2, 3, images));
    assertEquals(4, image.getHeight());
    assertEquals(6 + 4 + 6, image.getWidth());
    assertPixel(0, 255, image, 1, 1);
    assertPixel(128, 255, image, 2, 0);
    assertPixel(255, 255, image, 5, 1);
    assertPixel(0, 0, image, 7, 0);
    assertPixel(0, 255, image, 10, 0);
    assertPixel(255, 255, image, 12, 0);
  }

  private static void assertPixel(int grey, int alpha, BufferedImage image, int x, int y) {
    assertEquals(grey, image.getRaster().getSample(x, y, 0));
    assertEquals(alpha, image.getRaster().getSample(x, y, 1));
  }

  @Test
  void refusesImagesOfAnotherSize() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new GreyPng(2, 3, List.of(new double[5])));
    assertEquals("Expected 2×3 pixels, found 5", e.getMessage());
  }
}
