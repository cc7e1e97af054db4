package org.lateo.semisupervised;

import java.util.Map;
import java.util.Set;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.LatentFeatureTrainerBuilder;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.rows.CodeFeatures;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/**
 * Trains each method with one autoencoder of the rows.
 *
 * @param methods those that are wanted
 * @param m2 null where M2 cannot be trained
 * @param trained the autoencoder of the rows; null if no method needs it
 */
record MethodTrainers(
    Set<FewLabelsMethod> methods,
    VAETrainer encoder,
    Trainer<Label> classifier,
    SemiSupervisedVAETrainer m2,
    SemiSupervisedVAETrainer m2OfCodes,
    VAEModel trained,
    TrainingListener listener)
    implements FewLabelsComparison.Methods {
  /** The same with a classifier of a temperature, if it is one that can have it. */
  MethodTrainers withTemperature(double temperature) {
    Trainer<Label> cooled =
        temperature != 1 && classifier instanceof KernelLogisticTrainer own
            ? own.withTemperature(temperature)
            : classifier;
    return new MethodTrainers(methods, encoder, cooled, m2, m2OfCodes, trained, listener);
  }

  /** Whether there is a trainer, and it takes missing values. */
  @Override
  public boolean has(FewLabelsMethod method) {
    return methods.contains(method)
        && (method != FewLabelsMethod.M2 || m2 != null)
        && !(method.readsAbsentAsZero() && encoder.hasMissing());
  }

  @Override
  public boolean comparesWithFeatures() {
    return !encoder.hasMissing();
  }

  @Override
  public Model<Label> train(FewLabelsMethod method, Dataset<Label> rows) {
    return TrainingStoppedException.inside("method " + method.id(), () -> fit(method, rows));
  }

  private Model<Label> fit(FewLabelsMethod method, Dataset<Label> rows) {
    return switch (method) {
      case RAW -> classifier.train(LabelMasking.labelledRows(rows), Map.of());
      case M1 -> onCodes(classifier).build().train(rows, trained, Map.of(), listener);
      case BOTH ->
          onCodes(classifier).rawFeatures(true).build().train(rows, trained, Map.of(), listener);
      case SPREAD ->
          onCodes(new LabelSpreadingTrainer(classifier))
              .build()
              .train(rows, trained, Map.of(), listener);
      case M1M2 ->
          onCodes(m2OfCodes)
              .codes(CodeFeatures.MEAN_AND_LOG_VARIANCE)
              .build()
              .train(rows, trained, Map.of(), listener);
      case M2 -> m2.train(rows, listener);
    };
  }

  private LatentFeatureTrainerBuilder<Label> onCodes(Trainer<Label> inner) {
    return LatentFeatureTrainer.builder(encoder, inner);
  }
}
