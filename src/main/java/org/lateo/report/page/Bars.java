package org.lateo.report.page;

import java.util.List;
import java.util.Locale;

/**
 * Numbers as bars, a line each, the longest as wide as there is room.
 *
 * @param caption what the bars show
 * @param name what the lines are
 * @param quantity what the numbers are, with their unit
 * @param bars the lines, in their order
 */
public record Bars(String caption, String name, String quantity, List<Bar> bars) implements Block {
  /**
   * A line.
   *
   * @param name of the line
   * @param value 0 or more
   * @param error to both sides of the value; NaN for none
   * @param isChosen whether the line stands out
   */
  public record Bar(String name, double value, double error, boolean isChosen) {
    /** A plain line. */
    public Bar(String name, double value) {
      this(name, value, Double.NaN, true);
    }

    /** Where the line ends, its error included. */
    double end() {
      return value + (error > 0 ? error : 0);
    }

    String text() {
      String plain = String.format(Locale.ROOT, "%.3g", value);
      return Double.isNaN(error) ? plain : String.format(Locale.ROOT, "%.3f ± %.3f", value, error);
    }
  }

  @Override
  public String html() {
    double most = bars.stream().mapToDouble(Bar::end).max().orElse(1);
    int letters = bars.stream().mapToInt(bar -> bar.name().length()).max().orElse(0);
    int digits = bars.stream().mapToInt(bar -> bar.text().length()).max().orElse(0);
    StringBuilder html = new StringBuilder("<table class=\"bars\" style=\"--letters:");
    html.append(Math.max(letters, name.length())).append(";--digits:").append(Math.max(digits, 5));
    html.append("\">\n<caption>").append(Html.escape(quantity));
    html.append("</caption>\n<thead><tr><th scope=\"col\">").append(Html.escape(name));
    html.append("</th><td></td><th scope=\"col\">value</th></tr></thead>\n<tbody>\n");
    bars.forEach(bar -> append(html, bar, most > 0 ? most : 1));
    return Html.figure("table", html.append("</tbody>\n</table>").toString(), caption);
  }

  private static void append(StringBuilder html, Bar bar, double most) {
    html.append("<tr><th scope=\"row\">").append(Html.escape(bar.name())).append("</th><td>");
    html.append("<span class=\"track\"><span class=\"bar").append(bar.isChosen() ? "" : " other");
    html.append("\" style=\"width:").append(Plot.percent(bar.value() / most)).append("\"></span>");
    if (bar.error() > 0) {
      double low = Math.max(0, bar.value() - bar.error());
      html.append("<span class=\"error\" style=\"left:").append(Plot.percent(low / most));
      html.append(";width:").append(Plot.percent((bar.end() - low) / most));
      html.append("\"></span>");
    }
    html.append("</span></td><td>").append(bar.text()).append("</td></tr>\n");
  }
}
