package org.lateo.semisupervised;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.lateo.CountedTrainer;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.LatentFeatureTrainerBuilder;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.config.Fields;
import org.lateo.likelihood.Gaussian;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.nn.Activation;
import org.lateo.rows.CodeFeatures;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.RowsProvenance;
import org.lateo.train.TrainingListener;
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
 * cross-validation, on at most {@code mostRowsTried} rows; see {@link FewLabelsComparison}. The
 * autoencoder of the rows does not look at labels and is trained once, on all rows. The model is the winner's, trained on all labels, in one file with
 * one {@code predict} and one ONNX graph; its provenance tells what was tried, and trains the
 * winner again without trying.
 */
public final class FewLabelsTrainer extends CountedTrainer<Label>
    implements SemiSupervisedTrainer<Label> {
  /** As good as all of many, and much faster. */
  private static final int CLASSES_PER_ROW = 2;

  @Config(mandatory = true, description = "Trains the autoencoder of the rows, on every row.")
  VAETrainer encoder;

  @Config(description = "The classifier on features, codes or both.")
  Trainer<Label> classifier = new KernelLogisticTrainer();

  @Config(
      description =
          "M2, on rows. If not given, of the shape of \"encoder\" and estimated from two classes a row;"
              + " none if that has missing features or another objective than the default.")
  SemiSupervisedVAETrainer m2 = null;

  @Config(
      description =
          "M2 on codes, which with \"encoder\" is M1+M2. If not given, of the default sizes.")
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
              + " to half of them, then unlabelled ones. The autoencoder and the winner are trained on"
              + " all.")
  int mostRowsTried = 5_000;

  @Config(
      description =
          "Seconds after which no further method is tried, nor one that would take longer; 0 for no"
              + " limit. The autoencoder of the rows and the winner are trained in any case.")
  double timeBudgetSeconds = 0;

  @Config(description = "Seed by which rows are drawn and dealt to folds.")
  long seed = 1;

  @Config(description = "The method that is trained without trying others; empty to try.")
  private String chosen = "";

  @Config(description = "With \"chosen\": what was tried, in words.")
  private String comparison = "";

  /** For OLCUT and the builder. */
  FewLabelsTrainer() {}

  /** A trainer with every other field at its default. */
  public FewLabelsTrainer(VAETrainer encoder) {
    this.encoder = requireNonNull(encoder, "encoder");
    postConfig();
  }

  /** A builder, of the same part as the constructor's. */
  public static FewLabelsTrainerBuilder builder(VAETrainer encoder) {
    return new FewLabelsTrainerBuilder(encoder);
  }

  /**
   * Used by OLCUT and the builder. Fields that follow from others are filled in, so that provenance
   * records them.
   */
  @Override
  public void postConfig() {
    if (m2 == null && !encoder.hasMissing() && encoder.hasPlainObjective()) {
      m2 = SemiSupervisedVAETrainer.builder(encoder).classesPerRow(CLASSES_PER_ROW).build();
    }
    if (m2OfCodes == null) {
      m2OfCodes =
          SemiSupervisedVAETrainer.builder(ofCodes()).classesPerRow(CLASSES_PER_ROW).ofCodes();
    }
    Fields.requireAtLeast("folds", 2, folds);
    Fields.requireNotNegative("errors", errors);
    Fields.requireAtLeast("mostRowsTried", 2, mostRowsTried);
    Fields.requireNotNegative("timeBudgetSeconds", timeBudgetSeconds);
    Fields.require(!methods.isEmpty(), "methods", "at least one", methods);
    Fields.require(m2OfCodes.codes, "m2OfCodes", "one with codes=true", m2OfCodes);
    Fields.made("chosen", this::chosen);
  }

  private static VAETrainer ofCodes() {
    return VAETrainer.builder()
        .likelihood(new Gaussian(Gaussian.Variance.ROW))
        .activation(Activation.SOFTPLUS)
        .weightPrior(1)
        .build();
  }

  private Optional<FewLabelsMethod> chosen() {
    return chosen.isEmpty() ? Optional.empty() : Optional.of(FewLabelsMethod.valueOf(chosen));
  }

  @Override
  public boolean mayMiss(String feature) {
    return encoder.mayMiss(feature);
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
    boolean codes =
        chosen()
            .map(FewLabelsMethod::hasCodes)
            .orElseGet(() -> methods.stream().anyMatch(FewLabelsMethod::hasCodes));
    VAEModel trained =
        codes ? encoder.fit(examples, listener, Map.of(), invocation.number()) : null;
    return train(examples, runProvenance, invocation, trained, listener);
  }

  /**
   * As {@link #train(Dataset, TrainingListener)}, with an autoencoder of the rows that was trained
   * before by this trainer's {@code encoder}, such as for another draw of labels.
   *
   * @throws IllegalArgumentException if it has other features
   */
  public FewLabelsModel train(
      Dataset<Label> examples, VAEModel trained, TrainingListener listener) {
    return train(examples, Map.of(), begin(INCREMENT_INVOCATION_COUNT), trained, listener);
  }

  private FewLabelsModel train(
      Dataset<Label> examples,
      Map<String, Provenance> runProvenance,
      Invocation invocation,
      VAEModel trained,
      TrainingListener listener) {
    FewLabelsComparison.Result result =
        chosen()
            .map(method -> new FewLabelsComparison.Result(method, comparison))
            .orElseGet(() -> compare(examples, trained, listener));
    prepare(invocation.number()); // Trying has counted trainings.
    listener.onStage("training " + result.method().id() + " on all labels");
    Model<Label> model = train(result.method(), examples, trained, listener);
    ModelProvenance provenance =
        new ModelProvenance(
            FewLabelsModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            RowsProvenance.of(examples.getProvenance()),
            with(invocation.provenance(), result),
            runProvenance);
    return new FewLabelsModel(
        "few-labels", provenance, examples.getFeatureIDMap(), model, result.text());
  }

  private FewLabelsComparison.Result compare(
      Dataset<Label> examples, VAEModel trained, TrainingListener listener) {
    FewLabelsComparison.Methods tried =
        new FewLabelsComparison.Methods() {
          @Override
          public boolean has(FewLabelsMethod method) {
            return isAble(method);
          }

          @Override
          public boolean comparesWithFeatures() {
            return !encoder.hasMissing();
          }

          @Override
          public Model<Label> train(FewLabelsMethod method, Dataset<Label> rows) {
            return FewLabelsTrainer.this.train(method, rows, trained, listener);
          }
        };
    return new FewLabelsComparison(
            tried,
            new FewLabelsComparison.Settings(folds, errors, timeBudgetSeconds, seed),
            RowsTried.of(examples, mostRowsTried, seed),
            listener)
        .run();
  }

  private static TrainerProvenance with(
      TrainerProvenance trainer, FewLabelsComparison.Result result) {
    return ProvenanceText.with(
        trainer,
        Map.of(
            "chosen", new StringProvenance("chosen", result.method().name()),
            "comparison", new StringProvenance("comparison", result.text())));
  }

  @Override
  protected void prepare(int number) {
    encoder.setInvocationCount(number);
    classifier.setInvocationCount(number);
    if (m2 != null) {
      m2.setInvocationCount(number);
    }
    m2OfCodes.setInvocationCount(number);
  }

  /** Whether a method can be tried: whether there is a trainer, and it takes missing values. */
  private boolean isAble(FewLabelsMethod method) {
    return methods.contains(method)
        && (method != FewLabelsMethod.M2 || m2 != null)
        && !(method.readsAbsentAsZero() && encoder.hasMissing());
  }

  /**
   * Trains a method.
   *
   * @param trained the autoencoder of the rows
   */
  private Model<Label> train(
      FewLabelsMethod method, Dataset<Label> rows, VAEModel trained, TrainingListener listener) {
    return switch (method) {
      case RAW -> classifier.train(LabelMasking.labelledRows(rows), Map.of());
      case M1 -> onCodes(classifier).build().train(rows, trained, listener);
      case BOTH -> onCodes(classifier).rawFeatures(true).build().train(rows, trained, listener);
      case SPREAD ->
          onCodes(new LabelSpreadingTrainer(classifier)).build().train(rows, trained, listener);
      case M1M2 ->
          onCodes(m2OfCodes)
              .codes(CodeFeatures.MEAN_AND_LOG_VARIANCE)
              .build()
              .train(rows, trained, listener);
      case M2 -> m2.train(rows, listener);
    };
  }

  private LatentFeatureTrainerBuilder<Label> onCodes(Trainer<Label> inner) {
    return LatentFeatureTrainer.builder(encoder, inner);
  }

  @Override
  public String toString() {
    return String.format(
        "FewLabelsTrainer(encoder=%s,classifier=%s,m2=%s,m2OfCodes=%s,methods=%s)",
        encoder, classifier, m2, m2OfCodes, methods);
  }
}
