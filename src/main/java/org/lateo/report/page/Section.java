package org.lateo.report.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a page.
 *
 * @param heading a few words
 * @param text what the blocks show, for a reader who does not know the subject
 * @param blocks the blocks, in their order
 */
public record Section(String heading, String text, List<Block> blocks) {
  /** As above. */
  public Section(String heading, String text, Block... blocks) {
    this(heading, text, List.of(blocks));
  }

  String html(String id) {
    return ("<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">")
        + (Html.escape(heading) + "</h2>\n<p>" + Html.escape(text) + "</p>\n")
        + blocks.stream().map(Block::html).collect(Collectors.joining())
        + "</section>\n";
  }
}
