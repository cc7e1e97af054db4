package org.lateo.semisupervised;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.lateo.CountedTrainer;
import org.lateo.VAEModel;
import org.lateo.VAEOrigin;
import org.lateo.VAETrainer;
import org.lateo.codes.CodeDefaults;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.config.Fields;
import org.lateo.logistic.RowLosses;
import org.lateo.logistic.StratifiedFolds;
import org.lateo.rows.DerivedDataset;
import org.lateo.rows.LabelledRows;
import org.lateo.rows.LabelledSource;
import org.lateo.train.NamedListener;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.Trainer;

/**
 * Trains any Tribuo trainer on the features, the codes or both, whichever predicts rows better
 * whose outputs were hidden; for numbers, sets of labels and labels. Rows whose output is the
 * factory's unknown output are unlabelled: the autoencoder learns from them too.
 *
 * <p>Losses are those of a cross-validation over the labelled rows: squared error over the variance
 * for numbers, one less the Jaccard index for sets of labels, log-loss for labels. The simplest is
 * taken that is as good as the best within {@code errors} standard errors of the difference: the
 * features before the codes, the codes before both. The model is the winner's own, {@link
 * org.lateo.codes.LatentFeatureModel} where it has codes, and so is its provenance. Where values
 * may be missing, the codes are taken untried. For labels {@link FewLabelsTrainer} tries more.
 *
 * @param <T> the type of output
 */
