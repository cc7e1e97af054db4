package org.lateo.tables;

/**
 * A column of a table, and how it is read.
 *
 * @param name in the header, without blanks around it
 * @param type what its cells hold
 * @param pattern how dates are written, see {@link DatePattern}; of numbers {@link #IN_TEXT} if
 *     there may be more in a cell; empty for other types, and for dates whose pattern is to be
 *     found out
 * @param reason why it is read so, in words
 */
public record Column(String name, ColumnType type, String pattern, String reason) {
  /** The pattern of numbers with more around them, such as {@code $1,234.50} or {@code 12 %}. */
  public static final String IN_TEXT = "in text";

  private static final String GIVEN = "as asked for";

  /** A column of a type that was asked for. */
  public static Column given(String name, ColumnType type) {
    return new Column(name, type, "", GIVEN);
  }

  /**
   * A column of a type in words.
   *
   * @param type a name of {@link ColumnType} in any case, for dates with a pattern after a blank:
   *     {@code date dd/MM/yyyy}; {@code number in text} takes the number out of other text
   * @throws IllegalArgumentException if there is no such type, or the pattern is none of dates
   */
  public static Column given(String name, String type) {
    String[] words = type.strip().split("\\s+", 2);
    String pattern = words.length > 1 ? words[1] : "";
    ColumnType read = ColumnType.of(words[0]);
    if (read == ColumnType.NUMBER && !pattern.isEmpty() && !pattern.equals(IN_TEXT)) {
      throw new IllegalArgumentException("Expected number or number in text, found " + type);
    }
    if ((read == ColumnType.DATE || read == ColumnType.CLOCK) && !pattern.isEmpty()) {
      DatePattern.require(pattern);
    }
    return new Column(name, read, pattern, GIVEN);
  }

  /**
   * A number of this column's feature as a cell would show it.
   *
   * @param value the number, for dates the days since 1970-01-01
   */
  public String text(double value, CellFormat format) {
    if (type == ColumnType.DATE) {
      return new DatePattern(pattern).format(value);
    }
    float single = (float) value;
    String text = single == value ? Float.toString(single) : Double.toString(value);
    return format.decimalComma() ? text.replace('.', ',') : text;
  }

  boolean isNumberInText() {
    return type == ColumnType.NUMBER && pattern.equals(IN_TEXT);
  }

  /** The type in words, as {@link #given(String, String)} reads it. */
  String typeText() {
    return pattern.isEmpty() ? type.toString() : type + " " + pattern;
  }
}
