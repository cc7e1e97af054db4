package org.lateo.app.report;

/** A part of a {@link Section}. */
public interface Block {
  /**
   * The block as HTML.
   *
   * @param id unique among the blocks of the report
   */
  String html(String id);
}
