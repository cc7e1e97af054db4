package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * Evaluates scores, whatever the threshold, where Tribuo's own evaluator counts alarms.
 *
 * <p>The rows' outputs are the truth. Of a {@link VAEAnomalyModel} the score is taken and p-values
 * too; of any other model of events the score of the event it predicts, higher being more usual, as
 * Tribuo has it.
 */
public final class AnomalyScoreEvaluator implements Evaluator<Event, AnomalyScoreEvaluation> {
  /**
   * Predicts and evaluates.
   *
   * @throws IllegalArgumentException unless there is at least one row of each kind and none of
   *     unknown type
   */
  @Override
  public AnomalyScoreEvaluation evaluate(Model<Event> model, Dataset<Event> dataset) {
    return evaluate(model, model.predict(dataset), dataset.getProvenance());
  }

  /** As {@link #evaluate(Model, Dataset)}. */
  @Override
  public AnomalyScoreEvaluation evaluate(Model<Event> model, DataSource<Event> datasource) {
    List<Example<Event>> examples = new ArrayList<>();
    datasource.forEach(examples::add);
    return evaluate(model, model.predict(examples), datasource.getProvenance());
  }

  /** As {@link #evaluate(Model, Dataset)}, for predictions that the model has made. */
  @Override
  public AnomalyScoreEvaluation evaluate(
      Model<Event> model, List<Prediction<Event>> predictions, DataProvenance dataProvenance) {
    double[] scores =
        model instanceof VAEAnomalyModel own
            ? own.score(predictions.stream().map(Prediction::getExample).toList())
            : predictions.stream().mapToDouble(p -> p.getOutput().getScore()).toArray();
    return new AnomalyScoreEvaluation(
        predictions,
        scores,
        model instanceof VAEAnomalyModel own ? own.calibrationScores() : null,
        new EvaluationProvenance(model.getProvenance(), dataProvenance));
  }
}
