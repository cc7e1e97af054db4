package org.lateo.app.encode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lateo.app.model.AnswerArguments;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ModelRows;
import org.lateo.app.output.ResultFile;
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
      Dataset<LatentCode> dataset = ModelRows.dataset(sheet, OutputKind.none(), found.model());
      List<LatentCode> codes =
          Refusals.data(sheet.source(), () -> encoder.encode(dataset.getData()));
      write(codes, sheet, file);
      messages.say(
          "Wrote %,d codes of %d dimensions to %s", codes.size(), encoder.latent(), answers.out());
      return new Results().with("rows", codes.size()).with("latent", encoder.latent());
    }
  }

  private void write(List<LatentCode> codes, Sheet sheet, ResultFile file) {
    Optional<String> response = answers.rows().responseName();
    Stream<String> names = Arrays.stream(codes.get(0).getNames());
    answers.write(
        file,
        sheet,
        Stream.concat(names, response.stream()).toList(),
        i -> {
          Stream<String> means = Arrays.stream(codes.get(i).getMean()).mapToObj(Double::toString);
          Optional<String> label = response.map(name -> sheet.rows().get(i).response().orElse(""));
          return Stream.concat(means, label.stream()).toList();
        });
  }
}
