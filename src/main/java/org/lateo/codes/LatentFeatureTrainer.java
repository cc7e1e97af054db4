package org.lateo.codes;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.lateo.CountedTrainer;
import org.lateo.InnerTraining;
import org.lateo.TrainingFailedException;
import org.lateo.VAEModel;
import org.lateo.VAEOrigin;
import org.lateo.VAETrainer;
import org.lateo.config.Fields;
import org.lateo.nn.Sizes;
import org.lateo.rows.CodeFeatures;
import org.lateo.rows.DerivedDataset;
import org.lateo.rows.EncodedSource;
import org.lateo.rows.LabelledRows;
import org.lateo.rows.LatentFeatures;
import org.lateo.rows.RowsProvenance;
import org.lateo.train.OneEpoch;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Trains an autoencoder on every row, labelled or not, and a Tribuo model on the codes of the
 * labelled rows. Rows whose output is the factory's unknown output are unlabelled. A {@link
 * SemiSupervisedTrainer} is given the codes of every row.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Rezende DJ, Mohamed S, Welling M.
 * "Semi-Supervised Learning with Deep Generative Models", section 2.1 (M1)
 * NeurIPS 2014.
 * </pre>
 *
 * <p>Latent dimensions whose mean hardly varies over the rows are left out: they are noise to a
 * classifier. The others are not scaled, since scaling would make unimportant dimensions as large
 * as important ones; to scale them, wrap the inner trainer in Tribuo's {@code TransformTrainer}.
 *
 * <p>The autoencoder uses the weights of rows, but not every inner trainer does. The trainer is
 * therefore not marked as {@code WeightedExamples}, and boosting draws rows instead of weighing
 * them.
 *
 * @param <T> the type of output
 */
