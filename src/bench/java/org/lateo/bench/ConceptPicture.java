package org.lateo.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A small chart as SVG: points in a square around zero, or bars from the left to the right. */
final class ConceptPicture {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 300;
  private static final int MARGIN = 40;
  private static final List<String> COLOURS = List.of("#2563eb", "#d97706", "#059669");

  private final String acrossName;
  private final double side;
  private final StringBuilder svg = new StringBuilder();
  private double highest;

  /**
   * An empty chart.
   *
   * @param side points reach from minus this to this on both axes; 0 for bars
   */
  ConceptPicture(String acrossName, String upName, double side) {
    this.acrossName = acrossName;
    this.side = side;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH, HEIGHT, WIDTH);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    add("<text x=\"%d\" y=\"16\">%s</text>", MARGIN, upName);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format + "%n", values));
  }

  private static int inner(int size) {
    return size - 2 * MARGIN;
  }

  /** A point; one outside the square is not shown. */
  void point(double x, double y, int colour) {
    if (Math.abs(x) < side && Math.abs(y) < side) {
      add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\" fill=\"%s\"/>",
          MARGIN + inner(WIDTH) * (x / side + 1) / 2,
          MARGIN + inner(HEIGHT) * (1 - y / side) / 2,
          COLOURS.get(colour));
    }
  }

  /** Bars; the first call sets the scale. */
  void bars(double[] heights, int colour) {
    if (highest == 0) {
      highest = Arrays.stream(heights).max().orElse(1);
      add("<text x=\"4\" y=\"%d\">%.3g</text>", MARGIN + 4, highest);
    }
    double width = (double) inner(WIDTH) / heights.length;
    for (int i = 0; i < heights.length; i++) {
      double height = Math.min(1, heights[i] / highest) * inner(HEIGHT);
      add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\""
              + " fill-opacity=\"0.7\"/>",
          MARGIN + i * width, HEIGHT - MARGIN - height, 0.8 * width, height, COLOURS.get(colour));
    }
  }

  /** A dashed line in the middle, which is the threshold. */
  void middle() {
    add(
        "<path d=\"M%d %dV%d\" stroke=\"#dc2626\" stroke-dasharray=\"4 3\"/>",
        WIDTH / 2, MARGIN, HEIGHT - MARGIN);
    add("<text x=\"%d\" y=\"%d\" fill=\"#dc2626\">threshold</text>", WIDTH / 2 + 4, MARGIN + 10);
  }

  void legend(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      int x = WIDTH - 90;
      int y = 14 + 14 * i;
      add(
          "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>",
          x, y - 9, COLOURS.get(i));
      add("<text x=\"%d\" y=\"%d\">%s</text>", x + 14, y, names.get(i));
    }
  }

  String svg() {
    add("<path d=\"M%d %dH%d\" stroke=\"#888\"/>", MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN);
    add("<text x=\"%d\" y=\"%d\">%s</text>", MARGIN, HEIGHT - 14, acrossName);
    return svg + "</svg>\n";
  }
}
