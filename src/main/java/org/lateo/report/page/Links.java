package org.lateo.report.page;

import java.util.List;

/**
 * Where to read on.
 *
 * @param links in their order
 */
public record Links(List<Link> links) implements Block {
  /**
   * A page elsewhere.
   *
   * @param text what it is
   * @param address where it is
   */
  public record Link(String text, String address) {}

  @Override
  public String html() {
    StringBuilder html = new StringBuilder("<ul class=\"links\">\n");
    for (Link link : links) {
      html.append("<li><a href=\"").append(Html.escape(link.address())).append("\">");
      html.append(Html.escape(link.text())).append("</a></li>\n");
    }
    return html.append("</ul>\n").toString();
  }
}
