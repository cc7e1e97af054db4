package org.lateo.config;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The value of a configured field as text: numbers, truth values, texts and constants as
 * themselves, several texts as lines, several numbers with spaces between them.
 */
final class FieldText {
  private static final String LINE = "\n";

  private static final Map<Class<?>, Reader> READERS =
      Map.of(
          double.class, new Reader("a number", Double::valueOf),
          float.class, new Reader("a number", Float::valueOf),
          int.class, new Reader("a whole number", Integer::valueOf),
          long.class, new Reader("a whole number", Long::valueOf),
          boolean.class, new Reader("true or false", FieldText::truth),
          String.class, new Reader("text", text -> text),
          String[].class, new Reader("lines", FieldText::lines),
          int[].class, new Reader("whole numbers", FieldText::integers),
          double[].class, new Reader("numbers", FieldText::numbers));

  private record Reader(String expected, Function<String, Object> value) {
    Object read(String text, String where) {
      try {
        return value.apply(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            String.format("Expected %s as %s, found %s", expected, where, text), e);
      }
    }
  }

  private FieldText() {}

  /** The text of a value. */
  static String write(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof int[] numbers) {
      return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
    if (value instanceof double[] numbers) {
      return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
    return value instanceof String[] lines ? String.join(LINE, lines) : value.toString();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @param where for messages: the field and whose it is
   * @throws IllegalArgumentException if it is something else, or no field can be of that type
   */
  static Object read(Class<?> type, String text, String where) {
    return (type.isEnum() ? constant(type) : reader(type, where)).read(text, where);
  }

  private static Reader reader(Class<?> type, String where) {
    Reader reader = READERS.get(type);
    if (reader == null) {
      throw new IllegalArgumentException(
          String.format(
              "Expected numbers, a truth value, text, lines, a constant or a part as type of %s,"
                  + " found %s",
              where, type.getName()));
    }
    return reader;
  }

  private static Reader constant(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    return new Reader(
        "one of " + Arrays.toString(constants),
        text ->
            Arrays.stream(constants)
                .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
  }

  private static Boolean truth(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException();
  }

  private static Stream<String> words(String text) {
    return text.isBlank() ? Stream.of() : Stream.of(text.strip().split("[ ,]+"));
  }

  private static int[] integers(String text) {
    return words(text).mapToInt(Integer::parseInt).toArray();
  }

  private static double[] numbers(String text) {
    return words(text).mapToDouble(Double::parseDouble).toArray();
  }

  private static String[] lines(String text) {
    return text.isEmpty() ? new String[0] : text.split(LINE, -1);
  }
}
