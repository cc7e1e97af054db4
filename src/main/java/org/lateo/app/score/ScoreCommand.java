package org.lateo.app.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.app.model.AnswerArguments;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ImpossibleRows;
import org.lateo.app.model.ModelRows;
import org.lateo.app.model.ReportArgument;
import org.lateo.app.output.ResultFile;
import org.lateo.app.progress.RowProgress;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.inference.LogLikelihood;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.Scores;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code score}: writes how usual each row is. */
@Command(
    name = "score",
    customSynopsis = "lateo score --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description =
        "Write how usual each row is, in nats: higher is more usual. Of a detector: the score, the"
            + " event, the p-value, and the three features that speak most against the row, with the"
            + " nats that they add to the score beyond a usual row's.")
public final class ScoreCommand extends Verb {
  private static final List<String> DENSITY =
      List.of("row", "elbo", "reconstruction", "kl", "log_likelihood");

  /** How many features explain a score. */
  private static final int REASONS = 3;

  private static final List<String> EVENT =
      Stream.concat(
              Stream.of("row", "score", "event", "p_value"),
              IntStream.rangeClosed(1, REASONS)
                  .boxed()
                  .flatMap(i -> Stream.of("reason_" + i, "nats_" + i)))
          .toList();

  /** Rows that are explained together. */
  private static final int BATCH = 1000;

  /** A value that no row's response has, since responses are ignored. */
  private static final String NO_RESPONSE = "";

  @Mixin AnswerArguments answers;

  @Mixin DensityArguments density;

  @Mixin ReportArgument report;

  @Override
  protected Results run() {
    density.samples(); // Refused before anything is read.
    try (ResultFile file = answers.open(messages);
        ReportArgument.Target page =
            report.open(answers.rows().files(answers.model()), answers.out())) {
      Model<?> read = answers.model().read();
      report.requireReported(read);
      return read instanceof VAEAnomalyModel detector
          ? events(detector, file, page)
          : densities(answers.model().one(read, Scores.class), file, page);
    }
  }

  private Results densities(Capable<Scores> found, ResultFile file, ReportArgument.Target page) {
    Sheet sheet = answers.read(found.model(), messages);
    Dataset<LatentCode> dataset = ModelRows.dataset(sheet, OutputKind.none(), found.model());
    LatentCodeEvaluation evaluation =
        Refusals.data(sheet.source(), () -> density.evaluate(found.model(), dataset, messages));
    LogLikelihood logLikelihood = evaluation.getLogLikelihood().orElseThrow();
    List<Prediction<LatentCode>> scores = evaluation.getPredictions();
    double[] nats = logLikelihood.nats();
    answers.write(file, sheet, DENSITY, i -> cells(i, scores.get(i).getOutput(), nats[i]));
    ImpossibleRows impossible =
        ImpossibleRows.of(found.can()::impossible, dataset.getData(), sheet);
    impossible.warn(messages);
    page.write(() -> ReportArgument.of(found.model(), sheet), messages);
    messages.say(
        "Wrote %,d scores to %s; mean ELBO %.2f, mean log-likelihood %.2f nats a row",
        sheet.size(), answers.out(), evaluation.getELBO(), logLikelihood.mean());
    return new Results()
        .with("rows", sheet.size())
        .with("elbo", evaluation.getELBO())
        .with("nll", -logLikelihood.mean())
        .with("impossible", impossible.count());
  }

  private static List<String> cells(int row, LatentCode code, double logLikelihood) {
    return List.of(
        Integer.toString(row + 1),
        Double.toString(code.getELBO()),
        Double.toString(code.getReconstruction()),
        Double.toString(code.getKL()),
        Double.toString(logLikelihood));
  }

  private Results events(VAEAnomalyModel detector, ResultFile file, ReportArgument.Target page) {
    Sheet sheet = answers.read(detector, messages);
    Dataset<Event> dataset = ModelRows.dataset(sheet, OutputKind.events(NO_RESPONSE), detector);
    List<Example<Event>> examples = dataset.getData();
    double[] scores = Refusals.data(sheet.source(), () -> detector.score(examples));
    List<AnomalyExplanation> batch = new ArrayList<>();
    try (RowProgress progress = messages.rowProgress("explaining", scores.length)) {
      answers.write(
          file,
          sheet,
          EVENT,
          i -> {
            if (i % BATCH == 0) {
              batch.clear();
              batch.addAll(
                  detector.explain(examples.subList(i, Math.min(i + BATCH, scores.length))));
              progress.done(i + batch.size());
            }
            return cells(i, scores[i], detector, batch.get(i % BATCH).features());
          });
    }
    long alarms =
        Arrays.stream(scores).filter(score -> isAnomalous(score, detector.threshold())).count();
    messages.say(
        "Wrote %,d scores to %s; %,d of them anomalous", scores.length, answers.out(), alarms);
    page.write(() -> ReportArgument.of(detector, dataset, sheet), messages);
    return new Results()
        .with("rows", scores.length)
        .with("anomalous", alarms)
        .with("threshold", detector.threshold());
  }

  private static boolean isAnomalous(double score, double threshold) {
    return score < threshold || score == Double.NEGATIVE_INFINITY;
  }

  /**
   * The score, whether it lies below the threshold, how rare that is among usual rows, and the
   * features that speak most against the row, each with the nats that it adds to the score beyond
   * what it adds in a usual row.
   */
  private static List<String> cells(
      int row, double score, VAEAnomalyModel detector, List<Contribution> reasons) {
    boolean anomalous = isAnomalous(score, detector.threshold());
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(row + 1));
    cells.add(Double.toString(score));
    cells.add((anomalous ? Event.EventType.ANOMALOUS : Event.EventType.EXPECTED).toString());
    cells.add(Double.toString(detector.calibrationScores().pValue(score)));
    for (int i = 0; i < REASONS; i++) {
      cells.add(i < reasons.size() ? reasons.get(i).name() : "");
      cells.add(i < reasons.size() ? Double.toString(reasons.get(i).deviation()) : "");
    }
    return cells;
  }
}
