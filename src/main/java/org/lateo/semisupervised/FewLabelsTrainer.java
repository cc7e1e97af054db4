package org.lateo.semisupervised;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.lateo.CountedTrainer;
import org.lateo.VAEModel;
import org.lateo.VAEOrigin;
import org.lateo.VAETrainer;
import org.lateo.codes.CodeDefaults;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.codes.TrainedEncoder;
import org.lateo.config.Fields;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.nearest.NearestRowsTrainer;
import org.lateo.rows.CodeFeatures;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.RowsProvenance;
import org.lateo.train.NamedListener;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Tries every {@link FewLabelsMethod}, and keeps the best.
 *
 * <p>Methods are compared by the log-loss of labelled rows while their labels were hidden, in
 * cross-validation, on at most {@code mostRowsTried} rows, M2 and M1+M2 in as many steps as they
 * are trained in on all, up to 500 epochs; see {@link FewLabelsComparison}. The autoencoder of the
 * rows does not look at labels and is trained once, on all rows. The model is the winner's, trained
 * on all labels, in one file with one {@code predict} and one ONNX graph; its provenance tells what
 * was tried, and trains the winner again without trying.
 */
public final class FewLabelsTrainer extends CountedTrainer<Label>
    implements SemiSupervisedTrainer<Label> {
  @Config(
      description =
          "Trains the autoencoder of the rows, on every row. If not given, it is chosen by the"
              + " numbers of rows and columns; see CodeDefaults.")
  VAETrainer encoder;

  @Config(description = "The classifier on features, codes or both.")
  Trainer<Label> classifier = new KernelLogisticTrainer();

  @Config(description = "The classifier on the codes of all rows, with the labels spread to them.")
  Trainer<Label> ofSpread = new NearestRowsTrainer();

  @Config(
      description =
          "What of the autoencoder becomes features of the methods M1 and BOTH: MEAN,"
              + " MEAN_AND_LOG_VARIANCE, SAMPLES, or a hidden layer, ENCODER_LAYER or DECODER_LAYER.")
  CodeFeatures codes = CodeFeatures.DECODER_LAYER;

  @Config(
      description =
          "M2, on rows. If neither it nor \"encoder\" is given, it is chosen by the numbers of rows and"
              + " columns, see CodeDefaults; if only that is, of its shape and estimated from two classes a row;"
              + " none if that has missing features, a Bayesian decoder or another objective than the"
              + " default.")
  SemiSupervisedVAETrainer m2 = null;

  @Config(
      description =
          "M2 on codes, which with \"encoder\" is M1+M2. If not given, it is chosen by the number of"
              + " rows; see CodeDefaults.")
  SemiSupervisedVAETrainer m2OfCodes = null;

  @Config(description = "The methods that are tried: RAW, M1, BOTH, SPREAD, M1M2 and M2.")
  EnumSet<FewLabelsMethod> methods = EnumSet.allOf(FewLabelsMethod.class);

  @Config(description = "Folds of the cross-validation, 2 or more.")
  int folds = 5;

  @Config(
      description =
          "By how many standard errors of the difference the best method has to be better than a"
              + " simpler one to be preferred to it; 0 or more.")
  double errors = 0.5;

  @Config(
      description =
          "The most rows on which methods are compared, drawn at random from more: labelled ones, up"
              + " to half of them, then unlabelled ones. M2 and M1+M2 get more epochs on fewer rows, up"
              + " to 500. Spreading, which takes little time, is tried"
              + " with the same labels on ten times as many. The autoencoder and the winner are"
              + " trained on all.")
  int mostRowsTried = 5_000;

  @Config(
      description =
          "Seconds after which no further method is tried, nor one that would take longer, as its first"
              + " fold shows; 0 for no limit. The autoencoder of the rows and the winner are trained in any case.")
  double timeBudgetSeconds = 0;

  @Config(description = "Seed by which rows are drawn and dealt to folds.")
  long seed = 1;

  @Config(description = "The method that is trained without trying others; empty to try.")
  private String chosen = "";

  @Config(description = "With \"chosen\": the temperature of labels that spread, above 0.")
  private double temperature = 1;

  @Config(description = "With \"chosen\": what was tried, in words.")
  private String comparison = "";

  @Config(
      description =
          "The provenance of an existing autoencoder, as text, by which it is trained again in place"
              + " of \"encoder\"; empty for none.")
  private String trainedEncoder = "";

  /** A trainer with every field at its default. */
  public FewLabelsTrainer() {}

  /** A trainer of an autoencoder, with every other field at its default. */
  public FewLabelsTrainer(VAETrainer encoder) {
    this.encoder = requireNonNull(encoder, "encoder");
    postConfig();
  }

  /** A builder. */
  public static FewLabelsTrainerBuilder builder() {
    return new FewLabelsTrainerBuilder();
  }

  /** A builder with an autoencoder. */
  public static FewLabelsTrainerBuilder builder(VAETrainer encoder) {
    return builder().encoder(encoder);
  }

  /**
   * Used by OLCUT and the builder. Fields that follow from others are filled in, so that provenance
   * records them.
   */
  @Override
  public void postConfig() {
    if (encoder != null && m2 == null && MethodTrainers.suitsInside(encoder)) {
      m2 = MethodTrainers.inside(encoder);
    }
    Fields.requireAtLeast("folds", 2, folds);
    Fields.requireNotNegative("errors", errors);
    Fields.requireAtLeast("mostRowsTried", 2, mostRowsTried);
    Fields.requireNotNegative("timeBudgetSeconds", timeBudgetSeconds);
    Fields.require(!methods.isEmpty(), "methods", "at least one", methods);
    Fields.require(
        m2OfCodes == null || m2OfCodes.codes, "m2OfCodes", "one with codes=true", m2OfCodes);
    Fields.made("chosen", this::chosen);
    Fields.requireTemperature(temperature);
  }

  private Optional<FewLabelsMethod> chosen() {
    return chosen.isEmpty() ? Optional.empty() : Optional.of(FewLabelsMethod.valueOf(chosen));
  }

  @Override
  public boolean mayMiss(String feature) {
    return encoder != null && encoder.mayMiss(feature);
  }

  @Override
  public FewLabelsModel train(Dataset<Label> examples) {
    return train(examples, TrainingListener.NONE);
  }

  @Override
  public FewLabelsModel train(Dataset<Label> examples, TrainingListener listener) {
    return train(examples, Map.of(), INCREMENT_INVOCATION_COUNT, listener);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no row has a label, or as the methods' trainers
   */
  @Override
  public FewLabelsModel train(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    if (!isWhole()) {
      return whole(examples).train(examples, runProvenance, invocation.number(), listener);
    }
    boolean codes =
        chosen()
            .map(FewLabelsMethod::hasCodes)
            .orElseGet(() -> methods.stream().anyMatch(FewLabelsMethod::hasCodes));
    TrainedPart<VAEModel> trained =
        codes
            ? TrainedPart.of(
                "the autoencoder",
                VAEModel.class,
                () ->
                    trainedEncoder.isEmpty()
                        ? encoder.fit(examples, listener, Map.of(), invocation.number())
                        : TrainedEncoder.again(trainedEncoder, examples))
            : new TrainedPart<>(null, Optional.empty());
    return train(
        examples, runProvenance, invocation.number(), invocation.provenance(), trained, listener);
  }

  /**
   * As {@link #train(Dataset, TrainingListener)}, with an autoencoder of the rows that was trained
   * before, such as for another draw of labels. The model's provenance is that of a trainer which
   * trains it again by its own provenance.
   *
   * @throws IllegalArgumentException if it has other features
   */
  public FewLabelsModel train(
      Dataset<Label> examples, VAEModel trained, TrainingListener listener) {
    TrainedEncoder.requireFeatures(trained, examples);
    Invocation invocation = begin(INCREMENT_INVOCATION_COUNT);
    FewLabelsTrainer made = isWhole() ? this : whole(examples);
    Invocation ofMade = made == this ? invocation : made.begin(invocation.number());
    return made.train(
        examples,
        Map.of(),
        ofMade.number(),
        TrainedEncoder.with(ofMade.provenance(), trained),
        new TrainedPart<>(trained, Optional.empty()),
        listener);
  }

  private boolean isWhole() {
    return encoder != null && m2OfCodes != null;
  }

  /** The same with the autoencoders that suit these rows, which provenance then tells of. */
  private FewLabelsTrainer whole(Dataset<?> examples) {
    int rows = examples.size();
    int columns = examples.getFeatureMap().size();
    FewLabelsTrainer made = (FewLabelsTrainer) clone();
    if (encoder == null) {
      made.encoder = CodeDefaults.choose(rows, columns).seed(seed).build();
    }
    if (encoder == null && m2 == null) {
      made.m2 =
          MethodTrainers.inside(CodeDefaults.chooseWithClasses(rows, columns).seed(seed).build());
    }
    if (m2OfCodes == null) {
      made.m2OfCodes = MethodTrainers.ofCodes(CodeDefaults.chooseOfCodes(rows).seed(seed).build());
    }
    return made;
  }

  private FewLabelsModel train(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      int invocation,
      TrainerProvenance trainer,
      TrainedPart<VAEModel> trained,
      TrainingListener listener) {
    MethodTrainers trainers =
        new MethodTrainers(
            methods,
            encoder,
            classifier,
            ofSpread,
            codes,
            m2,
            m2OfCodes,
            trained.model(),
            NamedListener.of(listener));
    FewLabelsComparison.Result result =
        chosen()
            .map(method -> result(method, trained.stop()))
            .orElseGet(() -> comparison(examples, trainers).run(trained.stop()));
    prepare(invocation); // Trying has counted trainings.
    TrainedPart<Model<Label>> model = trainers.trained(result, examples);
    Optional<TrainingStoppedException> stop = result.stop().or(model::stop);
    ModelProvenance provenance =
        new ModelProvenance(
            FewLabelsModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            RowsProvenance.of(examples.getProvenance()),
            with(trainer, result),
            VAEOrigin.stopped(runProvenance, stop));
    FewLabelsModel made =
        new FewLabelsModel(
            "few-labels",
            provenance,
            examples.getFeatureIDMap(),
            model.model(),
            result.text(),
            result.heldOut());
    return new TrainedPart<>(made, stop).finished(made);
  }

  private FewLabelsComparison.Result result(
      FewLabelsMethod method, Optional<TrainingStoppedException> stop) {
    return new FewLabelsComparison.Result(method, comparison, temperature, stop);
  }

  private FewLabelsComparison comparison(Dataset<Label> examples, MethodTrainers trainers) {
    RowsTried.Sets tried = RowsTried.of(examples, mostRowsTried, seed);
    return new FewLabelsComparison(
        trainers.onFewer(tried.few().size(), examples.size()),
        new FewLabelsComparison.Settings(folds, errors, timeBudgetSeconds, seed),
        tried,
        trainers.listener());
  }

  private static TrainerProvenance with(
      TrainerProvenance trainer, FewLabelsComparison.Result result) {
    return ProvenanceText.with(
        trainer,
        Map.of(
            "chosen", new StringProvenance("chosen", result.method().name()),
            "temperature", new DoubleProvenance("temperature", result.temperature()),
            "comparison", new StringProvenance("comparison", result.text())));
  }

  @Override
  protected void prepare(int number) {
    if (encoder != null) {
      encoder.setInvocationCount(number);
    }
    classifier.setInvocationCount(number);
    ofSpread.setInvocationCount(number);
    if (m2 != null) {
      m2.setInvocationCount(number);
    }
    if (m2OfCodes != null) {
      m2OfCodes.setInvocationCount(number);
    }
  }

  @Override
  public String toString() {
    return String.format(
        "FewLabelsTrainer(encoder=%s,classifier=%s,m2=%s,m2OfCodes=%s,methods=%s)",
        encoder, classifier, m2, m2OfCodes, methods);
  }
}
