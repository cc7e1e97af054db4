package org.lateo.app.report;

import java.util.List;

/**
 * A few numbers that sum up the report.
 *
 * @param figures the numbers, in their order
 */
public record KeyFigures(List<KeyFigure> figures) implements Block {

  /**
   * One of the numbers.
   *
   * @param label the number's name
   * @param value the number as text
   * @param meaning what the number says
   */
  public record KeyFigure(String label, String value, String meaning) {}

  @Override
  public String html(String id) {
    StringBuilder html = new StringBuilder("<dl class=\"figures\">\n");
    for (KeyFigure figure : figures) {
      html.append("<div><dt>").append(Html.escape(figure.label()));
      html.append("</dt><dd class=\"value\">").append(Html.escape(figure.value()));
      html.append("</dd><dd>").append(Html.escape(figure.meaning())).append("</dd></div>\n");
    }
    return html.append("</dl>\n").toString();
  }
}
