package org.lateo.app;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lateo.tables.NearName;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, with the names that misspelt ones may stand for. */
final class ParseMistake {
  /** How picocli lists the values of an option. */
  private static final Pattern CHOICES =
      Pattern.compile("expected one of \\[([^\\]]*)] \\(case-insensitive\\) but was ('.*')");

  private ParseMistake() {}

  /** The message, which starts with what picocli found first. */
  static String describe(ParameterException e) {
    CommandLine line = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched, line);
    }
    List<String> others = line.getUnmatchedArguments();
    return e instanceof MissingParameterException && !others.isEmpty()
        ? e.getMessage() + "; " + unknown(new UnmatchedArgumentException(line, others), line)
        : choices(e.getMessage());
  }

  private static String unknown(UnmatchedArgumentException e, CommandLine line) {
    String first = e.getUnmatched().get(0);
    if (line.getParent() == null && !first.startsWith("-")) {
      return "expected a verb, found '" + first + "'" + hint(first, line.getSubcommands().keySet());
    }
    return e.getMessage()
        + e.getUnmatched().stream()
            .filter(word -> word.startsWith("-"))
            .map(word -> hint(word.split("=", 2)[0], line.getCommandSpec().optionsMap().keySet()))
            .collect(Collectors.joining());
  }

  private static String hint(String word, Collection<String> known) {
    return NearName.of(word, known).map(near -> " (did you mean " + near + "?)").orElse("");
  }

  /** The message with an option's values as its help has them. */
  private static String choices(String message) {
    return CHOICES
        .matcher(message)
        .replaceAll(
            found ->
                "expected one of "
                    + found.group(1).toLowerCase(Locale.ROOT)
                    + ", found "
                    + Matcher.quoteReplacement(found.group(2)));
  }
}
