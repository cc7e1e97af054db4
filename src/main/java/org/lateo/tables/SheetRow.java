package org.lateo.tables;

import java.util.Arrays;
import java.util.Optional;

/**
 * A row of a {@link Sheet}.
 *
 * @param columns names of the columns whose values are neither left out as zero nor missing,
 *     ascending
 * @param values the values of these columns
 * @param number the row's number in its file, from 1
 * @param response the response as it stands in the file; empty if the row is unlabelled
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SheetRow(int number, String[] columns, double[] values, Optional<String> response) {
  /** The value in a column; 0 if the row does not hold the column. */
  public double value(String column) {
    int index = Arrays.binarySearch(columns, column);
    return index < 0 ? 0 : values[index];
  }
}
