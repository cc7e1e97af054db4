package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.app.verb.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every number that an option takes is taken or refused in a line, which names no option that the
 * verb does not have.
 */
final class OptionValuesTest {
  private static final List<String> VALUES =
      List.of("-1", "1e-30", "NaN", "9999999999", "", "2147483647");

  /** These ask for as long a training, or as many threads, and may have it. */
  private static final Set<String> LONG = Set.of("--epochs", "--threads");

  private static final Pattern OPTION = Pattern.compile("(train |train with )?(--[a-z][a-z-]*)");

  @TempDir private static Path folder;
  private static Path csv;
  private static Path model;

  @BeforeAll
  static void train() {
    csv = SmallData.csv(folder);
    model = folder.resolve("model");
    Ran.run(arguments("train", model).toArray()).ok();
  }

  private static List<Object> arguments(String verb, Path out) {
    if (verb.equals("bench")) {
      return new ArrayList<>(List.of(verb, "--random", 20, "--epochs", 1, "--hidden", 4));
    }
    List<Object> all = new ArrayList<>(List.of(verb, "--data", csv, "--response", "kind"));
    if (verb.equals("train")) {
      all.addAll(List.of("--epochs", 1, "--hidden", 4, "--latent", 2));
    } else {
      all.addAll(List.of("--model", model));
    }
    if (!verb.equals("evaluate")) {
      all.addAll(List.of("--out", out));
    }
    return all;
  }

  private static CommandLine verb(String name) {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return Main.commandLine(new Messages(nowhere, nowhere)).getSubcommands().get(name);
  }

  private static boolean takesNumber(OptionSpec option) {
    Class<?> type = option.auxiliaryTypes()[0];
    return !option.usageHelp()
        && (type == Integer.class
            || type == Double.class
            || type == Long.class
            || type == int.class
            || option.longestName().equals("--warm-up"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "score", "evaluate", "bench"})
  void numbersAreTakenOrRefused(String verb) {
    int tried = 0;
    for (OptionSpec option : verb(verb).getCommandSpec().options()) {
      if (takesNumber(option)) {
        tried++;
        VALUES.forEach(value -> check(verb, option.longestName(), value));
      }
    }
    assertTrue(tried >= 3, "only " + tried + " options take numbers");
  }

  private static void check(String verb, String option, String value) {
    if (LONG.contains(option) && value.equals("2147483647")) {
      return;
    }
    List<Object> arguments = arguments(verb, folder.resolve("out"));
    int at = arguments.indexOf(option);
    if (at >= 0) {
      arguments.subList(at, at + 2).clear();
    }
    arguments.add(option + "=" + value);
    Ran ran = Ran.run(arguments.toArray());
    String what = verb + " " + option + "=" + value + ": " + ran;
    assertTrue(ran.code() == 0 || ran.code() == 2, what);
    if (ran.code() == 2) {
      assertEquals(1, ran.err().lines().count(), what);
      namesOptionsOf(verb, ran.err());
    }
  }

  /** Of the verb, or of {@code train} where it says so. */
  private static void namesOptionsOf(String verb, String message) {
    Matcher named = OPTION.matcher(message.replace("--help", ""));
    while (named.find()) {
      String of = named.group(1) == null ? verb : "train";
      assertTrue(
          verb(of).getCommandSpec().findOption(named.group(2)) != null,
          named.group(2) + " is no option of " + of + ": " + message);
    }
  }

  @Test
  void sizesThatNothingHoldsAreRefused() {
    for (String part : List.of("iwae:samples=2147483647", "elbo:samples=2147483647")) {
      List<Object> arguments = arguments("train", folder.resolve("out"));
      arguments.addAll(List.of("--objective", part));
      Ran.run(arguments.toArray())
          .refused("lateo train: --objective: samples: expected at most 100000, found 2147483647");
    }
    List<Object> arguments = arguments("train", folder.resolve("out"));
    arguments.addAll(List.of("--objective", "iwae:samples=100000", "--batch", 1000000));
    arguments.addAll(List.of("--posterior", "planar-flow", "--objective", "elbo:samples=100000"));
    Ran.run(arguments.toArray()).refusedAbout("lateo train: ");
  }
}
