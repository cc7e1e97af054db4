package org.lateo.app;

import java.util.function.Predicate;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.output.LatentCode;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;

/** Trains an autoencoder; responses are not looked at. */
record LatentWork(VAETrainer trainer) implements TrainingWork {
  @Override
  public boolean takesMissing() {
    return true;
  }

  @Override
  public Predicate<String> missing() {
    return trainer::mayMiss;
  }

  @Override
  public VAEModel train(Sheet sheet, TrainingListener listener) {
    Dataset<LatentCode> dataset = Datasets.toTrain(sheet, OutputKind.none());
    return Usage.data(sheet.source(), () -> trainer.fit(dataset, listener));
  }
}
