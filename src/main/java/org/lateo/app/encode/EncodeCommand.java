package org.lateo.app.encode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lateo.app.model.Capable;
import org.lateo.app.model.KeptColumns;
import org.lateo.app.model.ModelArgument;
import org.lateo.app.model.ModelRows;
import org.lateo.app.output.ResultFile;
import org.lateo.app.output.RowsFile;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.output.Encodes;
import org.lateo.output.LatentCode;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code encode}: writes codes. */
@Command(
    name = "encode",
    customSynopsis = "lateo encode --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description =
        "Write the mean of each row's code as CSV, with the response if --response or --labels is"
            + " given.")
public final class EncodeCommand extends Verb {
  @Mixin ModelArgument model;
  @Mixin ModelRows rows;
  @Mixin KeptColumns kept;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "CSV or, if named .jsonl or .ndjson, a JSON object a row; - is the standard output.")
  Path out;

  @Override
  protected Results run() {
    try (ResultFile file = ResultFile.at(out, rows.files(model), messages.output(out))) {
      Capable<Encodes> found = model.read(Encodes.class);
      Encodes encoder = found.can();
      Sheet sheet = kept.read(rows, found.model(), messages);
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
    Stream<String> names = Arrays.stream(codes.get(0).getNames());
    List<String> header = Stream.concat(names, response.stream()).toList();
    KeptColumns.Kept columns = kept.of(sheet);
    RowsFile.named(out)
        .write(
            file,
            columns.header(header),
            codes.size(),
            i -> {
              Stream<String> means =
                  Arrays.stream(codes.get(i).getMean()).mapToObj(Double::toString);
              Optional<String> label =
                  response.map(name -> sheet.rows().get(i).response().orElse(""));
              return columns.cells(i, Stream.concat(means, label.stream()).toList());
            });
  }
}
