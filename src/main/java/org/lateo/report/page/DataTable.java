package org.lateo.report.page;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table; the first column names the rows.
 *
 * @param caption what the table shows
 * @param header names the columns
 * @param rows cells, as many as there are columns; a line feed begins a new line
 */
public record DataTable(String caption, List<String> header, List<List<String>> rows)
    implements Block {
  /** What is aligned to the right; a dash stands for no number. */
  private static final Pattern NUMBER =
      Pattern.compile("[−-]?[\\d.,]+(e[+-]?\\d+)?( %| ± .*)?|–|missing|∞|−∞");

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
    StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
    for (int c = 0; c < header.size(); c++) {
      append(html, "th scope=\"col\"", c, header.get(c));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        append(html, c == 0 ? "th scope=\"row\"" : "td", c, row.get(c));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>\n");
    String table = header.size() > 3 ? Html.scrolled(html.toString(), caption) : html.toString();
    return Html.figure("table", table, caption);
  }

  private void append(StringBuilder html, String open, int column, String text) {
    html.append('<').append(open).append(isOfNumbers(column) ? " class=\"number\">" : ">");
    html.append(Html.escape(text).replace("\n", "<br>"));
    html.append("</").append(open, 0, 2).append('>');
  }

  private boolean isOfNumbers(int column) {
    return rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }
}
