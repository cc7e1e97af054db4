package org.lateo.app;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.lateo.VAETrainerBuilder;
import org.lateo.anomaly.AnomalyDefaults;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;

/**
 * Trains a detector of unusual rows.
 *
 * @param anomalous the response of anomalous rows
 * @param trainer from the autoencoder that suits the data, ready to be changed
 */
record AnomalyWork(String anomalous, Function<VAETrainerBuilder, VAEAnomalyTrainer> trainer)
    implements TrainingWork {
  @Override
  public boolean takesMissing() {
    return true;
  }

  @Override
  public Predicate<String> missing() {
    return trainer.apply(AnomalyDefaults.choose(1, List.of()))::mayMiss;
  }

  @Override
  public VAEAnomalyModel train(Sheet sheet, TrainingListener listener) {
    Dataset<Event> rows = Datasets.toTrain(sheet, OutputKind.events(anomalous));
    VAEAnomalyTrainer made = trainer.apply(AnomalyDefaults.choose(rows));
    return Usage.data(sheet.source(), () -> made.train(rows, listener));
  }
}
