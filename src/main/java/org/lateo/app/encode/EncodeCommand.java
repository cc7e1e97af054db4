package org.lateo.app.encode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ModelArgument;
import org.lateo.app.model.ModelRows;
import org.lateo.app.output.CsvFile;
import org.lateo.app.output.ResultFile;
import org.lateo.app.verb.Messages;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.output.Encodes;
import org.lateo.output.LatentCode;
import org.tribuo.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes codes. */
@Command(
    name = "encode",
    customSynopsis = "lateo encode --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description = "Write the latent means of each row as CSV, and the response if it is named.")
public final class EncodeCommand extends Verb {
  @Mixin ModelArgument model;
  @Mixin ModelRows rows;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV file.")
  Path out;

  /** Tells how it goes by messages. */
  public EncodeCommand(Messages messages) {
    super(messages);
  }

  @Override
  protected Results run() {
    try (ResultFile file = ResultFile.at(out, rows.files(model))) {
      Capable<Encodes> found = model.read(Encodes.class);
      Encodes encoder = found.can();
      Sheet sheet = rows.read(found.model(), messages);
      Dataset<LatentCode> dataset = ModelRows.dataset(sheet, OutputKind.none(), found.model());
      List<LatentCode> codes =
          Refusals.data(sheet.source(), () -> encoder.encode(dataset.getData()));
      file.write(temporary -> write(codes, sheet, temporary));
      messages.say("Wrote %,d codes of %d dimensions to %s", codes.size(), encoder.latent(), out);
      return new Results().with("rows", codes.size()).with("latent", encoder.latent());
    }
  }

  private void write(List<LatentCode> codes, Sheet sheet, Path file) throws IOException {
    Optional<String> response = rows.responseName();
    try (CsvFile csv = CsvFile.at(file)) {
      List<String> header = new ArrayList<>(List.of(codes.get(0).getNames()));
      response.ifPresent(header::add);
      csv.write(header);
      for (int i = 0; i < codes.size(); i++) {
        List<String> cells = new ArrayList<>();
        for (double mean : codes.get(i).getMean()) {
          cells.add(Double.toString(mean));
        }
        if (response.isPresent()) {
          cells.add(sheet.rows().get(i).response().orElse(""));
        }
        csv.write(cells);
      }
    }
  }
}
