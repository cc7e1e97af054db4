package org.lateo.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lateo.LatentCode;
import org.lateo.VAEModel;
import org.lateo.app.input.OutputKind;
import org.tribuo.MutableDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes how usual each row is. */
@Command(
    name = "score",
    customSynopsis = "lateo score --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description = "Write how usual each row is, in nats, as CSV: higher is more usual.")
final class ScoreCommand extends Verb {
  @Mixin ModelArgument model;
  @Mixin DataArguments data;
  @Mixin SamplesArgument samples;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV file.")
  Path out;

  ScoreCommand(Console console) {
    super(console);
  }

  @Override
  Results run() throws IOException {
    try (OutputFile file = OutputFile.at(out)) {
      VAEModel encoder = model.readEncoder();
      MutableDataset<LatentCode> rows =
          ModelRows.of(console, data.read(), OutputKind.none(), encoder);
      Density density = Density.of(encoder, rows.getData(), samples.count(), console);
      write(density, file);
      console.say("Wrote %,d scores to %s; %s", rows.size(), out, density.summary());
      return new Results()
          .with("rows", rows.size())
          .with("elbo", density.elbo())
          .with("nll", density.nll());
    }
  }

  private static void write(Density density, OutputFile file) throws IOException {
    try (CsvFile csv = CsvFile.at(file.temporary())) {
      csv.write(List.of("row", "elbo", "reconstruction", "kl", "log_likelihood"));
      for (int i = 0; i < density.codes().size(); i++) {
        LatentCode code = density.codes().get(i);
        csv.write(
            List.of(
                Integer.toString(i + 1),
                Double.toString(code.getELBO()),
                Double.toString(code.getReconstruction()),
                Double.toString(code.getKL()),
                Double.toString(density.logLikelihood().get(i))));
      }
    }
    file.commit();
  }
}
