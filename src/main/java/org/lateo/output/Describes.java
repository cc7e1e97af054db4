package org.lateo.output;

import java.util.List;

/** A model that says in words what its training has decided, such as a threshold. */
public interface Describes {
  /** Lines of text; none if there is nothing to tell. */
  List<String> describe();
}
