package org.lateo.tables;

import java.util.Set;
import java.util.TreeSet;

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

  /** Keeps the words in order. */
  public CellFormat {
    gaps = new TreeSet<>(gaps);
  }

  /** With these words for gaps. */
  public CellFormat withGaps(Set<String> words) {
    return new CellFormat(words, decimalComma);
  }

  /** With numbers such as {@code 1,5}. */
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

  /** The number of a cell without blanks around it; NaN if it holds none. */
  double number(String cell) {
    if (!decimalComma) {
      return Numbers.of(cell);
    }
    return cell.indexOf('.') >= 0 ? Double.NaN : Numbers.of(cell.replace(',', '.'));
  }
}
