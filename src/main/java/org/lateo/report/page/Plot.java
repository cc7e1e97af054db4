package org.lateo.report.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The frame of a chart. Curves are drawn in a square of {@value #SIDE} units that the browser
 * stretches to the room there is, in lines whose width is not stretched; numbers and titles are
 * text of the page. So a chart has the same line width and letters at any width.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 */
record Plot(Axis x, Axis y) {
  static final int SIDE = 1000;

  /** So many letters fit below a narrow chart, those of the gaps between numbers included. */
  private static final int NARROW = 38;

  private static final int GAP = 3;

  /** Rounded coordinates, in units of the square. */
  String point(double atX, double atY) {
    return number(SIDE * x.place(atX)) + " " + number(SIDE * (1 - y.place(atY)));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A path of the drawing; the class says how it looks. */
  static String path(String kind, String data) {
    return "<path class=\"" + kind + "\" d=\"" + data + "\"/>\n";
  }

  /**
   * The chart as HTML.
   *
   * @param shape {@code wide}, or {@code square}
   * @param description of the chart for those who do not see it
   * @param drawing SVG
   * @param notes HTML over the drawing
   */
  String html(String shape, String description, String drawing, String notes) {
    return ("<div class=\"plot " + shape + "\" role=\"img\" aria-label=\"")
        + Html.escape(description)
        + ("\">\n<div class=\"y ticks\" style=\"width:" + width() + "ch\">" + ticks(y, "bottom"))
        + "</div>\n<div class=\"area\"><svg viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\""
        + " aria-hidden=\"true\">\n"
        + (path("rules", rules()) + drawing + "</svg>" + notes)
        + ("</div>\n<div class=\"x ticks\">" + ticks(x, "left") + "</div>\n<div class=\"title\">")
        + (Html.escape(x.title()) + "</div>\n</div>\n");
  }

  private int width() {
    return y.ticks().stream().mapToInt(tick -> y.text(tick).length()).max().orElse(0) + 1;
  }

  private static String ticks(Axis axis, String side) {
    List<Double> ticks = axis.ticks();
    int letters = ticks.stream().mapToInt(tick -> axis.text(tick).length() + GAP).sum();
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < ticks.size(); i++) {
      html.append(i % 2 == 0 || letters < NARROW ? "<span" : "<span class=\"odd\"");
      html.append(" style=\"").append(side).append(':').append(percent(axis.place(ticks.get(i))));
      html.append("\">").append(axis.text(ticks.get(i))).append("</span>");
    }
    return html.toString();
  }

  /** A share as CSS has it. */
  static String percent(double share) {
    return number(100 * share) + "%";
  }

  private String rules() {
    return y.ticks().stream()
        .map(tick -> "M" + point(x.low(), tick) + "H" + SIDE)
        .collect(Collectors.joining());
  }

  /** A line from bottom to top with a word beside it. */
  String mark(double at, String word) {
    double place = x.place(at);
    return ("<span class=\"mark" + (place > 0.5 ? " before" : "") + "\" style=\"left:")
        + (percent(place) + "\"><span>" + Html.escape(word) + "</span></span>");
  }
}
