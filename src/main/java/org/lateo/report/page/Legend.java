package org.lateo.report.page;

import java.util.List;

/** The legend above a chart: its vertical axis, and the look of each name. */
final class Legend {
  /** As many looks as there are; further names share the last. */
  static final int LOOKS = 10;

  private Legend() {}

  /** The class of the n-th curve or group, from 0. */
  static String look(int n) {
    return "s" + Math.min(n, LOOKS - 1);
  }

  /**
   * The legend as HTML.
   *
   * @param kind how samples are drawn, {@code line}, {@code dots} or {@code bars}
   * @param names each with the class of its look
   */
  static String html(String quantity, String kind, List<Entry> names) {
    StringBuilder html = new StringBuilder("<div class=\"legend\">");
    html.append("<span class=\"quantity\">").append(Html.escape(quantity)).append("</span>");
    for (Entry entry : names) {
      html.append("<span><svg class=\"").append(kind);
      html.append(kind.equals("dots") ? "\" viewBox=\"0 0 12 10\"" : "\" viewBox=\"0 0 24 10\"");
      html.append(" aria-hidden=\"true\">");
      html.append(Plot.path(kind + " " + entry.look(), sample(kind)).strip()).append("</svg>");
      html.append(Html.escape(entry.name())).append("</span>");
    }
    return html.append("</div>\n").toString();
  }

  /** A name with the class of its look. */
  record Entry(String name, String look) {}

  private static String sample(String kind) {
    return switch (kind) {
      case "dots" -> "M6 5h0";
      case "bars" -> "M2 1H22V9H2Z";
      default -> "M0 5H24";
    };
  }
}
