package org.lateo.tables;

import java.util.Collection;
import java.util.stream.Collectors;

/** Shows names and cells in messages, since they can be long or hold characters of control. */
public final class Names {
  /** So many characters tell a name or a cell from others. */
  private static final int LONGEST = 80;

  private static final int LISTED = 10;

  private Names() {}

  /** A name or a cell, in quotes. */
  public static String quoted(String name) {
    return "'" + shown(name) + "'";
  }

  /** A name or a cell, only its start if it is long. */
  public static String shown(String text) {
    return escaped(shortened(text, LONGEST));
  }

  /** The first few, quoted, and how many more there are. */
  public static String list(Collection<String> names) {
    return list(names, LISTED);
  }

  /** The first {@code most} or one more, quoted, and how many more there are. */
  static String list(Collection<String> names, int most) {
    int shown = names.size() == most + 1 ? most + 1 : most;
    String text = names.stream().limit(shown).map(Names::quoted).collect(Collectors.joining(", "));
    String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
    return text.isEmpty() ? "none" : text + more;
  }

  /** The first {@code most} characters, and how many there are if there are more. */
  public static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }

  /** Escapes control characters, but not line feeds and tabs, and changes of text direction. */
  public static String escaped(String text) {
    if (text.chars().noneMatch(Names::isControl)) {
      return text;
    }
    return text.chars()
        .mapToObj(c -> isControl(c) ? String.format("\\u%04x", c) : Character.toString((char) c))
        .collect(Collectors.joining());
  }

  private static boolean isControl(int c) {
    boolean layout = c == '\n' || c == '\t';
    boolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    boolean separator = c == 0x2028 || c == 0x2029;
    return !layout && (Character.isISOControl(c) || direction || separator);
  }
}
