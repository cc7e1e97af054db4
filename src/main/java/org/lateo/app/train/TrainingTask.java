package org.lateo.app.train;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.lateo.FlowTrainer;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.app.progress.Bound;
import org.lateo.app.verb.Refusals;
import org.lateo.output.LatentCode;
import org.lateo.rows.ExampleTable;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Sheet;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.anomaly.Event;

/**
 * A training with all settings, to be run on the rows of a file.
 *
 * @param missing the columns that may be missing
 * @param bound what tells how far it has come
 * @param training trains on the rows of a file
 */
record TrainingTask(Predicate<String> missing, Bound bound, Training training) {
  /** Trains a model on the rows of a file. */
  interface Training {
    /** Trains, reporting progress to a listener. */
    Model<?> train(Sheet sheet, TrainingListener listener);
  }

  /** An autoencoder; responses are ignored. */
  static TrainingTask latent(VAETrainer trainer) {
    return new TrainingTask(
        trainer::mayMiss,
        Bound.ELBO,
        (sheet, listener) -> {
          Dataset<LatentCode> rows = Datasets.toTrain(sheet, OutputKind.none());
          return Refusals.data(sheet.source(), sheet.numbers(), () -> trainer.fit(rows, listener));
        });
  }

  /** A flow; responses are ignored, and no value may be missing. */
  static TrainingTask flow(FlowTrainer trainer) {
    return new TrainingTask(
        column -> false,
        Bound.LOG_DENSITY,
        (sheet, listener) -> {
          Dataset<LatentCode> rows = Datasets.toTrain(sheet, OutputKind.none());
          return Refusals.data(sheet.source(), sheet.numbers(), () -> trainer.fit(rows, listener));
        });
  }

  /** The further training of an autoencoder; responses are ignored. */
  static TrainingTask further(VAETrainer trainer, VAEModel first) {
    Set<String> missing = Set.copyOf(first.missingFeatures());
    return new TrainingTask(
        missing::contains,
        Bound.ELBO,
        (sheet, listener) -> {
          Dataset<LatentCode> rows = Datasets.toTrain(sheet, OutputKind.none());
          return Refusals.data(
              sheet.source(), sheet.numbers(), () -> trainer.fit(rows, first, listener));
        });
  }

  /**
   * A detector of unusual rows.
   *
   * @param anomalous the response of anomalous rows
   * @param tried a trainer with the same settings
   * @param trainer makes the trainer, given the number of rows and the names of their columns
   */
  static TrainingTask anomaly(
      String anomalous,
      VAEAnomalyTrainer tried,
      BiFunction<Integer, List<String>, VAEAnomalyTrainer> trainer) {
    return new TrainingTask(
        tried::mayMiss,
        tried.trainsFlows() ? Bound.LOG_DENSITY : Bound.ELBO,
        (sheet, listener) -> {
          Dataset<Event> rows = Datasets.toTrain(sheet, OutputKind.events(anomalous));
          VAEAnomalyTrainer made =
              trainer.apply(rows.size(), ExampleTable.names(rows.getFeatureIDMap()));
          return Refusals.data(sheet.source(), sheet.numbers(), () -> made.train(rows, listener));
        });
  }
}
