package org.lateo.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lateo.VAEModel;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.app.output.ResultFile;
import org.lateo.inference.LogLikelihood;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeEvaluation;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes how usual each row is. */
@Command(
    name = "score",
    customSynopsis = "lateo score --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description = "Write how usual each row is, in nats, as CSV: higher is more usual.")
final class ScoreCommand extends Verb {
  /** Responses are not looked at. */
  private static final String NO_RESPONSE = "";

  @Mixin ModelArgument model;
  @Mixin ModelRows rows;
  @Mixin SamplesArgument samples;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV file.")
  Path out;

  ScoreCommand(Console console) {
    super(console);
  }

  @Override
  Results run() {
    samples.count(); // Before anything is read.
    try (ResultFile file = ResultFile.at(out, rows.files(model))) {
      Model<?> read = model.read();
      if (read instanceof VAEAnomalyModel detector) {
        return scores(detector, file);
      }
      VAEModel encoder = model.encoder(read);
      Sheet sheet = rows.read(encoder, console);
      Dataset<LatentCode> dataset = ModelRows.dataset(sheet, OutputKind.none(), encoder);
      LatentCodeEvaluation density =
          Usage.data(sheet.source(), () -> Density.of(encoder, dataset, samples.count(), console));
      LogLikelihood logLikelihood = density.getLogLikelihood().orElseThrow();
      file.write(to -> write(density.getPredictions(), logLikelihood.nats(), to));
      ImpossibleRows impossible = ImpossibleRows.of(encoder, dataset.getData(), sheet);
      impossible.warn(console);
      console.say(
          "Wrote %,d scores to %s; mean ELBO %.2f, mean log-likelihood %.2f nats a row",
          sheet.size(), out, density.getELBO(), logLikelihood.mean());
      return new Results()
          .with("rows", sheet.size())
          .with("elbo", density.getELBO())
          .with("nll", -logLikelihood.mean())
          .with("impossible", impossible.count());
    }
  }

  private Results scores(VAEAnomalyModel detector, ResultFile file) {
    Sheet sheet = rows.read(detector, console);
    Dataset<Event> dataset = ModelRows.dataset(sheet, OutputKind.events(NO_RESPONSE), detector);
    AnomalyScores scores = new AnomalyScores(detector, dataset);
    Results results = Usage.data(sheet.source(), () -> scores.write(samples.count(), file));
    console.say(
        "Wrote %,d scores to %s; %s of them anomalous",
        sheet.size(), out, results.values().get("anomalous"));
    return results;
  }

  private static void write(List<Prediction<LatentCode>> scores, double[] logLikelihood, Path file)
      throws IOException {
    try (CsvFile csv = CsvFile.at(file)) {
      csv.write(List.of("row", "elbo", "reconstruction", "kl", "log_likelihood"));
      for (int i = 0; i < scores.size(); i++) {
        LatentCode code = scores.get(i).getOutput();
        csv.write(
            List.of(
                Integer.toString(i + 1),
                Double.toString(code.getELBO()),
                Double.toString(code.getReconstruction()),
                Double.toString(code.getKL()),
                Double.toString(logLikelihood[i])));
      }
    }
  }
}
