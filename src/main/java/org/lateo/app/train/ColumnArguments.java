package org.lateo.app.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.Refusals;
import org.lateo.tables.Column;
import org.lateo.tables.ColumnType;
import org.lateo.tables.Names;
import org.lateo.tables.Schema;
import org.lateo.tables.Sheet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options that say what the columns of a table hold. The model keeps it, so other verbs have no
 * such options.
 */
final class ColumnArguments {
  @Spec CommandSpec own;

  @Spec(Spec.Target.MIXEE)
  CommandSpec verb;

  @Option(
      names = "--columns",
      paramLabel = "REGEX",
      description = "Take these columns alone, beside the output. May be repeated, as all below.")
  String[] columns = {};

  @Option(names = "--exclude", paramLabel = "REGEX", description = "Leave these columns out.")
  String[] exclude = {};

  @Option(
      names = "--categorical",
      paramLabel = "REGEX",
      description =
          "Columns that hold categories, as columns of few different words do anyhow: a cell red of"
              + " the column colour is a one in the feature colour@red.")
  String[] categorical = {};

  @Option(
      names = "--date",
      paramLabel = "REGEX[=PATTERN]",
      description =
          "Columns of dates to take as days since 1970-01-01, as in 'born=dd/MM/yyyy'. Dates that"
              + " never go back from row to row are otherwise taken as a clock, of which the day of"
              + " the week and the hour count.")
  String[] date = {};

  @Option(
      names = "--number",
      paramLabel = "REGEX",
      description =
          "Columns of numbers with more around them, such as $1,234.50, 12 %% or (5), which is minus"
              + " five: the number is taken.")
  String[] number = {};

  @Option(
      names = "--id",
      paramLabel = "REGEX",
      description = "Columns that tell rows apart and say nothing else: left out.")
  String[] id = {};

  @Option(
      names = "--types",
      paramLabel = "FILE",
      description =
          "Take the types of columns from a JSON object: {\"zip\": \"category\", \"born\": \"date"
              + " dd/MM/yyyy\"}; number, category, date, clock, id, text or excluded.")
  Optional<Path> types = Optional.empty();

  /** Those of these options that the user has given. */
  List<String> given() {
    return AutoencoderArguments.given(own, verb);
  }

  /** What an option says of the columns that match. */
  private record Rule(String option, String text, Pattern names, String type) {
    static Rule of(String option, String text, String names, String type) {
      String plain = option.substring(2);
      Pattern pattern = Refusals.option(plain, () -> Pattern.compile(names));
      Refusals.option(plain, () -> Column.given(names, type));
      return new Rule(option, text, pattern, type);
    }

    boolean matches(String column) {
      return names.matcher(column).matches();
    }
  }

  /** Says of a column how it is to be read, if an option does. */
  ColumnsAsked asked() {
    List<Rule> rules = new ArrayList<>(rules("--exclude", exclude, "excluded"));
    rules.addAll(rules("--id", id, "id"));
    rules.addAll(rules("--categorical", categorical, "category"));
    rules.addAll(rules("--number", number, "number " + Column.IN_TEXT));
    for (String text : date) {
      int end = text.lastIndexOf('=');
      String names = end < 0 ? text : text.substring(0, end);
      rules.add(Rule.of("--date", text, names, "date " + (end < 0 ? "" : text.substring(end + 1))));
    }
    Map<String, Column> listed = new LinkedHashMap<>();
    types.ifPresent(file -> listed.putAll(read(file)));
    return new ColumnsAsked(rules, rules("--columns", columns, "number"), listed);
  }

  private static List<Rule> rules(String option, String[] patterns, String type) {
    return Arrays.stream(patterns).map(text -> Rule.of(option, text, text, type)).toList();
  }

  private static Map<String, Column> read(Path file) {
    Map<String, Column> columns = new LinkedHashMap<>();
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readString(file));
      if (!root.isObject()) {
        throw new InputException(
            "--types: expected a JSON object in " + file + ", found " + root.getNodeType());
      }
      root.fields()
          .forEachRemaining(e -> columns.put(e.getKey(), column(e.getKey(), e.getValue())));
      return columns;
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      String found = ", found: " + e.getOriginalMessage() + where;
      throw new InputException("--types: expected a JSON object in " + file + found, e);
    } catch (IOException e) {
      throw new InputException("--types: expected a readable file, found none at " + file, e);
    }
  }

  private static Column column(String name, JsonNode type) {
    try {
      return Column.given(name, type.asText());
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "--types: expected number, category, date, clock, id, text or excluded for "
              + Names.quoted(name)
              + ", found "
              + type
              + (type.asText().contains(" ") ? ": " + e.getMessage() : ""),
          e);
    }
  }

  /**
   * What the options say of columns.
   *
   * @param rules the types of columns that match, the first first
   * @param only the columns that are taken alone; empty for all
   * @param listed the types of a file, by name
   */
  record ColumnsAsked(List<Rule> rules, List<Rule> only, Map<String, Column> listed) {
    /** How a column is to be read, if an option says it. */
    Optional<Column> column(String name) {
      Optional<Column> ruled =
          rules.stream()
              .filter(rule -> rule.matches(name))
              .findFirst()
              .map(rule -> Column.given(name, rule.type()));
      if (ruled.isPresent()) {
        return ruled;
      }
      if (!only.isEmpty() && only.stream().noneMatch(rule -> rule.matches(name))) {
        return Optional.of(Column.given(name, ColumnType.EXCLUDED));
      }
      return Optional.ofNullable(listed.get(name));
    }

    /** Refuses an option that says something of no column. */
    void requireMatches(Sheet sheet) {
      List<String> names =
          sheet.schema().map(Schema::list).orElse(List.of()).stream()
              .filter(column -> column.type() != ColumnType.RESPONSE)
              .map(Column::name)
              .toList();
      List<Rule> all = new ArrayList<>(rules);
      all.addAll(only);
      for (Rule rule : all) {
        if (names.stream().noneMatch(rule::matches)) {
          throw new InputException(
              String.format(
                  "%s: expected a column of %s that is no output and matches, found none for %s",
                  rule.option(), sheet.source(), rule.text()));
        }
      }
      for (String name : listed.keySet()) {
        if (!names.contains(name)) {
          throw new InputException(
              String.format(
                  "--types: expected columns of %s that are no output, found %s",
                  sheet.source(), Names.quoted(name)));
        }
      }
    }
  }
}
