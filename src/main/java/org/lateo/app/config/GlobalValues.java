package org.lateo.app.config;

import com.oracle.labs.mlrg.olcut.config.property.GlobalProperty;
import com.oracle.labs.mlrg.olcut.config.property.ImmutableGlobalProperties;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import org.lateo.app.input.InputException;

/**
 * Puts global properties, {@code ${name}}, into values as OLCUT does, up to a length.
 *
 * @param file the configuration, for messages
 */
record GlobalValues(Path file, ImmutableGlobalProperties properties) {
  /** A few properties that hold each other ten times over would otherwise fill all memory. */
  private static final int LONGEST = 1 << 16;

  /** Each pass replaces what the one before has put in. */
  private static final int MOST_PASSES = 100;

  /**
   * The value with the properties put in; those that do not exist stay.
   *
   * @return empty if a property holds itself
   * @throws InputException if it becomes too long
   */
  Optional<String> expanded(String value) {
    String text = value;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      String next = pass(text);
      if (next.equals(text)) {
        return Optional.of(text);
      }
      text = next;
    }
    return Optional.empty();
  }

  /** The value of a name that is found, or the name as it stands if there is no such property. */
  private String value(Matcher found) {
    GlobalProperty property = properties.get(found.group(1));
    if (property != null && property.getValue() == null) {
      throw new InputException(
          file
              + ": expected a text as the global property '"
              + found.group(1)
              + "', found something else");
    }
    return property == null ? found.group() : property.getValue();
  }

  private String pass(String text) {
    Matcher names = GlobalProperty.globalSymbolPattern.matcher(text);
    StringBuilder all = new StringBuilder();
    while (names.find()) {
      names.appendReplacement(all, Matcher.quoteReplacement(value(names)));
      if (all.length() > LONGEST) {
        throw new InputException(
            file
                + ": expected values of at most "
                + LONGEST
                + " characters, found a longer one by ${...}");
      }
    }
    return names.appendTail(all).toString();
  }
}
