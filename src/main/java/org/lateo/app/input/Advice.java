package org.lateo.app.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lateo.tables.Names;
import org.lateo.tables.Sheet;
import org.lateo.tables.SheetReader;
import org.lateo.tables.TableException;
import org.lateo.tables.TableOptions;

/**
 * What a verb tells the user to do about a file that is refused.
 *
 * @param options the verb's options that may be recommended, such as {@code --categorical}
 * @param afresh whether a model trained with other options could take the file
 */
public record Advice(Set<String> options, boolean afresh) {
  private static final String MISSING = "--missing";

  /** As many columns as one option of a message names. */
  private static final int MOST_NAMED = 20;

  /**
   * Reads a file.
   *
   * @throws InputException if it is refused, with what to do about it
   */
  public Sheet read(TableOptions file) {
    try {
      return SheetReader.read(file);
    } catch (TableException e) {
      throw new InputException(e.getMessage() + remedy(e), e);
    }
  }

  private String remedy(TableException e) {
    return switch (e.remedy()) {
      case NONE -> "";
      case OTHER_TYPE -> forWords(pattern(e.columns().get(0)), argument(e.columns().get(0)));
      case DECIMAL_COMMA ->
          among(
              List.of(
                  "--decimal-comma, if 1,5 is one and a half",
                  "--number " + pattern(e.columns()) + ", if 1,500 is fifteen hundred"));
      case DECIMAL_POINT -> forPoint();
      case NUMBERS_IN_TEXT -> among(List.of("--number " + pattern(e.columns()) + " takes them"));
      case ENCODING -> among(List.of("--encoding windows-1252, if it is from Windows"));
      case NO_HEADER -> among(List.of("--no-header, if it is a row"));
      case SEPARATOR -> among(List.of("--separator, if something else stands between cells"));
      case MISSING -> forGaps(e.columns());
      case ABSENT_AS_ZERO -> among(List.of("--absent-as-zero takes absent columns as zero"));
    };
  }

  /** Only a training may read the same cells in another way. */
  private String forPoint() {
    return options.contains("--categorical")
        ? " (leave --decimal-comma out, if 1.5 is one and a half)"
        : " (the model was trained with --decimal-comma and reads 1,5 as one and a half; write the"
            + " file so, or train a model without that option)";
  }

  private String forWords(String pattern, String column) {
    return among(
        List.of(
            "--categorical " + pattern + ", if it holds categories",
            "--response " + column + ", if it is the output",
            "--gaps, if the word stands for no value",
            "--number " + pattern + ", if numbers stand in words",
            "--exclude " + pattern + " to leave it out"));
  }

  /** Those of some pieces of advice whose option the verb has. */
  private String among(List<String> advice) {
    List<String> apt = new ArrayList<>(advice);
    apt.removeIf(text -> !options.contains(text.split("[ ,]", 2)[0]));
    return apt.isEmpty() ? "" : " (" + String.join("; ", apt) + ")";
  }

  private String forGaps(List<String> columns) {
    if (options.contains(MISSING)) {
      return " (" + MISSING + " " + pattern(columns) + " takes gaps there as missing values)";
    }
    if (options.contains("--exclude")) {
      return among(
          List.of(
              "--exclude " + pattern(columns) + " leaves " + pronoun(columns) + " out",
              "--model vae takes gaps as missing values"));
    }
    return afresh ? "; train with " + MISSING + " for columns where values are missing" : "";
  }

  private static String pronoun(List<String> columns) {
    return columns.size() == 1 ? "it" : "them";
  }

  /** A regular expression that matches the columns, as an argument. */
  static String pattern(List<String> columns) {
    return columns.size() > MOST_NAMED
        ? "'.*'"
        : argument(columns.stream().map(Advice::regex).collect(Collectors.joining("|")));
  }

  /** A regular expression that matches a column alone, as an argument. */
  public static String pattern(String column) {
    return argument(regex(column));
  }

  private static String regex(String name) {
    return name.replaceAll("([\\\\^$.|?*+()\\[\\]{}])", "\\\\$1");
  }

  /** Text as one argument of a command: a shell would split some of it, or replace. */
  public static String argument(String text) {
    return wholeArgument(Names.shown(text));
  }

  /** As above, however long. */
  public static String wholeArgument(String text) {
    return text.matches("[\\w.,:/@%+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
