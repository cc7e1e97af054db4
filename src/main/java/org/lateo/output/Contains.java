package org.lateo.output;

import java.util.List;
import org.tribuo.Model;

/** A model made of other models, whose abilities it may lack itself. */
public interface Contains {
  /** The models it is made of: at least one, all of one class. */
  List<? extends Model<?>> members();
}
