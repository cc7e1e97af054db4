package org.lateo.app.report;

import org.lateo.app.text.Printable;

/** Pieces of HTML. */
final class Html {
  private Html() {}

  static String escape(String text) {
    return Printable.lines(text)
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
}
