package org.lateo.app.report;

/** A part of a {@link Section}. */
public interface Block {
  /**
   * The HTML.
   *
   * @param id unlike that of any other block in the report
   */
  String html(String id);
}
