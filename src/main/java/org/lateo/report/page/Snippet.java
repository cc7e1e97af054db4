package org.lateo.report.page;

/**
 * Lines to copy.
 *
 * @param caption what they do
 * @param text the lines
 */
public record Snippet(String caption, String text) implements Block {
  @Override
  public String html() {
    return Html.figure("code", "<pre><code>" + Html.escapeWhole(text) + "</code></pre>", caption);
  }
}
