package org.lateo.report.page;

/** A part of a {@link Section}. */
public interface Block {
  /** The block as HTML. */
  String html();
}