public final class ChosenFeaturesTrainer<T extends Output<T>> extends CountedTrainer<T>
    implements SemiSupervisedTrainer<T> {
  private static final Logger logger = Logger.getLogger(ChosenFeaturesTrainer.class.getName());

  @Config(mandatory = true, description = "Trains on the features, the codes or both.")
  Trainer<T> innerTrainer;

  @Config(
      description =
          "Trains the autoencoder, on every row. If not given, it is chosen by the numbers of"
              + " rows and columns; see CodeDefaults.")
  VAETrainer encoder;

  @Config(description = "Folds of the cross-validation, 2 or more.")
  int folds = 5;

  @Config(
      description =
          "By how many standard errors of the difference the best has to be better than a simpler"
              + " one to be preferred to it; 0 or more.")
  double errors = 0.5;

  @Config(description = "Seed by which rows are dealt to folds, and of a chosen autoencoder.")
  long seed = 1;

  /** What the inner trainer is given, from the simplest on. */
  private enum Given {
    FEATURES,
    CODES,
    BOTH
  }

  /** For OLCUT and the builder. */
  ChosenFeaturesTrainer() {}

  /** A trainer with every other field at its default. */
  public ChosenFeaturesTrainer(Trainer<T> innerTrainer) {
    this.innerTrainer = requireNonNull(innerTrainer, "innerTrainer");
  }

  /** A builder, of the same part as the constructor's. */
  public static <U extends Output<U>> ChosenFeaturesTrainerBuilder<U> builder(
      Trainer<U> innerTrainer) {
    return new ChosenFeaturesTrainerBuilder<>(innerTrainer);
  }

  /** Used by OLCUT and the builder. */
  @Override
  public void postConfig() {
    Fields.requireAtLeast("folds", 2, folds);
    Fields.requireNotNegative("errors", errors);
  }

  @Override
  public boolean mayMiss(String feature) {
    return encoder != null && encoder.mayMiss(feature);
  }

  @Override
  protected void prepare(int number) {
    innerTrainer.setInvocationCount(number);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if fewer than two rows have an output, if outputs are of
   *     another type than those named, or as {@link VAETrainer#fit(Dataset)}
   */
  @Override
  public Model<T> train(
      Dataset<T> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    LabelledRows<T> labelled = LabelledRows.of(examples);
    requireTwo(labelled);
    VAETrainer made =
        encoder == null
            ? CodeDefaults.choose(examples.size(), examples.getFeatureMap().size())
                .seed(seed)
                .build()
            : encoder;
    TrainingListener told = NamedListener.of(listener);
    TrainedPart<VAEModel> encoded =
        TrainedPart.of(
            "the autoencoder",
            VAEModel.class,
            () -> made.fit(examples, told, Map.of(), invocation.number()));
    VAEModel trained = encoded.model();
    if (made.hasMissing()) {
      told.onStage("chosen: codes, since values may be missing");
      return encoded.finished(
          onCodes(Given.CODES, made)
              .train(examples, trained, VAEOrigin.stopped(runProvenance, encoded.stop()), told));
    }
    Map<Given, RowLosses> tried = new EnumMap<>(Given.class);
    Optional<TrainingStoppedException> stop =
        encoded.stop().or(() -> compare(examples, invocation.number(), made, trained, tried, told));
    prepare(invocation.number());
    Given best = choose(tried);
    told.onStage("chosen: " + name(best));
    Dataset<T> all = new DerivedDataset<>(new LabelledSource<>(examples));
    Map<String, Provenance> run = VAEOrigin.stopped(runProvenance, stop);
    Model<T> model =
        best == Given.FEATURES
            ? innerTrainer.train(all, run, invocation.number())
            : onCodes(best, made).train(examples, trained, run, told);
    String kept =
        name(best) + (tried.isEmpty() ? ", untried," : ", the best so far,") + " are kept";
    return new TrainedPart<>(model, stop.map(e -> e.holding(model, kept))).finished(model);
  }

  /** Tries what may be given; returns what stopped it, if something did. */
  private Optional<TrainingStoppedException> compare(
      Dataset<T> examples,
      int invocation,
      VAETrainer made,
      VAEModel trained,
      Map<Given, RowLosses> tried,
      TrainingListener listener) {
    List<Example<T>> labelled = LabelledRows.of(examples).examples();
    try {
      for (Given given : Given.values()) {
        prepare(invocation);
        RowLosses losses = losses(given, examples, labelled, made, trained);
        if (losses.isFinite()) {
          tried.put(given, losses);
        }
        report(given, losses, Optional.ofNullable(tried.get(Given.FEATURES)), listener);
      }
    } catch (TrainingStoppedException e) {
      return Optional.of(e);
    }
    if (tried.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected an inner trainer whose predictions of rows held out are finite, found others with"
              + " features, with codes and with both: "
              + innerTrainer);
    }
    return Optional.empty();
  }

  private static void requireTwo(LabelledRows<?> labelled) {
    if (labelled.examples().size() < 2) {
      throw new IllegalArgumentException("Expected two rows with an output or more, found one");
    }
  }

  private LatentFeatureTrainer<T> onCodes(Given given, VAETrainer made) {
    return LatentFeatureTrainer.builder(made, innerTrainer)
        .rawFeatures(given == Given.BOTH)
        .build();
  }

  private RowLosses losses(
      Given given,
      Dataset<T> examples,
      List<Example<T>> labelled,
      VAETrainer made,
      VAEModel trained) {
    StratifiedFolds dealt = StratifiedFolds.of(new int[labelled.size()], folds, seed);
    RowLoss<T> loss = RowLoss.suiting(labelled);
    double[] losses = new double[labelled.size()];
    for (int fold = 0; fold < dealt.count(); fold++) {
      TrainingStoppedException.ifInterrupted("the choice of features", "they are not tried");
      List<Example<T>> kept = rows(labelled, dealt.training(fold));
      Dataset<T> some = new RowsTried<>(examples, kept);
      Model<T> model =
          given == Given.FEATURES
              ? innerTrainer.train(some, Map.of())
              : onCodes(given, made).train(some, trained);
      int[] heldOut = dealt.heldOut(fold);
      List<Prediction<T>> predictions = model.predict(rows(labelled, heldOut));
      for (int i = 0; i < heldOut.length; i++) {
        losses[heldOut[i]] = loss.of(predictions.get(i), labelled.get(heldOut[i]).getOutput());
      }
    }
    return new RowLosses(losses, labelled.stream().mapToDouble(Example::getWeight).toArray());
  }

  private static <U extends Output<U>> List<Example<U>> rows(List<Example<U>> all, int[] which) {
    return IntStream.of(which).<Example<U>>mapToObj(all::get).toList();
  }

  private Given choose(Map<Given, RowLosses> tried) {
    if (tried.isEmpty()) {
      return Given.FEATURES;
    }
    RowLosses best =
        tried.values().stream().min((a, b) -> Double.compare(a.mean(), b.mean())).orElseThrow();
    return tried.keySet().stream()
        .filter(given -> !best.isBetterThan(tried.get(given), errors))
        .findFirst()
        .orElseThrow();
  }

  private static void report(
      Given given, RowLosses losses, Optional<RowLosses> features, TrainingListener listener) {
    String line = name(given) + ": " + text(given, losses, features);
    listener.onStage(line);
    logger.info(line);
  }

  private static String text(Given given, RowLosses losses, Optional<RowLosses> features) {
    if (!losses.isFinite()) {
      return "left out, predictions of held-out rows are not finite";
    }
    return given == Given.FEATURES || features.isEmpty()
        ? String.format(
            Locale.ROOT, "loss %.4f ± %.4f of held-out rows", losses.mean(), losses.standardError())
        : String.format(
            Locale.ROOT,
            "loss %.4f, %.4f ± %.4f less than features",
            losses.mean(),
            losses.gainOver(features.get()),
            losses.gainError(features.get()));
  }

  private static String name(Given given) {
    return given.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return String.format(
        "ChosenFeaturesTrainer(innerTrainer=%s,encoder=%s)",
        innerTrainer, encoder == null ? "chosen from the data" : encoder);
  }
}
