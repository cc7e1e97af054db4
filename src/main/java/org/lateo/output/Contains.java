package org.lateo.output;

import java.util.List;
import org.tribuo.Model;

/** A model made of others, which can do what it cannot do itself. */
public interface Contains {
  /** At least one, of one kind. */
  List<? extends Model<?>> members();
}
