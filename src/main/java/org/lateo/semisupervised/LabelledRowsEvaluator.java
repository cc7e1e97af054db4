package org.lateo.semisupervised;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.provenance.DataProvenance;

/**
 * Evaluates on the rows that have an output, and refuses data without such a row with {@link
 * IllegalArgumentException}. Tribuo's evaluators throw on rows without an output, and so does its
 * {@code CrossValidation} unless it is given one of these:
 *
 * <pre>{@code
 * new CrossValidation<>(
 *     trainer, dataset, new LabelledRowsEvaluator<>(new LabelEvaluator(), new LabelFactory()), 5)
 * }</pre>
 *
 * @param <T> the type of output
 * @param <E> the type of evaluation
 */
public final class LabelledRowsEvaluator<T extends Output<T>, E extends Evaluation<T>>
    implements Evaluator<T, E> {
  private final Evaluator<T, E> evaluator;
  private final T unknown;

  /**
   * Gives an evaluator the rows with an output alone.
   *
   * @param factory makes the unknown output, that of the other rows
   */
  public LabelledRowsEvaluator(Evaluator<T, E> evaluator, OutputFactory<T> factory) {
    this.evaluator = requireNonNull(evaluator, "evaluator");
    this.unknown = factory.getUnknownOutput();
  }

  @Override
  public E evaluate(Model<T> model, Dataset<T> dataset) {
    return evaluateRows(model, dataset, dataset.getProvenance());
  }

  @Override
  public E evaluate(Model<T> model, DataSource<T> source) {
    return evaluateRows(model, source, source.getProvenance());
  }

  @Override
  public E evaluate(Model<T> model, List<Prediction<T>> predictions, DataProvenance provenance) {
    List<Prediction<T>> known =
        predictions.stream().filter(p -> isLabelled(p.getExample())).toList();
    requireRows(known.size(), predictions.size());
    return evaluator.evaluate(model, known, provenance);
  }

  private E evaluateRows(Model<T> model, Iterable<Example<T>> rows, DataProvenance provenance) {
    List<Example<T>> all = new ArrayList<>();
    rows.forEach(all::add);
    List<Example<T>> labelled = all.stream().filter(this::isLabelled).toList();
    requireRows(labelled.size(), all.size());
    return evaluator.evaluate(model, model.predict(labelled), provenance);
  }

  private boolean isLabelled(Example<T> row) {
    return !row.getOutput().equals(unknown);
  }

  private static void requireRows(int labelled, int all) {
    if (labelled == 0) {
      throw new IllegalArgumentException(
          "Expected at least one row with an output to evaluate on, found none among " + all);
    }
  }
}
