package org.lateo.app.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lateo.app.model.AnswerArguments;
import org.lateo.app.model.ModelRows;
import org.lateo.app.output.ResultFile;
import org.lateo.app.verb.Refusals;
import org.lateo.app.verb.Results;
import org.lateo.app.verb.Verb;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code predict}: writes the class, or the number, that a model gives each row. */
@Command(
    name = "predict",
    customSynopsis = "lateo predict --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description =
        "Write what a model predicts of each row: of a classifier the class, with the probability of"
            + " every class, and of a network with Bayesian weights with their entropy and what of it"
            + " the weights leave open; of a predictor of numbers the number, with its standard deviation where"
            + " the model tells one, the parts of it and the quantiles of 5 and 95 per cent; with train --coverage"
            + " also the ends of the interval, or whether each class is in the row's set.")
public final class PredictCommand extends Verb {
  @Mixin AnswerArguments answers;

  @Override
  protected Results run() {
    try (ResultFile file = answers.open(messages)) {
      Model<?> read = answers.model().read();
      if (read.validate(Regressor.class)) {
        return numbers(NumberColumns.of(read.castModel(Regressor.class)), file);
      }
      if (read.validate(Label.class)) {
        return classes(new LabelColumns(read.castModel(Label.class)), file);
      }
      throw answers.model().incapable(read, "classifies or predicts numbers");
    }
  }

  private Results numbers(NumberColumns columns, ResultFile file) {
    Sheet sheet = answers.read(columns.model(), messages);
    write(columns, OutputKind.unknownNumbers(), sheet, file, cells -> {});
    messages.say("Wrote the predictions of %,d rows to %s", sheet.size(), answers.out());
    return new Results().with("rows", sheet.size());
  }

  private Results classes(LabelColumns columns, ResultFile file) {
    Sheet sheet = answers.read(columns.model(), messages);
    Map<String, Integer> counts = new TreeMap<>();
    write(
        columns,
        OutputKind.labels(),
        sheet,
        file,
        cells -> counts.merge(cells.get(0), 1, Integer::sum));
    messages.say("Wrote the classes of %,d rows to %s: %s", sheet.size(), answers.out(), counts);
    return new Results().with("rows", sheet.size()).with("classes", counts);
  }

  /**
   * Writes a line for each row.
   *
   * @param written is told the cells of each line
   */
  private <T extends Output<T>> void write(
      PredictionColumns<T> columns,
      OutputKind<T> kind,
      Sheet sheet,
      ResultFile file,
      Consumer<List<String>> written) {
    List<Example<T>> examples = ModelRows.examples(sheet, kind, columns.model());
    List<String> names = new ArrayList<>(List.of("row"));
    names.addAll(Refusals.data(sheet.source(), () -> columns.names(examples.get(0))));
    answers.write(
        file,
        sheet,
        messages,
        "predicting",
        names,
        (from, to) -> columns.cells(examples.subList(from, to)),
        (row, cells) -> {
          written.accept(cells);
          List<String> line = new ArrayList<>(List.of(Integer.toString(row + 1)));
          line.addAll(cells);
          return line;
        });
  }
}
