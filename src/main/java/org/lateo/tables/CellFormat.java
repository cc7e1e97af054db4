package org.lateo.tables;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How cells are read.
 *
 * @param gaps the words that stand for no value, besides an empty cell
 * @param decimalComma whether numbers have a comma in place of a point
 */
public record CellFormat(Set<String> gaps, boolean decimalComma) {
  /** Numbers with points, and the usual words for no value. */
  public static final CellFormat DEFAULT =
      new CellFormat(Set.of("NA", "N/A", "#N/A", "NaN", "nan", "null", "NULL", "None", "?"), false);

  /** Points between groups of three digits, as in {@code 1.234.567,8}. */
  private static final Pattern GROUPS = Pattern.compile("[-+]?[1-9]\\d{0,2}(\\.\\d{3})+(,\\d*)?");

  /** Keeps the words in order. */
  public CellFormat {
    gaps = new TreeSet<>(gaps);
  }

  /** With these words for gaps. */
  public CellFormat withGaps(Set<String> words) {
    return new CellFormat(words, decimalComma);
  }

  /** With numbers such as {@code 1,5} and {@code 1.234,5}. */
  public CellFormat withDecimalComma() {
    return new CellFormat(gaps, true);
  }

  /** Whether a cell without blanks around it stands for no value. */
  public boolean isGap(String cell) {
    return cell.isEmpty() || gaps.contains(cell);
  }

  /** Whether a gap may look like a number, such as -999. */
  boolean hasNumbersForGaps() {
    return gaps.stream().anyMatch(word -> !Double.isNaN(number(word)));
  }

  /** The number in a cell that has more around it, such as a unit. */
  double numberInText(String cell) {
    double plain = number(cell);
    return Double.isNaN(plain) ? Numbers.inText(withPoint(cell)) : plain;
  }

  /** Whether a cell is a number with a unit, or with groups of digits. */
  boolean isWithUnit(String cell) {
    return !Double.isNaN(number(cell)) || Numbers.isWithUnit(withPoint(cell));
  }

  private String withPoint(String cell) {
    return decimalComma ? cell.replace('.', '_').replace(',', '.') : cell;
  }

  /** Whether a cell without blanks around it is a number. */
  public boolean isNumber(String cell) {
    return !Double.isNaN(number(cell));
  }

  /** The number of a cell without blanks around it; NaN if it holds none. */
  double number(String cell) {
    if (!decimalComma) {
      return Numbers.of(cell);
    }
    String plain = GROUPS.matcher(cell).matches() ? cell.replace(".", "") : cell;
    return plain.indexOf('.') >= 0 ? Double.NaN : Numbers.of(plain.replace(',', '.'));
  }
}
