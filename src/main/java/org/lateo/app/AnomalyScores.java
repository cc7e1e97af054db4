package org.lateo.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lateo.VAEModel;
import org.lateo.anomaly.AnomalyScoreEvaluation;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.app.output.ResultFile;
import org.lateo.output.LatentCode;
import org.tribuo.Dataset;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.anomaly.evaluation.AnomalyEvaluation;
import org.tribuo.anomaly.evaluation.AnomalyEvaluator;

/** What a detector says of rows: as a file, and how good it is. */
record AnomalyScores(VAEAnomalyModel model, Dataset<Event> rows) {
  private static final double[] RATES = {0.01, 0.05};

  /**
   * Writes the columns of every density model, averaged over the autoencoders, then the event's
   * score, negative where it is anomalous, and its type.
   *
   * @param samples importance samples a row
   * @return what there is to tell
   */
  Results write(int samples, ResultFile file) {
    List<List<LatentCode>> codes = new ArrayList<>();
    List<double[]> logLikelihoods = new ArrayList<>();
    for (VAEModel member : model.members()) {
      codes.add(member.score(rows));
      logLikelihoods.add(member.logLikelihood(rows.getData(), samples));
    }
    List<Prediction<Event>> predictions = model.predict(rows);
    file.write(to -> write(codes, logLikelihoods, predictions, to));
    long alarms =
        predictions.stream().filter(p -> p.getOutput().getType() == EventType.ANOMALOUS).count();
    return new Results()
        .with("rows", predictions.size())
        .with("anomalous", alarms)
        .with("threshold", model.threshold());
  }

  private static void write(
      List<List<LatentCode>> codes,
      List<double[]> logLikelihoods,
      List<Prediction<Event>> predictions,
      Path file)
      throws IOException {
    try (CsvFile csv = CsvFile.at(file)) {
      csv.write(List.of("row", "elbo", "reconstruction", "kl", "log_likelihood", "score", "event"));
      for (int i = 0; i < predictions.size(); i++) {
        int row = i;
        Event event = predictions.get(i).getOutput();
        csv.write(
            List.of(
                Integer.toString(i + 1),
                mean(codes, row, LatentCode::getELBO),
                mean(codes, row, LatentCode::getReconstruction),
                mean(codes, row, LatentCode::getKL),
                text(logLikelihoods.stream().mapToDouble(l -> l[row]).average().orElseThrow()),
                text(event.getScore()),
                event.getType().toString()));
      }
    }
  }

  private static String mean(
      List<List<LatentCode>> codes, int row, ToDoubleFunction<LatentCode> nats) {
    return text(
        codes.stream().mapToDouble(of -> nats.applyAsDouble(of.get(row))).average().orElseThrow());
  }

  private static String text(double value) {
    return Double.toString(value);
  }

  /** How good scores and alarms are, against the rows' responses. */
  Results evaluate(Console console) {
    AnomalyScoreEvaluation scores = new AnomalyScoreEvaluator().evaluate(model, rows);
    AnomalyEvaluation alarms =
        new AnomalyEvaluator().evaluate(model, scores.getPredictions(), rows.getProvenance());
    console.say("%s", scores);
    console.say("%s", alarms);
    Results results = new Results();
    results.with("rows", rows.size());
    results.with("auroc", scores.getAUROC());
    results.with("average_precision", scores.getAveragePrecision());
    for (double rate : RATES) {
      results.with("recall_at_" + rate, scores.getRecall(rate));
      results.with("false_alarms_at_" + rate, scores.getFalseAlarmRate(rate).orElseThrow());
    }
    results.with("precision", alarms.getPrecision());
    results.with("recall", alarms.getRecall());
    results.with("f1", alarms.getF1());
    return results;
  }
}
