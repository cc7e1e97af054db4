package org.lateo.report.page;

import java.util.Arrays;
import java.util.List;

/**
 * Counts in rows and columns, darker where there are more of a row.
 *
 * @param caption what the table shows
 * @param corner what rows and columns are
 * @param names of rows and columns
 * @param counts {@code [names][names]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HeatTable(String caption, String corner, List<String> names, long[][] counts)
    implements Block {

  @Override
  public String html() {
    StringBuilder html = new StringBuilder("<table class=\"heat\">\n<thead><tr><th scope=\"col\">");
    html.append(Html.escape(corner)).append("</th>");
    names.forEach(
        name -> html.append("<th scope=\"col\">").append(Html.escape(name)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (int r = 0; r < names.size(); r++) {
      append(html, r);
    }
    html.append("</tbody>\n</table>\n");
    return Html.figure("table", Html.scrolled(html.toString(), corner), caption);
  }

  private void append(StringBuilder html, int row) {
    double all = Math.max(1, Arrays.stream(counts[row]).sum());
    html.append("<tr><th scope=\"row\">").append(Html.escape(names.get(row))).append("</th>");
    for (int c = 0; c < names.size(); c++) {
      html.append(c == row ? "<td class=\"right\"" : "<td").append(" style=\"--share:");
      html.append(Plot.percent(counts[row][c] / all)).append("\">").append(counts[row][c]);
      html.append("</td>");
    }
    html.append("</tr>\n");
  }
}
