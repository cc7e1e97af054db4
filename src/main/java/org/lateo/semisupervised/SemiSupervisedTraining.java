package org.lateo.semisupervised;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.TrainingFailedException;
import org.lateo.VAEOrigin;
import org.lateo.data.Split;
import org.lateo.graph.Input;
import org.lateo.graph.Parameters;
import org.lateo.math.BestBlas;
import org.lateo.model.Definition;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.SemiSupervisedVAE;
import org.lateo.objective.Loss;
import org.lateo.objective.SemiSupervisedLoss;
import org.lateo.rows.LabelledRows;
import org.lateo.rows.PreparedRows;
import org.lateo.rows.TrainingRows;
import org.lateo.train.EpochRows;
import org.lateo.train.LabelledEpochRows;
import org.lateo.train.NamedListener;
import org.lateo.train.TrainingData;
import org.lateo.train.TrainingDivergedException;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingLoop;
import org.lateo.train.TrainingOptions;
import org.lateo.train.TrainingResult;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;

/**
 * One training of a classifier inside an autoencoder, from rows to a model.
 *
 * @param seed seed of everything random
 */
record SemiSupervisedTraining(
    SemiSupervisedSettings settings, long seed, TrainingListener listener) {
  /** Lets exceptions of the listener name it. */
  SemiSupervisedTraining {
    listener = NamedListener.of(listener);
  }

  /**
   * Trains.
   *
   * @param trainer the trainer's provenance
   * @param run what else the model's provenance says of the run
   */
  SemiSupervisedVAEModel run(
      Dataset<Label> examples, TrainerProvenance trainer, Map<String, Provenance> run) {
    long start = System.nanoTime();
    LabelledRows<Label> labelled = LabelledRows.of(examples);
    LabelColumns labels = new LabelColumns(examples, labelled.outputs());
    PreparedRows rows = prepare(TrainingRows.of(examples, List.of()), labels);
    listener.onRows(rows.table().rows(), (System.nanoTime() - start) / 1e9);
    Definition<SemiSupervisedArchitecture> untrained =
        rows.definition(
            settings.architecture(settings.autoencoder.architecture(rows.likelihood()), labelled),
            seed);
    SemiSupervisedVAE vae = untrained.connect(SemiSupervisedVAE.class);
    float[] values = vae.firstValues(seed, rows.columns());
    VAEOrigin source = new VAEOrigin(rows.provenance(), rows.features(), trainer, run);
    TrainingResult result = train(vae, values, rows, labels, source);
    return result.finished(
        new SemiSupervisedVAEModel(
            "semi-supervised-vae",
            source.provenance(SemiSupervisedVAEModel.class, result),
            rows.features(),
            labelled.outputs(),
            untrained.with(values)));
  }

  private PreparedRows prepare(TrainingRows raw, LabelColumns labels) {
    Split split = settings.autoencoder.split(raw.table().rows(), labels.rows(false), seed);
    return settings.codes
        ? PreparedRows.ofCodes(raw, split, settings.autoencoder::likelihoodFor)
        : settings.autoencoder.prepare(raw, split);
  }

  private TrainingResult train(
      SemiSupervisedVAE vae,
      float[] values,
      PreparedRows rows,
      LabelColumns columns,
      VAEOrigin source) {
    TrainingOptions options = settings.autoencoder.options(seed);
    Input labels = SemiSupervisedLoss.labels(vae.classes());
    TrainingData data =
        new TrainingData(
            Map.of(vae.features(), rows.table(), labels, columns),
            rows.table(),
            rows.split(),
            epochRows(rows.split(), columns, options.batchSize()));
    try {
      return new TrainingLoop(
              vae,
              loss(vae, labels, rows, columns, options.epochs()),
              Optional.empty(),
              new Parameters(vae.layout(), values, BestBlas.get()),
              settings.autoencoder.optimiser(),
              options,
              data)
          .run(source::settings, listener);
    } catch (TrainingDivergedException e) {
      throw new TrainingFailedException(e, null);
    }
  }

  private Loss loss(
      SemiSupervisedVAE vae, Input labels, PreparedRows rows, LabelColumns columns, int epochs) {
    int[] training = rows.split().training();
    double labelled = weight(rows, columns.rows(training, true));
    if (labelled == 0) {
      throw new IllegalArgumentException(
          "Expected labelled rows whose weights have a positive sum, found 0");
    }
    double weight = settings.classificationWeight * weight(rows, training) / labelled;
    int warmUp = (int) Math.round(settings.warmUpShare * epochs);
    return SemiSupervisedLoss.of(
        vae, labels, weight, warmUp, settings.classesPerRow(vae.classes()));
  }

  private static double weight(PreparedRows all, int... rows) {
    return Arrays.stream(rows).mapToDouble(all.table()::weight).sum();
  }

  /** Each training row once an epoch; labelled rows more often if they are few. */
  private EpochRows epochRows(Split split, LabelColumns labels, int batch) {
    int[] training = split.training();
    int[] labelled = labels.rows(training, true);
    int[] others = labels.rows(training, false);
    long share = Math.min(batch - 1, Math.round(settings.labelledShare * batch));
    int wanted = (int) Math.min(labelled.length, share);
    boolean enough = (long) labelled.length * batch >= (long) wanted * training.length;
    return enough || batch < 2
        ? EpochRows.shuffled(split, seed)
        : new LabelledEpochRows(labelled, others, Math.max(1, wanted), batch, seed);
  }
}
