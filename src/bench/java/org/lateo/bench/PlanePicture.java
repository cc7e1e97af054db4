package org.lateo.bench;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;

/** Densities of the plane as pictures, each above rows that are drawn from it. */
final class PlanePicture {
  private static final int WIDTH = 180;
  private static final int GAP = 12;
  private static final int TITLE = 20;
  private static final int CELLS = 90;
  private static final int DOTS = 360;
  private static final int ROWS = 3000;

  /** From white to the dark end of a blue. */
  private static final int SHADES = 64;

  private static final int[] DARKEST = {12, 35, 92};

  private PlanePicture() {}

  /**
   * A density.
   *
   * @param title what it is called
   * @param side the picture reaches from minus this to this on both axes
   * @param logDensity in nats, of rows {@code [rows, 2]}
   * @param sample so many rows, {@code [rows, 2]}
   */
  record Panel(String title, double side, Density logDensity, IntFunction<double[][]> sample) {}

  /** log p(x) of rows. */
  interface Density {
    double[] of(double[][] rows);
  }

  /**
   * The panels side by side as an SVG file.
   *
   * @param panels the first says how dark the others are
   */
  static String svg(List<Panel> panels) throws IOException {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            panels.size() * (WIDTH + GAP) + GAP,
            TITLE + 2 * (WIDTH + GAP) + GAP));
    double most = highest(panels.get(0));
    int x = GAP;
    for (Panel panel : panels) {
      svg.append(
          String.format(
              Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>%n", x, TITLE, panel.title()));
      image(svg, x, TITLE + GAP, heat(panel, most));
      image(svg, x, TITLE + 2 * GAP + WIDTH, dots(panel));
      x += WIDTH + GAP;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void image(StringBuilder svg, int x, int y, BufferedImage image)
      throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    svg.append(
        String.format(
            Locale.ROOT,
            "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\""
                + " href=\"data:image/png;base64,%s\"/>%n",
            x,
            y,
            WIDTH,
            WIDTH,
            Base64.getEncoder().encodeToString(png.toByteArray())));
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#ccc\"/>%n",
            x,
            y,
            WIDTH,
            WIDTH));
  }

  /** log p(x) at the centres of cells, from the top. */
  private static double[] cells(Panel panel) {
    double[][] centres = new double[CELLS * CELLS][];
    double size = 2 * panel.side() / CELLS;
    for (int i = 0; i < centres.length; i++) {
      double x = size * (i % CELLS + 0.5) - panel.side();
      double y = panel.side() - size * (i / CELLS + 0.5);
      centres[i] = new double[] {x, y};
    }
    return panel.logDensity().of(centres);
  }

  private static double highest(Panel panel) {
    double most = Double.NEGATIVE_INFINITY;
    for (double nats : cells(panel)) {
      most = Math.max(most, nats);
    }
    return most;
  }

  /** The darker the denser, by the root of the density, so that thin places are seen too. */
  private static BufferedImage heat(Panel panel, double most) {
    BufferedImage image =
        new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_BYTE_INDEXED, shades());
    double[] cells = cells(panel);
    for (int i = 0; i < cells.length; i++) {
      double share = Math.min(1, Math.exp((cells[i] - most) / 2));
      int shade = (int) Math.round((SHADES - 1) * share);
      image.getRaster().setSample(i % CELLS, i / CELLS, 0, shade);
    }
    return image;
  }

  private static IndexColorModel shades() {
    byte[][] channels = new byte[3][SHADES];
    for (int c = 0; c < 3; c++) {
      for (int k = 0; k < SHADES; k++) {
        channels[c][k] = (byte) (255 - (255 - DARKEST[c]) * k / (SHADES - 1));
      }
    }
    return new IndexColorModel(8, SHADES, channels[0], channels[1], channels[2]);
  }

  private static BufferedImage dots(Panel panel) {
    BufferedImage image = new BufferedImage(DOTS, DOTS, BufferedImage.TYPE_BYTE_INDEXED, shades());
    for (double[] row : panel.sample().apply(ROWS)) {
      int x = (int) Math.floor(DOTS * (row[0] / panel.side() + 1) / 2);
      int y = (int) Math.floor(DOTS * (1 - row[1] / panel.side()) / 2);
      for (int i = 0; i < 4; i++) {
        int atX = x + i % 2;
        int atY = y + i / 2;
        if (atX >= 0 && atX < DOTS && atY >= 0 && atY < DOTS) {
          image.getRaster().setSample(atX, atY, 0, SHADES - 1);
        }
      }
    }
    return image;
  }
}
