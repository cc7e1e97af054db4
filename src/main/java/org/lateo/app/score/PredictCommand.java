package org.lateo.app.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.tribuo.Prediction;
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
            + " every class; of a predictor of numbers the number, with its standard deviation where"
            + " the model tells one, the parts of it and the quantiles of 5 and 95 per cent.")
public final class PredictCommand extends Verb {
  @Mixin AnswerArguments answers;

  @Override
  protected Results run() {
    try (ResultFile file = answers.open(messages)) {
      Model<?> read = answers.model().read();
      if (read.validate(Regressor.class)) {
        return write(NumberColumns.of(read.castModel(Regressor.class)), file);
      }
      if (!read.validate(Label.class)) {
        throw answers.model().incapable(read, "classifies or predicts numbers");
      }
      Model<Label> classifier = read.castModel(Label.class);
      Sheet sheet = answers.read(classifier, messages);
      return write(classifier, sheet, file);
    }
  }

  private Results write(NumberColumns columns, ResultFile file) {
    Sheet sheet = answers.read(columns.model(), messages);
    List<Example<Regressor>> examples =
        ModelRows.examples(sheet, OutputKind.unknownNumbers(), columns.model());
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
          List<String> line = new ArrayList<>(List.of(Integer.toString(row + 1)));
          line.addAll(cells);
          return line;
        });
    messages.say("Wrote the predictions of %,d rows to %s", sheet.size(), answers.out());
    return new Results().with("rows", sheet.size());
  }

  private Results write(Model<Label> classifier, Sheet sheet, ResultFile file) {
    List<Example<Label>> examples = ModelRows.examples(sheet, OutputKind.labels(), classifier);
    List<String> classes = Refusals.data(sheet.source(), () -> classes(classifier, examples));
    List<String> names = new ArrayList<>(List.of("row", "label"));
    classes.forEach(name -> names.add("p(" + name + ")"));
    Map<String, Integer> counts = new TreeMap<>();
    answers.write(
        file,
        sheet,
        messages,
        "predicting",
        names,
        (from, to) -> classifier.predict(examples.subList(from, to)),
        (row, prediction) -> {
          counts.merge(prediction.getOutput().getLabel(), 1, Integer::sum);
          return cells(row, prediction, classes);
        });
    messages.say("Wrote the classes of %,d rows to %s: %s", sheet.size(), answers.out(), counts);
    return new Results().with("rows", sheet.size()).with("classes", counts);
  }

  /** The classes to which a classifier gives probabilities, ascending. */
  private static List<String> classes(Model<Label> classifier, List<Example<Label>> examples) {
    return classifier.predict(examples.get(0)).getOutputScores().keySet().stream()
        .sorted()
        .toList();
  }

  private static List<String> cells(int row, Prediction<Label> prediction, List<String> classes) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(row + 1));
    cells.add(prediction.getOutput().getLabel());
    Map<String, Label> scores = prediction.getOutputScores();
    classes.forEach(name -> cells.add(Double.toString(scores.get(name).getScore())));
    return cells;
  }
}
