package org.lateo.app.encode;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.lateo.app.model.AnswerArguments;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ModelRows;
import org.lateo.app.output.ResultFile;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.output.Encodes;
import org.lateo.output.LatentCode;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code encode}: writes codes. */
@Command(
    name = "encode",
    customSynopsis = "lateo encode --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description =
        "Write the mean of each row's code as CSV, with the response if --response or --labels is"
            + " given.")
public final class EncodeCommand extends Verb {
  @Mixin AnswerArguments answers;

  @Override
  protected Results run() {
    try (ResultFile file = answers.open(messages)) {
      Capable<Encodes> found = answers.model().read(Encodes.class);
      Encodes encoder = found.can();
      Sheet sheet = answers.read(found.model(), messages);
      write(found, sheet, file);
      messages.say(
          "Wrote %,d codes of %d dimensions to %s", sheet.size(), encoder.latent(), answers.out());
      return new Results().with("rows", sheet.size()).with("latent", encoder.latent());
    }
  }

  private void write(Capable<Encodes> found, Sheet sheet, ResultFile file) {
    Encodes encoder = found.can();
    var examples = ModelRows.examples(sheet, OutputKind.none(), found.model());
    Optional<String> response = answers.rows().responseName();
    Stream<String> names = Arrays.stream(LatentCode.dimensionNames(encoder.latent()));
    answers.write(
        file,
        sheet,
        messages,
        "encoding",
        Stream.concat(names, response.stream()).toList(),
        (from, to) -> encoder.encode(examples.subList(from, to)),
        (row, code) -> {
          Stream<String> means = Arrays.stream(code.getMean()).mapToObj(Double::toString);
          Optional<String> label =
              response.map(name -> sheet.rows().get(row).response().orElse(""));
          return Stream.concat(means, label.stream()).toList();
        });
  }
}
