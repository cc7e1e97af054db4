package org.lateo.app.report;

import java.util.List;

/** The legend above a chart: its vertical axis, and the name of each colour. */
final class Legend {
  private Legend() {}

  static String html(String quantity, List<String> names) {
    StringBuilder html = new StringBuilder("<div class=\"legend\">");
    html.append("<span class=\"quantity\">").append(Html.escape(quantity)).append("</span>");
    for (int i = 0; i < names.size(); i++) {
      html.append("<span><i style=\"background:").append(ChartStyle.css(i)).append("\"></i>");
      html.append(Html.escape(names.get(i))).append("</span>");
    }
    return html.append("</div>\n").toString();
  }
}
