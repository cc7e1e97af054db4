package org.lateo.app.input;

import java.util.Collection;
import org.lateo.app.text.Printable;

/** Lists names in a message. */
public final class Listing {
  private static final int SHOWN = 10;

  private Listing() {}

  /** The first few, quoted, and how many more there are. */
  public static String of(Collection<String> names) {
    return of(names, SHOWN);
  }

  /** The first {@code most} or one more, quoted, and how many more there are. */
  static String of(Collection<String> names, int most) {
    StringBuilder text = new StringBuilder();
    int shown = names.size() == most + 1 ? most + 1 : most;
    names.stream().limit(shown).forEach(n -> text.append(", ").append(Printable.quoted(n)));
    if (names.size() > shown) {
      text.append(" and ").append(names.size() - shown).append(" more");
    }
    return text.length() == 0 ? "none" : text.substring(2);
  }
}
