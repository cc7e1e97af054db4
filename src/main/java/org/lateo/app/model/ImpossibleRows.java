package org.lateo.app.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lateo.app.input.InputException;
import org.lateo.app.input.Sheet;
import org.lateo.app.verb.Messages;
import org.tribuo.Example;

/**
 * The rows of a file that are impossible under a model's likelihood: their score is minus infinity.
 *
 * @param found what is wrong with each, in words that begin with file and row
 */
public record ImpossibleRows(List<String> found) {
  /**
   * Looks for them.
   *
   * @param impossible says what makes a row impossible, if anything does
   * @param rows those of the sheet, in its order
   */
  public static ImpossibleRows of(
      Function<Example<?>, Optional<String>> impossible,
      List<? extends Example<?>> rows,
      Sheet sheet) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String where = sheet.source() + ", row " + (i + 1) + ": expected ";
      impossible.apply(rows.get(i)).ifPresent(why -> found.add(where + why));
    }
    return new ImpossibleRows(List.copyOf(found));
  }

  /** How many there are. */
  public int count() {
    return found.size();
  }

  /**
   * Where a number is promised of all rows together.
   *
   * @throws InputException if there are any, saying which is the first
   */
  public void refuse() {
    if (count() > 0) {
      throw new InputException(
          found.get(0)
              + ", which is impossible under the model; leave such rows out ("
              + count()
              + " here), or see which they are by the verb score");
    }
  }

  /** Says how many there are and what is wrong with the first, if there are any. */
  public void warn(Messages messages) {
    if (count() > 0) {
      messages.warn(
          count()
              + (count() == 1 ? " row is" : " rows are")
              + " impossible under the model and minus infinity in the file; the first: "
              + found.get(0));
    }
  }
}