public final class LatentFeatureTrainer<T extends Output<T>> extends CountedTrainer<T>
    implements SemiSupervisedTrainer<T> {
  private static final Logger logger = Logger.getLogger(LatentFeatureTrainer.class.getName());

  @Config(mandatory = true, description = "Trains the autoencoder, on every row.")
  VAETrainer encoder;

  @Config(
      mandatory = true,
      description =
          "Trains on the codes of the labelled rows, or of every row if it can use unlabelled ones.")
  Trainer<T> innerTrainer;

  @Config(
      description =
          "What of a code becomes features: MEAN, MEAN_AND_LOG_VARIANCE, SAMPLES, or a hidden layer,"
              + " ENCODER_LAYER or DECODER_LAYER.")
  CodeFeatures codes = CodeFeatures.MEAN;

  @Config(
      description =
          "For SAMPLES: how many draws of each row's posterior are trained on, at most "
              + Sizes.SAMPLES
              + ".")
  int samples = 10;

  @Config(description = "Whether the row's own features stay beside those of its code.")
  boolean rawFeatures = false;

  @Config(
      description =
          "Latent dimensions are left out whose mean has a standard deviation over the rows below"
              + " this; 0 keeps all.")
  double inactiveBelow = 0.1;

  @Config(
      description =
          "The provenance of an existing autoencoder, as text, by which it is trained again in place"
              + " of \"encoder\"; empty for none.")
  private String trainedEncoder = "";

  /** For OLCUT and the builder. */
  LatentFeatureTrainer() {}

  /**
   * A trainer with every other field at its default.
   *
   * @param encoder trains the autoencoder, on every row
   * @param innerTrainer trains on the codes of the labelled rows, or of every row if it is a {@link
   *     SemiSupervisedTrainer}
   */
  public LatentFeatureTrainer(VAETrainer encoder, Trainer<T> innerTrainer) {
    this.encoder = requireNonNull(encoder, "encoder");
    this.innerTrainer = requireNonNull(innerTrainer, "innerTrainer");
  }

  /** A builder, of the same parts as the constructor's. */
  public static <U extends Output<U>> LatentFeatureTrainerBuilder<U> builder(
      VAETrainer encoder, Trainer<U> innerTrainer) {
    return new LatentFeatureTrainerBuilder<>(encoder, innerTrainer);
  }

  /** Used by OLCUT and the builder. */
  @Override
  public void postConfig() {
    Sizes.requireField("samples", Sizes.SAMPLES, samples);
    Fields.requireNotNegative("inactiveBelow", inactiveBelow);
    requireVariance(encoder != null && encoder.isPlainAutoencoder());
  }

  private void requireVariance(boolean plain) {
    Fields.require(
        !plain || !codes.readsVariance(),
        "codes",
        "MEAN or a hidden layer of a plain autoencoder, whose codes have no variance",
        codes);
  }

  @Override
  public boolean mayMiss(String feature) {
    return encoder.mayMiss(feature);
  }

  @Override
  public LatentFeatureModel<T> train(Dataset<T> examples) {
    return train(examples, TrainingListener.NONE);
  }

  @Override
  public LatentFeatureModel<T> train(
      Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return train(examples, runProvenance, invocationCount, TrainingListener.NONE);
  }

  /**
   * As {@link #train(Dataset)}, reporting progress to a listener.
   *
   * @throws IllegalArgumentException if no row has an output, if a feature's name starts with the
   *     reserved {@code lateo.}, or as {@link VAETrainer#fit(Dataset)}
   * @throws TrainingFailedException if a training becomes non-finite; of the inner trainer's, the
   *     exception holds the model on codes with the best inner model before, if that is a whole one
   */
  @Override
  public LatentFeatureModel<T> train(Dataset<T> examples, TrainingListener listener) {
    return train(examples, Collections.emptyMap(), INCREMENT_INVOCATION_COUNT, listener);
  }

  @Override
  public LatentFeatureModel<T> train(
      Dataset<T> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    LatentFeatures.requireNoCollision(examples.getFeatureIDMap());
    LabelledRows<T> labelled = LabelledRows.of(examples);
    TrainedPart<VAEModel> vae =
        TrainedPart.of(
            "the autoencoder",
            VAEModel.class,
            () ->
                trainedEncoder.isEmpty()
                    ? encoder.fit(examples, listener, Map.of(), invocation.number())
                    : TrainedEncoder.again(trainedEncoder, examples));
    return trainOnCodes(
        vae,
        examples,
        labelled,
        invocation.number(),
        vae.stop().isPresent() ? new OneEpoch() : listener,
        stop ->
            provenance(examples, invocation.provenance(), VAEOrigin.stopped(runProvenance, stop)));
  }

  private static ModelProvenance provenance(
      Dataset<?> examples, TrainerProvenance trainer, Map<String, Provenance> runProvenance) {
    return new ModelProvenance(
        LatentFeatureModel.class.getName(),
        OffsetDateTime.now(ZoneId.systemDefault()),
        RowsProvenance.of(examples.getProvenance()),
        trainer,
        runProvenance);
  }

  /**
   * As {@link #train(Dataset)}, on the codes of an existing autoencoder: to try several inner
   * trainers, or several draws of labels, on one autoencoder. The model's provenance is that of a
   * trainer which trains the autoencoder again by the autoencoder's own provenance.
   *
   * @throws IllegalArgumentException if autoencoder and dataset have different features
   */
  public LatentFeatureModel<T> train(Dataset<T> examples, VAEModel trained) {
    return train(examples, trained, Map.of(), TrainingListener.NONE);
  }

  /** As above; a {@link SemiSupervisedTrainer} reports its progress to the listener. */
  public LatentFeatureModel<T> train(
      Dataset<T> examples,
      VAEModel trained,
      Map<String, Provenance> runProvenance,
      TrainingListener listener) {
    TrainedEncoder.requireFeatures(trained, examples);
    Invocation invocation = begin(INCREMENT_INVOCATION_COUNT);
    TrainerProvenance again = TrainedEncoder.with(invocation.provenance(), trained);
    return trainOnCodes(
        new TrainedPart<>(trained, Optional.empty()),
        examples,
        LabelledRows.of(examples),
        invocation.number(),
        listener,
        stop -> provenance(examples, again, VAEOrigin.stopped(runProvenance, stop)));
  }

  @Override
  protected void prepare(int number) {
    encoder.setInvocationCount(number);
    innerTrainer.setInvocationCount(number);
  }

  private LatentFeatureModel<T> trainOnCodes(
      TrainedPart<VAEModel> encoded,
      Dataset<T> examples,
      LabelledRows<T> labelled,
      int invocation,
      TrainingListener listener,
      Function<Optional<TrainingStoppedException>, ModelProvenance> provenance) {
    VAEModel vae = encoded.model();
    requireVariance(!vae.hasPrior());
    LatentFeatures view = new LatentFeatures(codes, rawFeatures, active(vae));
    boolean every = innerTrainer instanceof SemiSupervisedTrainer;
    Dataset<T> onCodes =
        new DerivedDataset<>(
            new EncodedSource<>(
                vae,
                vae.getProvenance(),
                examples,
                view,
                samples,
                encoder.runSeed(invocation),
                labelled,
                !every));
    BiFunction<Model<T>, Optional<TrainingStoppedException>, LatentFeatureModel<T>> whole =
        (model, stop) ->
            new LatentFeatureModel<>(
                "latent-" + model.getName(),
                provenance.apply(stop),
                examples.getFeatureIDMap(),
                vae,
                view,
                model);
    try {
      TrainedPart<Model<T>> inner =
          TrainedPart.of(
              "the classifier on codes",
              Model.class,
              () -> InnerTraining.of(innerTrainer, () -> inner(onCodes, invocation, listener)));
      return inner.finished(
          encoded.finished(whole.apply(inner.model(), encoded.stop().or(inner::stop))));
    } catch (TrainingFailedException e) {
      @SuppressWarnings("unchecked") // What the inner trainer returns, if it does not fail.
      Optional<Model<T>> best = (Optional<Model<T>>) (Optional<?>) e.bestModel();
      throw e.holding(best.map(model -> whole.apply(model, encoded.stop())).orElse(null));
    }
  }

  private Model<T> inner(Dataset<T> onCodes, int invocation, TrainingListener listener) {
    return innerTrainer instanceof SemiSupervisedTrainer<T> semi
        ? semi.train(onCodes, Collections.emptyMap(), invocation, listener)
        : innerTrainer.train(onCodes, Collections.emptyMap(), invocation);
  }

  /** The dimensions whose mean varies over the training rows; all dimensions, if none does. */
  private List<Integer> active(VAEModel vae) {
    List<Integer> all = IntStream.range(0, vae.latent()).boxed().toList();
    double[] deviations = vae.codeDeviations();
    List<Integer> active = all.stream().filter(d -> deviations[d] >= inactiveBelow).toList();
    if (active.isEmpty()) {
      logger.warning(
          "No latent dimension varies over the rows by inactiveBelow="
              + inactiveBelow
              + "; all dimensions are used");
      return all;
    }
    return active;
  }

  @Override
  public String toString() {
    return String.format(
        "LatentFeatureTrainer(encoder=%s,innerTrainer=%s,codes=%s,rawFeatures=%s)",
        encoder, innerTrainer, codes, rawFeatures);
  }
}
