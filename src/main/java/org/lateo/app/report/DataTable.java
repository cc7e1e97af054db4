package org.lateo.app.report;

import java.util.List;

/**
 * A table; the first column names the rows.
 *
 * @param caption what the table shows
 * @param header names the columns
 * @param rows cells, as many as there are columns
 */
public record DataTable(String caption, List<String> header, List<List<String>> rows)
    implements Block {

  /** Refuses rows that do not fit the header. */
  public DataTable {
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "Expected " + header.size() + " cells a row, found " + row);
      }
    }
  }

  @Override
  public String html(String id) {
    StringBuilder html = new StringBuilder("<table>\n<thead>");
    appendRow(html, header, "<th scope=\"col\">", "</th>");
    html.append("</thead>\n<tbody>\n");
    rows.forEach(row -> appendRow(html, row, "<td>", "</td>"));
    return Html.figure("table", html.append("</tbody>\n</table>").toString(), caption);
  }

  private static void appendRow(StringBuilder html, List<String> cells, String open, String close) {
    html.append("<tr>");
    cells.forEach(cell -> html.append(open).append(Html.escape(cell)).append(close));
    html.append("</tr>\n");
  }
}
