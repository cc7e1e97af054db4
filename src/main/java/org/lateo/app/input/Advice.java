package org.lateo.app.input;

import java.util.Set;

/**
 * What a message about a file may recommend to the user.
 *
 * @param options the verb's options that may be recommended, such as {@code --categorical}
 * @param afresh whether a model trained with other options could take the file
 */
public record Advice(Set<String> options, boolean afresh) {
  private static final String MISSING = "--missing";

  /** No recommendation. */
  public static Advice none() {
    return new Advice(Set.of(), false);
  }

  /** For a cell that is not a number. */
  String forWords(String column, boolean hasResponse) {
    StringBuilder text = new StringBuilder();
    if (options.contains("--categorical")) {
      text.append("; --categorical ").append(column).append(", if it holds categories");
    }
    if (options.contains("--response") && !hasResponse) {
      text.append("; --response ").append(column).append(", if it is the output");
    }
    return text.length() == 0 ? "" : " (" + text.substring(2) + ")";
  }

  /** For a cell without a value. */
  String forEmptyCells() {
    if (options.contains(MISSING)) {
      return "; --missing REGEX names the columns where values are missing";
    }
    return afresh ? "; train with --missing for columns where values are missing" : "";
  }
}
