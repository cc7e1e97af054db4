package org.lateo.app.report;

import java.util.List;

/**
 * A part of a report.
 *
 * @param heading a few words
 * @param text what the blocks show, for a reader who does not know the subject
 * @param blocks the blocks, in their order
 */
public record Section(String heading, String text, List<Block> blocks) {

  String html(String id) {
    StringBuilder html = new StringBuilder("<section>\n<h2>");
    html.append(Html.escape(heading)).append("</h2>\n<p>");
    html.append(Html.escape(text)).append("</p>\n");
    for (int i = 0; i < blocks.size(); i++) {
      html.append(blocks.get(i).html(id + "-" + i));
    }
    return html.append("</section>\n").toString();
  }
}
