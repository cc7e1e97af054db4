package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lateo.app.verb.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that the pages, the help texts and the messages name exist, for the verb that they are
 * named with, and every option is taken.
 */
final class DocumentedOptionsTest {
  private static final Path APP = Path.of("src/main/java/org/lateo/app");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\\\n])*\"");

  /** Options of other programs. */
  private static final Set<String> OTHERS =
      Set.of(
          "--sun-misc-unsafe-memory-access",
          "--pump",
          "--version",
          "--help",
          "--enable-native",
          "--jars",
          "--packages",
          "--py-files",
          "--class");

  private static final Map<String, CommandLine> VERBS = commandLine().getSubcommands();

  private static CommandLine commandLine() {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return Main.commandLine(new Messages(nowhere, nowhere));
  }

  /** Refuses what the command line would refuse. */
  private static void parse(String... arguments) {
    commandLine().parseArgs(arguments);
  }

  private static boolean has(String verb, String option) {
    return VERBS.get(verb).getCommandSpec().findOption(option) != null;
  }

  private static List<String> options(String text) {
    return OPTION.matcher(text).results().map(MatchResult::group).toList();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    try (Stream<Path> site = Files.list(Path.of("src/site/markdown"))) {
      site.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** Code between backticks, and lines of command lines. */
  private static List<String> code(String page) {
    List<String> code = new ArrayList<>();
    boolean block = false;
    for (String line : page.replaceAll("\\\\\\n\\s*", "").lines().toList()) {
      if (line.startsWith("```")) {
        block = !block;
      } else if (block) {
        code.add(line.strip());
      } else {
        SPAN.matcher(line).results().forEach(span -> code.add(span.group(1)));
      }
    }
    return code;
  }

  /** The verb that a piece of code is a command line of; null if it is none. */
  private static String verb(String code) {
    String[] words = code.replaceFirst("^(java -jar \\S*lateo.jar|lateo) ", "").split("\\s+", 0);
    return VERBS.containsKey(words[0]) ? words[0] : null;
  }

  @Test
  void pagesNameOptionsThatThereAre() throws IOException {
    int found = 0;
    for (Path page : pages()) {
      for (String code : code(Files.readString(page))) {
        String verb = verb(code);
        boolean foreign = verb == null && !code.startsWith("--") && !code.contains("lateo");
        for (String option : foreign ? List.<String>of() : options(code)) {
          found++;
          boolean there =
              OTHERS.contains(option)
                  || (verb == null
                      ? VERBS.keySet().stream().anyMatch(any -> has(any, option))
                      : has(verb, option));
          assertTrue(there, () -> page + ": " + option + " in " + code);
        }
      }
    }
    assertTrue(found > 40, "Few options in the pages: " + found);
  }

  @Test
  void commandLinesOfPagesAreTaken() throws IOException {
    int taken = 0;
    for (Path page : pages()) {
      for (String code : code(Files.readString(page))) {
        if (code.contains("lateo.jar ") && verb(code) != null) {
          parse(code.replaceFirst(".*lateo.jar ", "").replace("'", "").split("\\s+", 0));
          taken++;
        }
      }
    }
    assertTrue(taken > 5, "Few command lines in the pages: " + taken);
  }

  @Test
  void helpNamesOptionsThatThereAre() {
    VERBS.forEach(
        (verb, line) -> {
          for (OptionSpec option : line.getCommandSpec().options()) {
            for (String named : options(String.join(" ", option.description()))) {
              boolean ofTrain = String.join(" ", option.description()).contains("train " + named);
              assertTrue(
                  has(ofTrain ? "train" : verb, named), () -> verb + " " + option + ": " + named);
            }
          }
        });
  }

  @Test
  void everyOptionIsTaken() {
    VERBS.forEach(
        (verb, line) -> {
          for (OptionSpec option : line.getCommandSpec().options()) {
            List<String> arguments = new ArrayList<>(required(verb));
            arguments.add(option.longestName());
            if (option.arity().max() > 0) {
              arguments.add(value(option));
            }
            if (!option.required() && option.group() == null) {
              arguments.add(0, verb);
              parse(arguments.toArray(String[]::new));
            }
          }
        });
  }

  private static List<String> required(String verb) {
    if (verb.equals("bench")) { // One of a group.
      return List.of("--random", "1");
    }
    return VERBS.get(verb).getCommandSpec().options().stream()
        .filter(OptionSpec::required)
        .flatMap(option -> Stream.of(option.longestName(), value(option)))
        .toList();
  }

  private static String value(OptionSpec option) {
    Class<?> type = option.auxiliaryTypes()[0];
    if (type.isEnum()) {
      return type.getEnumConstants()[0].toString();
    }
    return type == Path.class || type == String.class ? "x" : "1";
  }

  /** A message of a verb's package is of that verb, unless it says "train" before the option. */
  @Test
  void messagesNameOptionsThatThereAre() throws IOException {
    int found = 0;
    try (Stream<Path> files = Files.walk(APP)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String folder = APP.relativize(file).getName(0).toString();
        for (String text : literals(file)) {
          for (String option : options(text)) {
            found++;
            String prefix = text.substring(0, text.indexOf(option));
            String verb = prefix.matches("(?s).*\\btrain( with)?( [\\w-]+)? ") ? "train" : folder;
            boolean one = VERBS.containsKey(verb) && !verb.equals("score");
            boolean there =
                one ? has(verb, option) : VERBS.keySet().stream().anyMatch(any -> has(any, option));
            assertTrue(
                there || OTHERS.contains(option), () -> file + ": " + option + " in " + text);
          }
        }
      }
    }
    assertTrue(found > 80, "Few options in messages: " + found);
  }

  /** The strings of a file, those joined by a plus as one. */
  private static List<String> literals(Path file) throws IOException {
    String joined = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
    return LITERAL.matcher(joined).results().map(MatchResult::group).toList();
  }

  /** The library does not know the command line; names with a colon are those of styles. */
  @Test
  void theLibraryNamesNoOptions() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/lateo"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (!file.startsWith(APP)) {
          for (String text : literals(file)) {
            found.addAll(options(text.replaceAll("--[a-z]+:", "")));
          }
        }
      }
    }
    assertEquals(Set.of(), found);
  }
}
