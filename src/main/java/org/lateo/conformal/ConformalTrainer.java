package org.lateo.conformal;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.lateo.CountedTrainer;
import org.lateo.InnerTraining;
import org.lateo.ReportingTrainer;
import org.lateo.TrainingFailedException;
import org.lateo.VAEOrigin;
import org.lateo.config.Fields;
import org.lateo.data.Split;
import org.lateo.math.RandomStream;
import org.lateo.rows.AlteredRows;
import org.lateo.rows.HashedDomain;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.Reproduction;
import org.lateo.rows.RowsProvenance;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputInfo;
import org.tribuo.Trainer;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Trains a model on a part of the rows, drawn at random, and calibrates it on the others; or
 * calibrates a model that is there already.
 *
 * <p>The model is given the rows of its part alone, with features and outputs of their own: nothing
 * that it may learn from a dataset as a whole comes from calibration rows.
 *
 * @param <T> the type of output
 * @param <M> the type of model
 */
public abstract class ConformalTrainer<T extends Output<T>, M extends ConformalModel<T>>
    extends CountedTrainer<T> implements ReportingTrainer<T> {
  private static final Logger logger = Logger.getLogger(ConformalTrainer.class.getName());

  @Config(description = "Trains the model whose predictions are calibrated.")
  protected Trainer<T> innerTrainer = null;

  @Config(description = "The share of the rows that calibrate and do not train, in (0, 1).")
  protected double calibration = 0.25;

  @Config(
      description = "The share of fresh outputs that intervals or sets hold by default, in (0, 1).")
  protected double coverage = 0.9;

  @Config(description = "Seed of which rows calibrate.")
  protected long seed = Trainer.DEFAULT_SEED;

  @Config(
      description =
          "The provenance of an existing model, as text, by which it is trained again in place of one"
              + " by \"innerTrainer\"; all rows then calibrate it. Empty for none.")
  private String trainedModel = "";

  /** For trainers of a type of output. */
  ConformalTrainer() {}

  @Override
  public void postConfig() {
    Fields.require(
        calibration > 0 && calibration < 1, "calibration", "a share in (0, 1)", calibration);
    Fields.require(
        !(innerTrainer instanceof ConformalTrainer),
        "innerTrainer",
        "a trainer that is not conformal itself",
        innerTrainer);
    Fields.require(coverage > 0 && coverage < 1, "coverage", "a share in (0, 1)", coverage);
  }

  /** The trainer of the model that is calibrated; empty where there is a model already. */
  public Optional<Trainer<T>> innerTrainer() {
    return Optional.ofNullable(innerTrainer).filter(trainer -> trainedModel.isEmpty());
  }

  /** The type of output. */
  abstract Class<T> output();

  /** The type of model. */
  abstract Class<M> kind();

  /**
   * Refuses rows that cannot calibrate a model.
   *
   * @param known outputs of the model
   * @param rows numbers of those that shall calibrate it, from 0
   * @throws IllegalArgumentException if the model does not know an output, naming the row, or there
   *     are too few of a class
   */
  abstract void requireOutputs(OutputInfo<T> known, Dataset<T> examples, int... rows);

  /**
   * Refuses rows that cannot be trained on, and a draw of calibration rows that leaves none to
   * train on of an output. Keeping a row back for training instead would make the calibration rows
   * of its output unlike fresh ones.
   *
   * @param trained outputs of the training rows
   * @param examples all rows
   * @param calibrating numbers of the calibration rows, from 0
   * @throws IllegalArgumentException naming the output and the first of its rows
   */
  abstract void requireTraining(OutputInfo<T> trained, Dataset<T> examples, int... calibrating);

  /**
   * Calibrates a model.
   *
   * @param rows that have not trained it, and pass {@link #requireOutputs}
   */
  abstract M calibrated(Model<T> model, List<Example<T>> rows, ModelProvenance provenance);

  @Override
  public M train(Dataset<T> examples) {
    return train(examples, Collections.emptyMap());
  }

  @Override
  public M train(Dataset<T> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public M train(Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return train(examples, runProvenance, invocationCount, TrainingListener.NONE);
  }

  @Override
  public M train(Dataset<T> examples, TrainingListener listener) {
    return train(examples, Collections.emptyMap(), INCREMENT_INVOCATION_COUNT, listener);
  }

  /**
   * Trains and calibrates. Outputs, weights and numbers of rows are checked before anything is
   * trained; rows are named by their place in the dataset, from 0. The listener is told of the
   * training of the model inside, if its trainer reports. Calibration rows without any feature that
   * a training row has are left out, with a warning.
   *
   * @throws IllegalArgumentException if there is no inner trainer, there are fewer calibration rows
   *     than the coverage needs, a row has a weight or the unknown output, a calibration row has an
   *     output that no training row has, or features are hashed
   * @throws TrainingFailedException if the training of the model inside becomes non-finite; the
   *     exception holds its best model before, calibrated, if it is a whole model of the inner
   *     trainer
   */
  @Override
  public M train(
      Dataset<T> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    Invocation invocation = begin(invocationCount);
    TrainerProvenance trainer = invocation.provenance();
    requireRows(examples);
    if (!trainedModel.isEmpty()) {
      Model<T> again =
          Reproduction.model(ProvenanceText.read(trainedModel, ModelProvenance.class))
              .castModel(output());
      return calibrated(again, examples, trainer, runProvenance);
    }
    if (innerTrainer == null) {
      throw new PropertyException(
          "", "innerTrainer", "Expected the trainer of the model to calibrate, found none");
    }
    return trainAndCalibrate(examples, invocation, runProvenance, listener);
  }

  private M trainAndCalibrate(
      Dataset<T> examples,
      Invocation invocation,
      Map<String, Provenance> runProvenance,
      TrainingListener listener) {
    long runSeed = RandomStream.of(seed, "invocation").at(invocation.number()).key();
    Split split = Split.of("calibration", examples.size(), calibration, runSeed);
    Dataset<T> training = part(examples, split.training());
    int[] numbers = readable(training.getFeatureMap(), examples, split.validation());
    requireTraining(training.getOutputInfo(), examples, numbers);
    requireOutputs(training.getOutputInfo(), examples, numbers);
    List<Example<T>> calibrating = some(examples, numbers);
    TrainerProvenance trainer = invocation.provenance();
    try {
      TrainedPart<Model<T>> inner =
          TrainedPart.of(
              "the model to calibrate",
              Model.class,
              () -> inner(training, invocation.number(), listener));
      Map<String, Provenance> run = VAEOrigin.stopped(runProvenance, inner.stop());
      return inner.finished(
          calibrated(inner.model(), calibrating, provenance(examples, trainer, run)));
    } catch (TrainingFailedException e) {
      throw e.holding(
          best(e)
              .map(
                  best ->
                      calibrated(best, calibrating, provenance(examples, trainer, runProvenance)))
              .orElse(null));
    }
  }

  /** The best model inside before training failed; none of a part with another type of output. */
  private Optional<Model<T>> best(TrainingFailedException e) {
    return e.bestModel()
        .filter(best -> best.validate(output()))
        .map(best -> best.castModel(output()));
  }

  private Model<T> inner(Dataset<T> training, int number, TrainingListener listener) {
    return InnerTraining.of(
        innerTrainer,
        () ->
            innerTrainer instanceof ReportingTrainer<T> reporting
                ? reporting.train(training, Map.of(), number, listener)
                : innerTrainer.train(training, Map.of(), number));
  }

  /**
   * Those of calibration rows that a model can read. It refuses the others, and fresh rows like
   * them, so that those left are like the fresh rows that it predicts.
   *
   * @param known the model's features
   * @throws IllegalArgumentException if fewer are left than the coverage needs
   */
  private int[] readable(FeatureMap known, Dataset<T> examples, int... rows) {
    int[] readable =
        Arrays.stream(rows).filter(r -> hasOneOf(known, examples.getExample(r))).toArray();
    if (readable.length < rows.length) {
      logger.warning(
          String.format(
              "%d of %d calibration rows have none of the model's features and are left out; the"
                  + " promise is for rows with one",
              rows.length - readable.length, rows.length));
    }
    ConformalScores.requireRows(coverage, readable.length, "");
    return readable;
  }

  private static boolean hasOneOf(FeatureMap known, Example<?> row) {
    for (Feature feature : row) {
      if (known.get(feature.getName()) != null) {
        return true;
      }
    }
    return false;
  }

  private static <U extends Output<U>> List<Example<U>> some(Dataset<U> examples, int... rows) {
    return Arrays.stream(rows).mapToObj(examples::getExample).toList();
  }

  private static <U extends Output<U>> Dataset<U> part(Dataset<U> examples, int... rows) {
    MutableDataset<U> part =
        new MutableDataset<>(examples.getProvenance(), examples.getOutputFactory());
    some(examples, rows).forEach(part::add);
    return part;
  }

  /**
   * Calibrates a model that is there already; of a conformal model, the model inside, again. The
   * provenance is that of a trainer which trains it again by its own provenance, and of the
   * calibration rows. It is no training, and counts as none.
   *
   * @param rows like fresh rows; none of them has trained the model. Those without any feature of
   *     the model's are left out, with a warning
   * @throws IllegalArgumentException as {@link #train(Dataset)}, and if by its provenance the model
   *     was trained on this dataset, on a part of it, or on one that it is a part of
   */
  public M calibrate(Model<T> model, Dataset<T> rows) {
    requireRows(rows);
    Model<T> inside = model instanceof ConformalModel<T> conformal ? conformal.model() : model;
    String field = "trainedModel";
    String text = ProvenanceText.of(inside.getProvenance());
    TrainerProvenance again =
        ProvenanceText.with(getProvenance(), Map.of(field, new StringProvenance(field, text)));
    return calibrated(inside, rows, again, Map.of());
  }

  private M calibrated(
      Model<T> model,
      Dataset<T> rows,
      TrainerProvenance trainer,
      Map<String, Provenance> runProvenance) {
    int[] numbers = readable(model.getFeatureIDMap(), rows, KnownOutputs.numbers(rows));
    requireOutputs(model.getOutputIDInfo(), rows, numbers);
    requireOthers(model.getProvenance().getDatasetProvenance(), rows.getProvenance());
    return calibrated(model, some(rows, numbers), provenance(rows, trainer, runProvenance));
  }

  private ModelProvenance provenance(
      Dataset<T> examples, TrainerProvenance trainer, Map<String, Provenance> runProvenance) {
    return new ModelProvenance(
        kind().getName(),
        OffsetDateTime.now(ZoneId.systemDefault()),
        RowsProvenance.of(examples.getProvenance()),
        trainer,
        runProvenance);
  }

  private static void requireOthers(DatasetProvenance trained, DatasetProvenance rows) {
    List<DatasetProvenance> wholes = wholes(trained);
    if (wholes.contains(rows) || wholes(rows).contains(wholes.get(0))) {
      throw new IllegalArgumentException(
          "Expected calibration rows that have not trained the model, found by their provenance a"
              + " dataset that has, or a part of it; parts of a dataset need provenances of their own,"
              + " as a TrainTestSplitter gives them");
    }
  }

  /** A dataset, and those that it is a part of. */
  private static List<DatasetProvenance> wholes(DatasetProvenance rows) {
    List<DatasetProvenance> wholes = new ArrayList<>();
    Provenance next = rows;
    while (next instanceof DatasetProvenance found) {
      DatasetProvenance whole =
          found.getSourceProvenance() instanceof AlteredRows altered ? altered.dataset() : found;
      wholes.add(whole);
      next = whole.getSourceProvenance();
    }
    return wholes;
  }

  private void requireRows(Dataset<T> examples) {
    ConformalScores.requireRows(coverage, examples.size(), "");
    if (HashedDomain.is(examples.getFeatureIDMap())) {
      throw new IllegalArgumentException(
          "Expected features with names, found hashes: hash them inside, with a HashingTrainer as"
              + " innerTrainer");
    }
    KnownOutputs.require(examples);
    for (int r = 0; r < examples.size(); r++) {
      if (examples.getExample(r).getWeight() != 1) {
        throw new IllegalArgumentException(
            String.format(
                "Expected rows of weight 1, found %s in row %d (from 0): the promise is for rows that"
                    + " are like fresh rows, of which no weight is known",
                examples.getExample(r).getWeight(), r));
      }
    }
  }

  @Override
  protected void prepare(int number) {
    innerTrainer().ifPresent(trainer -> trainer.setInvocationCount(number));
  }
}
