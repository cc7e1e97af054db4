package org.lateo.app.score;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.output.ExactDensity;
import org.lateo.output.LatentCode;
import org.lateo.output.Scores;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.anomaly.Event;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code score}: writes how usual each row is. */
@Command(
    name = "score",
    customSynopsis = "lateo score --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description =
        "Write how usual each row is, in nats: higher is more usual. Of a detector: the score, the"
            + " event, the p-value, and the three features that speak most against the row, with"
            + " the nats that they add to the score beyond a usual row's. Of a flow with train"
            + " --same-order: the same three features, and the part of each feature.")
public final class ScoreCommand extends Verb {
  private static final List<String> DENSITY =
      List.of("row", "elbo", "reconstruction", "kl", "log_likelihood");

  private static final List<String> EVENT =
      Stream.concat(Stream.of("row", "score", "event", "p_value"), ReasonColumns.names().stream())
          .toList();

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
    Scores model = found.can();
    density.warnIfExact(model, messages);
    FeatureColumns features = FeatureColumns.of(model);
    List<Example<LatentCode>> examples =
        ModelRows.examples(sheet, OutputKind.none(), found.model());
    DoubleSummaryStatistics bounds = new DoubleSummaryStatistics();
    DoubleSummaryStatistics likelihoods = new DoubleSummaryStatistics();
    answers.write(
        file,
        sheet,
        messages,
        "scoring",
        Stream.concat(DENSITY.stream(), features.names().stream()).toList(),
        (from, to) -> density.scores(model, features, examples.subList(from, to)),
        (row, score) -> {
          bounds.accept(score.code().getELBO());
          likelihoods.accept(score.logLikelihood());
          return cells(row, score);
        });
    ImpossibleRows impossible = ImpossibleRows.of(model::impossible, examples, sheet);
    impossible.warn(messages);
    page.write(() -> ReportArgument.of(found.model(), sheet), messages);
    messages.say(
        "Wrote %,d scores to %s; %s",
        sheet.size(), answers.out(), means(model, bounds, likelihoods));
    return new Results()
        .with("rows", sheet.size())
        .with("elbo", bounds.getAverage())
        .with("nll", -likelihoods.getAverage())
        .with("impossible", impossible.count());
  }

  private static String means(
      Scores model, DoubleSummaryStatistics bounds, DoubleSummaryStatistics likelihoods) {
    double bound = bounds.getAverage();
    double likelihood = likelihoods.getAverage();
    if (model instanceof ExactDensity) {
      return String.format(Locale.ROOT, "mean log-density %.2f nats a row, exact", likelihood);
    }
    return model.hasDensity()
        ? String.format(
            Locale.ROOT, "mean ELBO %.2f, mean log-likelihood %.2f nats a row", bound, likelihood)
        : String.format(
            Locale.ROOT,
            "mean reconstruction %.2f nats a row; no log-likelihoods, since a plain autoencoder has"
                + " no prior",
            bound);
  }

  private static List<String> cells(int row, DensityArguments.RowDensity score) {
    LatentCode code = score.code();
    double nats = score.logLikelihood();
    List<String> cells =
        List.of(
            Integer.toString(row + 1),
            Double.toString(code.getELBO()),
            Double.toString(code.getReconstruction()),
            Double.toString(code.getKL()),
            Double.isNaN(nats) ? "" : Double.toString(nats));
    return Stream.concat(cells.stream(), score.parts().stream()).toList();
  }

  private Results events(VAEAnomalyModel detector, ResultFile file, ReportArgument.Target page) {
    Sheet sheet = answers.read(detector, messages);
    OutputKind<Event> kind = OutputKind.events(NO_RESPONSE);
    List<Example<Event>> examples = ModelRows.examples(sheet, kind, detector);
    AtomicInteger alarms = new AtomicInteger();
    answers.write(
        file,
        sheet,
        messages,
        "scoring",
        EVENT,
        (from, to) -> scored(detector, examples.subList(from, to)),
        (row, scored) -> {
          alarms.addAndGet(isAnomalous(scored.score(), detector.threshold()) ? 1 : 0);
          return cells(row, scored.score(), detector, scored.why().features());
        });
    messages.say(
        "Wrote %,d scores to %s; %,d of them anomalous", sheet.size(), answers.out(), alarms.get());
    page.write(
        () -> ReportArgument.of(detector, ModelRows.dataset(sheet, kind, detector), sheet),
        messages);
    return new Results()
        .with("rows", sheet.size())
        .with("anomalous", alarms.get())
        .with("threshold", detector.threshold());
  }

  /** A row's score, and what it is made of. */
  private record Scored(double score, AnomalyExplanation why) {}

  private static List<Scored> scored(VAEAnomalyModel detector, List<Example<Event>> examples) {
    double[] scores = detector.score(examples);
    List<AnomalyExplanation> why = detector.explain(examples);
    return IntStream.range(0, scores.length)
        .mapToObj(i -> new Scored(scores[i], why.get(i)))
        .toList();
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
    cells.addAll(ReasonColumns.cells(reasons));
    return cells;
  }
}
