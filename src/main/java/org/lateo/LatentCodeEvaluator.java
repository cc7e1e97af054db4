package org.lateo;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * Evaluates codes by what they say of themselves. There is no ground truth: the outputs of the
 * examples are not looked at, so that unlabelled data, which Tribuo's own evaluators refuse, is the
 * natural input.
 *
 * <p>A {@link VAEModel} scores the examples, since its {@code predict} leaves the evidence lower
 * bound out; the codes of any other model are taken as it predicts them.
 */
public final class LatentCodeEvaluator implements Evaluator<LatentCode, LatentCodeEvaluation> {

  /** Has no state; {@link LatentCodeFactory#getEvaluator()} shares one. */
  public LatentCodeEvaluator() {}

  /**
   * Predicts and evaluates.
   *
   * @param model the model
   * @param dataset the examples, at least one
   * @return the evaluation
   * @throws IllegalArgumentException if there is no example
   */
  @Override
  public LatentCodeEvaluation evaluate(Model<LatentCode> model, Dataset<LatentCode> dataset) {
    return evaluate(model, predict(model, dataset), dataset.getProvenance());
  }

  /**
   * Predicts and evaluates.
   *
   * @param model the model
   * @param datasource the examples, at least one
   * @return the evaluation
   * @throws IllegalArgumentException if there is no example
   */
  @Override
  public LatentCodeEvaluation evaluate(Model<LatentCode> model, DataSource<LatentCode> datasource) {
    List<Example<LatentCode>> examples = new ArrayList<>();
    datasource.forEach(examples::add);
    return evaluate(model, predict(model, examples), datasource.getProvenance());
  }

  private static List<Prediction<LatentCode>> predict(
      Model<LatentCode> model, Iterable<Example<LatentCode>> examples) {
    return model instanceof VAEModel vae ? vae.predictScored(examples) : model.predict(examples);
  }

  /**
   * Evaluates codes that have been predicted.
   *
   * @param model the model that made them
   * @param predictions its codes, at least one
   * @param dataProvenance where the examples came from
   * @return the evaluation
   * @throws IllegalArgumentException if there is no prediction, one is unknown, or their dimensions
   *     differ
   */
  @Override
  public LatentCodeEvaluation evaluate(
      Model<LatentCode> model,
      List<Prediction<LatentCode>> predictions,
      DataProvenance dataProvenance) {
    return new LatentCodeEvaluation(
        predictions, new EvaluationProvenance(model.getProvenance(), dataProvenance));
  }
}
