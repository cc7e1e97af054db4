package org.lateo.semisupervised;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.LatentFeatureTrainerBuilder;
import org.lateo.nearest.NearestRowsTrainer;
import org.lateo.rows.CodeFeatures;
import org.lateo.rows.DerivedDataset;
import org.lateo.rows.LabelledSource;
import org.lateo.train.OneEpoch;
import org.lateo.train.TrainedPart;
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
 * @param classifier of labelled rows
 * @param ofSpread of rows to which labels were spread
 * @param codes what of the autoencoder becomes features of M1 and of both
 * @param m2 null where M2 cannot be trained
 * @param trained the autoencoder of the rows; null if no method needs it
 */
record MethodTrainers(
    Set<FewLabelsMethod> methods,
    VAETrainer encoder,
    Trainer<Label> classifier,
    Trainer<Label> ofSpread,
    CodeFeatures codes,
    SemiSupervisedVAETrainer m2,
    SemiSupervisedVAETrainer m2OfCodes,
    VAEModel trained,
    TrainingListener listener)
    implements FewLabelsComparison.Methods {
  /** Whether M2 has a bound with an autoencoder's settings. */
  static boolean suitsInside(VAETrainer autoencoder) {
    return !autoencoder.hasMissing()
        && autoencoder.hasPlainObjective()
        && !autoencoder.hasBayesianDecoder();
  }

  /** M2 of an autoencoder's shape. */
  static SemiSupervisedVAETrainer inside(VAETrainer autoencoder) {
    return SemiSupervisedVAETrainer.builder(autoencoder).build();
  }

  /** M2 on codes. */
  static SemiSupervisedVAETrainer ofCodes(VAETrainer shape) {
    return SemiSupervisedVAETrainer.builder(shape).ofCodes();
  }

  /** The same with another listener. */
  MethodTrainers telling(TrainingListener other) {
    return new MethodTrainers(
        methods, encoder, classifier, ofSpread, codes, m2, m2OfCodes, trained, other);
  }

  /**
   * The same for a comparison on some of all rows; see {@link SemiSupervisedVAETrainer#onFewer}.
   */
  MethodTrainers onFewer(int few, int many) {
    return new MethodTrainers(
        methods,
        encoder,
        classifier,
        ofSpread,
        codes,
        m2 == null ? null : m2.onFewer(few, many),
        m2OfCodes.onFewer(few, many),
        trained,
        listener);
  }

  /** The same with a temperature of what stands on spread labels, if it can have one. */
  MethodTrainers withTemperature(double temperature) {
    Trainer<Label> cooled =
        temperature != 1 && ofSpread instanceof NearestRowsTrainer own
            ? own.withTemperature(temperature)
            : ofSpread;
    return new MethodTrainers(
        methods, encoder, classifier, cooled, codes, m2, m2OfCodes, trained, listener);
  }

  /** Whether there is a trainer, and it takes missing values. */
  @Override
  public boolean has(FewLabelsMethod method) {
    return methods.contains(method)
        && (method != FewLabelsMethod.M2 || m2 != null)
        && (method != FewLabelsMethod.M1M2 || !encoder.isPlainAutoencoder())
        && !(method.readsAbsentAsZero() && encoder.hasMissing());
  }

  @Override
  public boolean comparesWithFeatures() {
    return !encoder.hasMissing();
  }

  @Override
  public boolean takesTemperature(FewLabelsMethod method) {
    return method == FewLabelsMethod.SPREAD && ofSpread instanceof NearestRowsTrainer;
  }

  @Override
  public Model<Label> train(FewLabelsMethod method, Dataset<Label> rows) {
    return TrainingStoppedException.inside("method " + method.id(), () -> fit(method, rows));
  }

  /**
   * The method that was chosen, trained on all labels. After a stop it is trained soon: for an
   * epoch, or not at all where the comparison has left a model that takes long.
   */
  TrainedPart<Model<Label>> trained(FewLabelsComparison.Result result, Dataset<Label> rows) {
    FewLabelsMethod method = result.method();
    if (result.stop().isPresent() && method.hasEpochs() && result.ofLastFold().isPresent()) {
      return new TrainedPart<>(result.ofLastFold().get(), Optional.empty());
    }
    listener.onStage("training " + method.id() + " on all labels");
    MethodTrainers last = result.stop().isPresent() ? telling(new OneEpoch()) : this;
    return TrainedPart.of(
        Model.class, () -> last.withTemperature(result.temperature()).train(method, rows));
  }

  private Model<Label> fit(FewLabelsMethod method, Dataset<Label> rows) {
    return switch (method) {
      case RAW -> classifier.train(new DerivedDataset<>(new LabelledSource<>(rows)), Map.of());
      case M1 -> onCodes(classifier).codes(codes).build().train(rows, trained, Map.of(), listener);
      case BOTH ->
          onCodes(classifier)
              .codes(codes)
              .rawFeatures(true)
              .build()
              .train(rows, trained, Map.of(), listener);
      case SPREAD ->
          onCodes(new LabelSpreadingTrainer(ofSpread))
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
