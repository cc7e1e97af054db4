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
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code predict}: writes the class of each row. */
@Command(
    name = "predict",
    customSynopsis = "lateo predict --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description =
        "Write the class that a classifier gives each row, with the probability of every class.")
public final class PredictCommand extends Verb {
  @Mixin AnswerArguments answers;

  @Override
  protected Results run() {
    try (ResultFile file = answers.open(messages)) {
      Model<?> read = answers.model().read();
      if (!read.validate(Label.class)) {
        throw answers.model().incapable(read, "classifies");
      }
      Model<Label> classifier = read.castModel(Label.class);
      Sheet sheet = answers.read(classifier, messages);
      MutableDataset<Label> dataset = ModelRows.dataset(sheet, OutputKind.labels(), classifier);
      List<Prediction<Label>> predictions =
          Refusals.data(sheet.source(), () -> classifier.predict(dataset));
      write(predictions, sheet, file);
      return results(predictions);
    }
  }

  private void write(List<Prediction<Label>> predictions, Sheet sheet, ResultFile file) {
    List<String> classes =
        new ArrayList<>(new TreeMap<>(predictions.get(0).getOutputScores()).keySet());
    List<String> names = new ArrayList<>(List.of("row", "label"));
    classes.forEach(name -> names.add("p(" + name + ")"));
    answers.write(file, sheet, names, i -> cells(i, predictions.get(i), classes));
  }

  private static List<String> cells(int row, Prediction<Label> prediction, List<String> classes) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(row + 1));
    cells.add(prediction.getOutput().getLabel());
    Map<String, Label> scores = prediction.getOutputScores();
    classes.forEach(name -> cells.add(Double.toString(scores.get(name).getScore())));
    return cells;
  }

  private Results results(List<Prediction<Label>> predictions) {
    Map<String, Integer> counts = new TreeMap<>();
    predictions.forEach(p -> counts.merge(p.getOutput().getLabel(), 1, Integer::sum));
    messages.say(
        "Wrote the classes of %,d rows to %s: %s", predictions.size(), answers.out(), counts);
    return new Results().with("rows", predictions.size()).with("classes", counts);
  }
}
