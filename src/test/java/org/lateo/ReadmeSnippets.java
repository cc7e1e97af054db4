package org.lateo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.UncertainPrediction;
import org.lateo.output.ImputedRow;
import org.lateo.output.LatentCode;
import org.lateo.report.Report;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.tables.Table;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/**
 * The code of README and pages, line by line; {@link ReadmeTest} holds them together and runs it.
 */
final class ReadmeSnippets {
  private ReadmeSnippets() {}

  static Prediction<Label> fewLabels(Dataset<Label> dataset, Example<Label> example) {
    FewLabelsModel model = new FewLabelsTrainer().train(dataset); // the best of six methods
    Prediction<Label> prediction = model.predict(example);
    model.exportPipeline(Path.of("target/digits.onnx")); // checked against Java first
    return prediction;
  }

  static double unusualRows(
      Dataset<Event> usualRows, Example<Event> row, List<Example<Event>> manyRows) {
    VAEAnomalyModel detector = new VAEAnomalyTrainer().train(usualRows);
    Event event = detector.predict(row).getOutput(); // ANOMALOUS for 5 % of usual rows
    double p = detector.pValue(row);
    AnomalyExplanation why = detector.explain(row); // what each feature adds to the score
    VAEAnomalyModel strict = detector.withThreshold(new FalseAlarmRate(0.01)); // not trained again
    List<Integer> alarms = detector.alarms(manyRows, 0.1).rows(); // a tenth may be false
    return p
        + event.getScore()
        - why.score()
        + strict.score(row)
        + detector.threshold()
        + alarms.size();
  }

  static double missingValues(Dataset<Label> dataset, List<Example<Label>> rows) {
    VAETrainer trainer = VAETrainer.builder().missing(".*").hidden(64).latent(10).build();
    VAEModel model = trainer.fit(dataset);
    ImputedRow row = model.impute(rows, 500).get(0); // 500 importance samples a row
    double value = row.value("bit3");
    return value;
  }

  static VAEModel table(Path customers) {
    Table table = Table.read(customers); // a path, or options: the response, separators, types
    VAEModel model = VAETrainer.builder().missing(table.missing()).build().fit(table.unlabelled());
    return model;
  }

  static List<LatentCode> scores(Path newer, VAEModel model) {
    List<LatentCode> scores = model.score(Table.read(newer, model).unlabelled());
    return scores;
  }

  static int more(Dataset<Label> dataset, List<Example<Label>> rows) {
    VAEModel model = VAETrainer.builder().hidden(128).latent(8).build().fit(dataset);
    MutableDataset<Label> codes = model.encodeDataset(dataset);
    double[] logLikelihood = model.logLikelihood(rows, 200); // nats, 200 importance samples a row
    double[][] invented = model.sample(10, 1); // rows that are in no file
    model.exportONNX("encoder", Path.of("target/encoder.onnx"));
    return codes.size() + logLikelihood.length + invented.length;
  }

  static Path report(VAEModel model, Dataset<Label> dataset) throws IOException {
    Path page = Report.of(model).rows(dataset).write(Path.of("target/report"));
    return page;
  }

  static List<LatentCode> serving(List<Example<Label>> rows) {
    try (ONNXVAE encoder = ONNXVAE.open(Path.of("target/encoder.onnx"))) {
      List<LatentCode> codes = encoder.encode(rows);
      return codes;
    }
  }

  static double[] uncertain(Dataset<Regressor> homes, Example<Regressor> home) {
    BayesianRegressionModel prices =
        BayesianRegressionTrainer.builder().members(5).build().train(homes);
    UncertainPrediction price = prices.explain(home); // mean(), epistemic(), aleatoric()
    double[] high = price.quantile(0.95);
    return high;
  }
}
