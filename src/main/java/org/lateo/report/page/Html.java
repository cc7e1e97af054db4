package org.lateo.report.page;

import org.lateo.tables.Names;

/** Pieces of HTML. */
final class Html {
  /** No text of ours is longer; one of the user's can be. */
  private static final int LONGEST = 4000;

  private Html() {}

  /** Text that is shown as it is, control characters by their numbers. */
  static String escape(String text) {
    return escapeWhole(Names.shortened(text, LONGEST));
  }

  /** As {@link #escape}, however long, such as lines to copy. */
  static String escapeWhole(String text) {
    return Names.escaped(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A figure with its caption below. */
  static String figure(String kind, String content, String caption) {
    return ("<figure class=\"" + kind + "\">\n" + content)
        + ("\n<figcaption>" + escape(caption) + "</figcaption>\n</figure>\n");
  }

  /** What may be wider than the page, which the keyboard can then scroll. */
  static String scrolled(String content, String name) {
    return ("<section class=\"scroll\" tabindex=\"0\" aria-label=\"" + escape(name))
        + ("\">\n" + content + "</section>");
  }
}
