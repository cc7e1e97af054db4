package org.lateo.report.page;

import java.util.List;

/**
 * A few numbers that sum up the page.
 *
 * @param figures an even number of them, so that two columns are filled
 */
public record KeyFigures(List<KeyFigure> figures) implements Block {
  /** So many stand side by side where there is room. */
  private static final int MOST_ACROSS = 4;

  /** Refuses an odd number of figures. */
  public KeyFigures {
    if (figures.size() % 2 != 0) {
      throw new IllegalArgumentException(
          "Expected an even number of figures, found " + figures.size());
    }
  }

  /** As above. */
  public KeyFigures(KeyFigure... figures) {
    this(List.of(figures));
  }

  /**
   * One of the numbers.
   *
   * @param label the number's name
   * @param value the number as text
   * @param meaning what the number says
   */
  public record KeyFigure(String label, String value, String meaning) {}

  @Override
  public String html() {
    int across = figures.size() % MOST_ACROSS == 0 ? MOST_ACROSS : figures.size() % 3 == 0 ? 3 : 2;
    StringBuilder html = new StringBuilder("<div class=\"room\"><dl class=\"figures\" style=\"");
    html.append("--across:").append(across).append("\">\n");
    for (KeyFigure figure : figures) {
      html.append("<div><dt>").append(Html.escape(figure.label()));
      html.append("</dt><dd class=\"value\">").append(Html.escape(figure.value()));
      html.append("</dd><dd>").append(Html.escape(figure.meaning())).append("</dd></div>\n");
    }
    return html.append("</dl></div>\n").toString();
  }
}
