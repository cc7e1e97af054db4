package org.lateo.app.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ImpossibleRows;
import org.lateo.app.model.ModelArgument;
import org.lateo.app.model.ModelRows;
import org.lateo.app.output.CsvFile;
import org.lateo.app.output.ResultFile;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.inference.LogLikelihood;
import org.lateo.output.Detects;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.lateo.output.Scores;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code score}: writes how usual each row is. */
@Command(
    name = "score",
    customSynopsis = "lateo score --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description = "Write how usual each row is, in nats, as CSV: higher is more usual.")
public final class ScoreCommand extends Verb {
  private static final List<String> DENSITY =
      List.of("row", "elbo", "reconstruction", "kl", "log_likelihood");

  /** A value that no row's response has, since responses are ignored. */
  private static final String NO_RESPONSE = "";

  @Mixin ModelArgument model;

  @Mixin ModelRows rows;

  @Mixin DensityArguments density;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV file.")
  Path out;

  @Override
  protected Results run() {
    density.samples(); // Refused before anything is read.
    try (ResultFile file = ResultFile.at(out, rows.files(model))) {
      Model<?> read = model.read();
      return read instanceof Detects detector
          ? events(read, detector.threshold(), file)
          : densities(model.one(read, Scores.class), file);
    }
  }

  private Results densities(Capable<Scores> found, ResultFile file) {
    Sheet sheet = rows.read(found.model(), messages);
    Dataset<LatentCode> dataset = ModelRows.dataset(sheet, OutputKind.none(), found.model());
    LatentCodeEvaluation evaluation =
        Refusals.data(sheet.source(), () -> density.evaluate(found.model(), dataset, messages));
    LogLikelihood logLikelihood = evaluation.getLogLikelihood().orElseThrow();
    file.write(to -> write(evaluation.getPredictions(), logLikelihood.nats(), to));
    ImpossibleRows impossible =
        ImpossibleRows.of(found.can()::impossible, dataset.getData(), sheet);
    impossible.warn(messages);
    messages.say(
        "Wrote %,d scores to %s; mean ELBO %.2f, mean log-likelihood %.2f nats a row",
        sheet.size(), out, evaluation.getELBO(), logLikelihood.mean());
    return new Results()
        .with("rows", sheet.size())
        .with("elbo", evaluation.getELBO())
        .with("nll", -logLikelihood.mean())
        .with("impossible", impossible.count());
  }

  private static void write(List<Prediction<LatentCode>> scores, double[] logLikelihood, Path file)
      throws IOException {
    CsvFile.write(
        file,
        DENSITY,
        scores.size(),
        i -> {
          LatentCode code = scores.get(i).getOutput();
          return List.of(
              Integer.toString(i + 1),
              Double.toString(code.getELBO()),
              Double.toString(code.getReconstruction()),
              Double.toString(code.getKL()),
              Double.toString(logLikelihood[i]));
        });
  }

  private Results events(Model<?> detector, double threshold, ResultFile file) {
    Sheet sheet = rows.read(detector, messages);
    Dataset<Event> dataset = ModelRows.dataset(sheet, OutputKind.events(NO_RESPONSE), detector);
    List<Prediction<Event>> predictions =
        Refusals.data(
            sheet.source(),
            () -> {
              MemberDensities densities = MemberDensities.of(detector, dataset, density.samples());
              List<Prediction<Event>> events = detector.castModel(Event.class).predict(dataset);
              file.write(to -> write(densities, events, to));
              return events;
            });
    long alarms =
        predictions.stream().filter(p -> p.getOutput().getType() == EventType.ANOMALOUS).count();
    messages.say("Wrote %,d scores to %s; %s of them anomalous", sheet.size(), out, alarms);
    return new Results()
        .with("rows", predictions.size())
        .with("anomalous", alarms)
        .with("threshold", threshold);
  }

  /**
   * Writes the columns of an autoencoder, averaged over the detector's members, then the event's
   * score, which is negative for an anomalous row, and its type.
   */
  private static void write(
      MemberDensities densities, List<Prediction<Event>> predictions, Path file)
      throws IOException {
    CsvFile.write(
        file,
        Stream.concat(DENSITY.stream(), Stream.of("score", "event")).toList(),
        predictions.size(),
        i -> {
          Event event = predictions.get(i).getOutput();
          return List.of(
              Integer.toString(i + 1),
              densities.mean(i, LatentCode::getELBO),
              densities.mean(i, LatentCode::getReconstruction),
              densities.mean(i, LatentCode::getKL),
              densities.meanLogLikelihood(i),
              Double.toString(event.getScore()),
              event.getType().toString());
        });
  }

  /**
   * The scores that each autoencoder of a detector gives rows.
   *
   * @param codes scored codes, {@code [members][rows]}
   * @param logLikelihoods in nats, {@code [members][rows]}
   */
  private record MemberDensities(List<List<LatentCode>> codes, List<double[]> logLikelihoods) {
    static MemberDensities of(Model<?> detector, Dataset<Event> rows, int samples) {
      MemberDensities densities = new MemberDensities(new ArrayList<>(), new ArrayList<>());
      for (Capable<Scores> member : Capable.of(detector, Scores.class)) {
        Scores model = member.can();
        densities.codes.add(model.score(rows.getData()));
        densities.logLikelihoods.add(model.estimateLogLikelihood(rows.getData(), samples).nats());
      }
      return densities;
    }

    String mean(int row, ToDoubleFunction<LatentCode> nats) {
      return text(codes.stream().mapToDouble(member -> nats.applyAsDouble(member.get(row))));
    }

    String meanLogLikelihood(int row) {
      return text(logLikelihoods.stream().mapToDouble(member -> member[row]));
    }

    private static String text(DoubleStream values) {
      return Double.toString(values.average().orElseThrow());
    }
  }
}
