package org.lateo.rows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Output;

/**
 * The rows of a dataset that have an output, and the output domain as a supervised trainer expects
 * it.
 *
 * <p>Each row's output is looked at, since a dataset's own count of unknown outputs is lost in
 * views and copies. After some copies the unknown output is a class of the domain; it is removed.
 *
 * @param examples the rows with an output, in their order
 * @param outputs the dataset's domain without the unknown output; classes without a row stay
 */
public record LabelledRows<T extends Output<T>>(
    List<Example<T>> examples, ImmutableOutputInfo<T> outputs) {
  private static final Logger logger = Logger.getLogger(LabelledRows.class.getName());

  /**
   * The labelled rows of a dataset.
   *
   * @throws IllegalArgumentException if no row has an output
   */
  public static <T extends Output<T>> LabelledRows<T> of(Dataset<T> dataset) {
    T unknown = dataset.getOutputFactory().getUnknownOutput();
    List<Example<T>> labelled =
        dataset.getData().stream().filter(example -> !example.getOutput().equals(unknown)).toList();
    if (labelled.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected at least one row with an output for the inner trainer, found none among %d"
                  + " rows",
              dataset.size()));
    }
    warnOfEmptyClasses(dataset.getOutputIDInfo(), unknown, labelled);
    return new LabelledRows<>(labelled, withoutUnknown(dataset, unknown, labelled));
  }

  private static <T extends Output<T>> ImmutableOutputInfo<T> withoutUnknown(
      Dataset<T> dataset, T unknown, List<Example<T>> labelled) {
    ImmutableOutputInfo<T> domain = dataset.getOutputIDInfo();
    if (!domain.getDomain().contains(unknown)) {
      return domain;
    }
    MutableOutputInfo<T> stripped = dataset.getOutputFactory().generateInfo();
    labelled.forEach(example -> stripped.observe(example.getOutput()));
    for (T output : domain.getDomain()) {
      if (!output.equals(unknown) && !stripped.getDomain().contains(output)) {
        stripped.observe(output);
      }
    }
    return stripped.generateImmutableOutputInfo();
  }

  private static <T extends Output<T>> void warnOfEmptyClasses(
      ImmutableOutputInfo<T> domain, T unknown, List<Example<T>> labelled) {
    Set<T> seen = new HashSet<>();
    labelled.forEach(example -> seen.add(example.getOutput()));
    boolean classes = domain.getDomain().containsAll(seen);
    for (T output : domain.getDomain()) {
      if (classes && !output.equals(unknown) && !seen.contains(output)) {
        logger.warning(() -> "No labelled row for " + output + "; it stays in the domain");
      }
    }
  }
}
