package org.lateo.app.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lateo.app.input.InputException;
import org.lateo.app.verb.Messages;
import org.lateo.tables.Sheet;
import org.tribuo.Example;

/**
 * The rows of a file that are impossible under a model's likelihood: their score is minus infinity.
 *
 * @param count how many there are
 * @param first a message for the first, which begins with file and row
 */
public record ImpossibleRows(int count, Optional<String> first) {
  /**
   * Finds the impossible rows of a sheet.
   *
   * @param impossible says what makes a row impossible, if anything does
   * @param rows the rows of the sheet, in its order
   */
  public static ImpossibleRows of(
      Function<Example<?>, Optional<String>> impossible,
      List<? extends Example<?>> rows,
      Sheet sheet) {
    int count = 0;
    Optional<String> first = Optional.empty();
    for (int i = 0; i < rows.size(); i++) {
      Optional<String> why = impossible.apply(rows.get(i));
      count += why.isPresent() ? 1 : 0;
      String where = sheet.source() + ", row " + (i + 1) + ": expected ";
      first = first.or(() -> why.map(found -> where + found));
    }
    return new ImpossibleRows(count, first);
  }

  /**
   * Refuses impossible rows, for a result that needs all rows.
   *
   * @throws InputException if there is an impossible row, naming the first
   */
  public void refuse() {
    if (count > 0) {
      throw new InputException(
          String.format(
              "%s, which is impossible under the model; leave such rows out (%d here), or find them"
                  + " by the verb score",
              first.orElseThrow(), count));
    }
  }

  /** Warns of impossible rows, if there are any, with their number and the first's message. */
  public void warn(Messages messages) {
    if (count > 0) {
      messages.warn(
          String.format(
              "%d %s impossible under the model and minus infinity in the file; the first: %s",
              count, count == 1 ? "row is" : "rows are", first.orElseThrow()));
    }
  }
}
