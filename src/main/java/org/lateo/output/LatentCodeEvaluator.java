package org.lateo.output;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.lateo.inference.LogLikelihood;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.transform.TransformedModel;

/**
 * Evaluates codes by their scores. There is no ground truth: the outputs of the examples are not
 * read, so that unlabelled data, which Tribuo's own evaluators refuse, is the natural input.
 *
 * <p>A {@link Scores} model scores the examples whose codes are not scored, since its {@code
 * predict} leaves the evidence lower bound out, adds the divergence of each latent dimension, and
 * on request estimates log-likelihoods. Inside Tribuo's {@code TransformedModel} it does so for the
 * transformed examples. The codes of any other model are taken as it predicts them; if none of them
 * is scored, the evaluation says so.
 */
public final class LatentCodeEvaluator implements Evaluator<LatentCode, LatentCodeEvaluation> {

  /** Rows between two reports of progress. */
  private static final int CHUNK = 256;

  private final int samples;
  private final IntConsumer progress;

  /** Without log-likelihoods; {@link LatentCodeFactory#getEvaluator()} shares one. */
  public LatentCodeEvaluator() {
    this(0, rows -> {});
  }

  /**
   * With importance-weighted log-likelihoods.
   *
   * @param samples importance samples a row; 0 for no log-likelihoods, which models without a
   *     density never have
   * @param progress is told now and then how many rows have a log-likelihood
   * @throws IllegalArgumentException if samples is negative
   */
  public LatentCodeEvaluator(int samples, IntConsumer progress) {
    if (samples < 0) {
      throw new IllegalArgumentException("Expected 0 or more importance samples, found " + samples);
    }
    this.samples = samples;
    this.progress = progress;
  }

  /** Predicts and evaluates; a dataset without examples is refused. */
  @Override
  public LatentCodeEvaluation evaluate(Model<LatentCode> model, Dataset<LatentCode> dataset) {
    return evaluate(model, predict(model, dataset), dataset.getProvenance());
  }

  /** Predicts and evaluates; a source without examples is refused. */
  @Override
  public LatentCodeEvaluation evaluate(Model<LatentCode> model, DataSource<LatentCode> datasource) {
    List<Example<LatentCode>> examples = new ArrayList<>();
    datasource.forEach(examples::add);
    return evaluate(model, predict(model, examples), datasource.getProvenance());
  }

  private static List<Prediction<LatentCode>> predict(
      Model<LatentCode> model, Iterable<Example<LatentCode>> examples) {
    return model instanceof Scores scores
        ? scores.predictScored(examples)
        : model.predict(examples);
  }

  /**
   * Evaluates codes that the model has predicted.
   *
   * @throws IllegalArgumentException if there is no prediction, one is unknown, or their dimensions
   *     differ
   */
  @Override
  public LatentCodeEvaluation evaluate(
      Model<LatentCode> model,
      List<Prediction<LatentCode>> predictions,
      DataProvenance dataProvenance) {
    EvaluationProvenance provenance =
        new EvaluationProvenance(model.getProvenance(), dataProvenance);
    Optional<Scores> found = scores(model);
    if (predictions.isEmpty() || found.isEmpty()) {
      return new LatentCodeEvaluation(predictions, provenance, new double[0], null);
    }
    Scores scores = found.get();
    List<Example<LatentCode>> examples = predictions.stream().map(Prediction::getExample).toList();
    LogLikelihood logLikelihood =
        samples == 0 || !scores.hasDensity() ? null : logLikelihood(scores, examples);
    return new LatentCodeEvaluation(
        scored(scores, predictions), provenance, scores.meanLatentNats(examples), logLikelihood);
  }

  /** The model that scores; the predictions of a transformed model hold transformed examples. */
  private static Optional<Scores> scores(Model<LatentCode> model) {
    if (model instanceof TransformedModel<LatentCode> transformed) {
      return scores(transformed.getInnerModel());
    }
    return model instanceof Scores scores ? Optional.of(scores) : Optional.empty();
  }

  /** The predictions; those whose codes are not scored are predicted again. */
  private static List<Prediction<LatentCode>> scored(
      Scores model, List<Prediction<LatentCode>> predictions) {
    List<Example<LatentCode>> bare =
        predictions.stream()
            .filter(prediction -> isBare(prediction.getOutput()))
            .map(Prediction::getExample)
            .toList();
    Iterator<Prediction<LatentCode>> scored = model.predictScored(bare).iterator();
    return predictions.stream()
        .map(prediction -> isBare(prediction.getOutput()) ? scored.next() : prediction)
        .toList();
  }

  private static boolean isBare(LatentCode code) {
    return !code.isUnknown() && !code.isScored();
  }

  private LogLikelihood logLikelihood(Scores model, List<Example<LatentCode>> examples) {
    int rows = examples.size();
    double[] nats = new double[rows];
    double[] errors = new double[rows];
    for (int from = 0, to; from < rows; from = to) {
      to = Math.min(rows, from + CHUNK);
      LogLikelihood chunk = model.estimateLogLikelihood(examples.subList(from, to), samples);
      System.arraycopy(chunk.nats(), 0, nats, from, to - from);
      System.arraycopy(chunk.standardErrors(), 0, errors, from, to - from);
      progress.accept(to);
    }
    return new LogLikelihood(nats, errors, samples);
  }
}
