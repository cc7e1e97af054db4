package org.lateo.report.page;

import java.util.List;

/**
 * A table; the first column names the rows.
 *
 * @param caption what the table shows
 * @param header names the columns
 * @param rows cells, as many as there are columns; a line feed begins a new line
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
  public String html() {
    StringBuilder html = new StringBuilder("<table>\n<thead>");
    appendRow(html, header, "col", "th");
    html.append("</thead>\n<tbody>\n");
    rows.forEach(row -> appendRow(html, row, "row", "td"));
    html.append("</tbody>\n</table>\n");
    String table = header.size() > 3 ? Html.scrolled(html.toString(), caption) : html.toString();
    return Html.figure("table", table, caption);
  }

  private static void appendRow(
      StringBuilder html, List<String> cells, String scope, String further) {
    html.append("<tr><th scope=\"").append(scope).append("\">");
    html.append(cell(cells.get(0))).append("</th>");
    for (String text : cells.subList(1, cells.size())) {
      html.append('<').append(further).append(further.equals("th") ? " scope=\"col\">" : ">");
      html.append(cell(text)).append("</").append(further).append('>');
    }
    html.append("</tr>\n");
  }

  private static String cell(String text) {
    return Html.escape(text).replace("\n", "<br>");
  }
}
