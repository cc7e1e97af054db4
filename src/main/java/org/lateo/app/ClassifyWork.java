package org.lateo.app;

import java.util.Optional;
import java.util.function.Predicate;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.InputException;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * Trains a classifier of the response.
 *
 * @param labelled how many labels to keep; all if empty
 * @param seed of the draw of these
 * @param classifier what is trained
 */
record ClassifyWork(Optional<Integer> labelled, long seed, ClassifierChoice classifier)
    implements TrainingWork {
  @Override
  public Model<Label> train(Sheet sheet, TrainingListener listener) {
    if (!sheet.hasResponses()) {
      throw new InputException(
          sheet.source()
              + ": expected labels, found none; --response COLUMN names them in a CSV file,"
              + " --labels FILE for images");
    }
    Dataset<Label> all = Datasets.toTrain(sheet, OutputKind.labels());
    Dataset<Label> some = labelled.isEmpty() ? all : HiddenLabels.keep(all, labelled.get(), seed);
    return Usage.data(sheet.source(), () -> classifier.train(some, listener));
  }

  @Override
  public boolean takesMissing() {
    return classifier.takesMissing();
  }

  @Override
  public Predicate<String> missing() {
    return classifier::mayMiss;
  }
}
