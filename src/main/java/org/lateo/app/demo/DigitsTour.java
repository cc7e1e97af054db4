package org.lateo.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.app.output.ResultFile;
import org.lateo.app.progress.Recorder;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.nn.Activation;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;

/**
 * Trains a classifier on 5,000 digits of which 50 have labels, then stores, reloads and exports it.
 */
record DigitsTour(Dataset<Label> train, Dataset<Label> test, long seed, int threads) {
  static final String MODEL = "digits.tribuo";
  static final String PIPELINE = "digits.onnx";
  static final int LABELS_A_CLASS = 5;
  static final int DRAWS = 5;

  /** How many digits the four methods are compared on. */
  static final int COMPARED = 1500;

  private static final int EPOCHS = 200;
  private static final double LEARNING_RATE = 3e-3;

  /** The models, and what was measured. */
  record Result(
      VAEModel vae,
      VAEModel map,
      List<EpochReport> history,
      MeanAndDeviation onPixels,
      MeanAndDeviation onCodes,
      FewLabelsModel best,
      double accuracyOfBest,
      long fileBytes,
      boolean reloadedEqual,
      double onnxDifference) {}

  /** Logistic regression, the same for pixels and for codes. */
  private Trainer<Label> classifier() {
    return KernelLogisticTrainer.builder().seed(seed).build();
  }

  /** Tries pixels, codes, both, and labels spread over codes, and keeps the best. */
  private FewLabelsTrainer bestOf(VAETrainer encoder) {
    return FewLabelsTrainer.builder(encoder)
        .classifier(classifier())
        .methods(
            EnumSet.of(
                FewLabelsMethod.RAW,
                FewLabelsMethod.M1,
                FewLabelsMethod.BOTH,
                FewLabelsMethod.SPREAD))
        .seed(seed)
        .build();
  }

  /**
   * Runs the tour.
   *
   * @param output opens a file of the folder
   */
  Result run(TrainingListener progress, Function<String, ResultFile> output, Path folder)
      throws IOException {
    Recorder recorder = new Recorder(progress);
    VAETrainer trainer = trainer(10).epochs(EPOCHS).build();
    VAEModel encoder = trainer.fit(train, recorder);
    Dataset<Label> few = LabelMasking.keepOfEachClass(compared(), LABELS_A_CLASS, seed);
    FewLabelsModel model = bestOf(trainer).train(few, encoder, recorder);
    Path file = folder.resolve(MODEL);
    try (ResultFile result = output.apply(MODEL)) {
      result.write(model::serializeToFile);
    }
    Model<Label> reloaded = Model.deserializeFromFile(file).castModel(Label.class);
    double difference = model.exportPipeline(folder.resolve(PIPELINE));
    return new Result(
        encoder,
        map(),
        recorder.reports(),
        accuracy(train, test),
        accuracy(encoder.encodeDataset(train), encoder.encodeDataset(test)),
        model,
        new LabelEvaluator().evaluate(model, test).accuracy(),
        Files.size(file),
        sameOutputs(model.predict(test), reloaded.predict(test)),
        difference);
  }

  /**
   * The first rows, since spreading labels five times over all of them would take a minute; zeros
   * are explicit in the first, so that every pixel is known.
   */
  private Dataset<Label> compared() {
    MutableDataset<Label> rows =
        new MutableDataset<>(train.getSourceProvenance(), train.getOutputFactory());
    Example<Label> first = train.getExample(0).copy();
    for (VariableInfo pixel : train.getFeatureIDMap()) {
      if (first.lookup(pixel.getName()) == null) {
        first.add(new Feature(pixel.getName(), 0));
      }
    }
    rows.add(first);
    train.getData().stream().limit(COMPARED).skip(1).forEach(rows::add);
    return rows;
  }

  /** An autoencoder of two dimensions, deeper since these have to hold as much as ten. */
  private VAEModel map() {
    return trainer(2)
        .hidden(300, 100, 50)
        .activation(Activation.RELU)
        .optimiser(new Adam())
        .epochs(EPOCHS)
        .build()
        .fit(train);
  }

  private VAETrainerBuilder trainer(int latent) {
    return VAETrainer.builder()
        .hidden(300)
        .latent(latent)
        .optimiser(new Adam(LEARNING_RATE))
        .seed(seed)
        .threads(threads);
  }

  /** Test accuracy over several draws of the labels. */
  private MeanAndDeviation accuracy(Dataset<Label> training, Dataset<Label> testing) {
    List<Double> accuracies = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      Dataset<Label> few = LabelMasking.keepOfEachClass(training, LABELS_A_CLASS, seed + draw);
      Model<Label> model = classifier().train(LabelMasking.labelledRows(few));
      accuracies.add(new LabelEvaluator().evaluate(model, testing).accuracy());
    }
    return MeanAndDeviation.of(accuracies);
  }

  private static boolean sameOutputs(List<Prediction<Label>> a, List<Prediction<Label>> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = a.get(i).distributionEquals(b.get(i));
    }
    return same;
  }

  /**
   * A mean and a standard deviation over n repetitions (dividing by n - 1).
   *
   * @param mean the mean
   * @param deviation the standard deviation
   */
  record MeanAndDeviation(double mean, double deviation) {
    static MeanAndDeviation of(List<Double> values) {
      double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
      double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
      return new MeanAndDeviation(mean, Math.sqrt(squares / Math.max(1, values.size() - 1)));
    }

    /** As {@code 71.8 ± 2.7 %}. */
    String percent() {
      return String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * mean, 100 * deviation);
    }
  }
}
