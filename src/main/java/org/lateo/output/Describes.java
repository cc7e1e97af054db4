package org.lateo.output;

import java.util.List;

/** A model that tells people what its training has settled. */
public interface Describes {
  /** Lines of text; none if there is nothing to tell. */
  List<String> describe();
}
