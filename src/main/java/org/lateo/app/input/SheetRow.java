package org.lateo.app.input;

import java.util.Arrays;
import java.util.Optional;

/** A row of a {@link Sheet}: its values by column, and the response. */
public final class SheetRow {
  private final String[] columns;
  private final double[] values;
  private final String response;

  /**
   * @param columns names of the columns that are neither zero nor missing, ascending
   * @param values of these columns
   * @param response null or empty if the row has none
   */
  SheetRow(String[] columns, double[] values, String response) {
    this.columns = columns;
    this.values = values;
    this.response = response == null || response.isEmpty() ? null : response;
  }

  String[] columns() {
    return columns;
  }

  double[] values() {
    return values;
  }

  /** The value in a column; 0 if there is none. */
  public double value(String column) {
    int index = Arrays.binarySearch(columns, column);
    return index < 0 ? 0 : values[index];
  }

  /** The response as it stands in the file; empty if the row is unlabelled. */
  public Optional<String> response() {
    return Optional.ofNullable(response);
  }
}
