package org.lateo.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.UncertainPrediction;
import org.lateo.math.RandomStream;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** The numbers of a page about predictions are the model's. */
final class RegressionReportTest {
  private static final RegressionFactory FACTORY = new RegressionFactory();

  /** y follows x, and v the double of it. */
  private static Dataset<Regressor> rows(int count, long seed) {
    RandomStream random = RandomStream.of(seed, "regression report");
    List<org.tribuo.Example<Regressor>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = random.gaussian(3L * i);
      double y = x + 0.1 * random.gaussian(3L * i + 1);
      Regressor target = new Regressor(new String[] {"v", "y"}, new double[] {2 * x, y});
      rows.add(new ArrayExample<>(target, new String[] {"x"}, new double[] {x + 5}));
    }
    return new MutableDataset<>(
        new ListDataSource<>(
            rows, FACTORY, new SimpleDataSourceProvenance("rows of a report", FACTORY)));
  }

  private static BayesianRegressionModel train(BayesianMethod method, TrainingListener listener) {
    return BayesianRegressionTrainer.builder()
        .method(method)
        .hidden(8)
        .epochs(20)
        .threads(1)
        .build()
        .train(rows(200, 1), listener);
  }

  private static void assertHas(String html, String text) {
    assertTrue(html.contains(text), () -> "expected " + text + ", found " + html);
  }

  private static String figure(double value) {
    return "<dd class=\"value\">" + Facts.significant(value) + "</dd>";
  }

  @Test
  void numbersAreTheModels() {
    List<EpochReport> epochs = new ArrayList<>();
    BayesianRegressionModel model = train(BayesianMethod.LAPLACE, epochs::add);
    Dataset<Regressor> test = rows(100, 2);
    String html = Report.of(model).rows(test).history(epochs).html();
    List<UncertainPrediction> predictions = model.explain(test);
    double squares = 0;
    double inside = 0;
    for (int i = 0; i < 100; i++) {
      double[] target = test.getExample(i).getOutput().getValues();
      UncertainPrediction p = predictions.get(i);
      for (int k = 0; k < 2; k++) {
        squares += Math.pow(target[k] - p.mean()[k], 2) / 200;
        boolean low = p.quantile(0.05)[k] <= target[k];
        inside += low && target[k] <= p.quantile(0.95)[k] ? 1 / 200.0 : 0;
      }
    }
    double[] logs = model.logDensity(test.getData());
    assertHas(html, figure(Math.sqrt(squares)));
    assertHas(html, figure(Arrays.stream(logs).average().orElseThrow()));
    assertHas(html, "<dd class=\"value\">" + Facts.percent(inside) + "</dd>");
    assertHas(html, "100 points by v, predicted and v, true");
    assertHas(html, "log-likelihood, nats a row");
    assertHas(html, "the network has not learned from");
    assertHas(html, "Rows have values of x from");
    assertHas(html, Facts.number(Arrays.stream(logs).min().orElseThrow()));
    assertFalse(html.contains("NaN"), html);
  }

  @Test
  void ofABoundTheCurveIsTheBound() {
    List<EpochReport> epochs = new ArrayList<>();
    BayesianRegressionModel model = train(BayesianMethod.MEAN_FIELD, epochs::add);
    String html = Report.of(model).trainedOn(rows(200, 1)).history(epochs).html();
    assertHas(html, "ELBO, nats a row");
    assertHas(html, "the network sees every row once");
    assertHas(html, "rows that the network was trained on");
    assertHas(html, "BayesianRegressionTrainer.builder()");
  }

  /** Rows without the model's targets have nothing to compare with. */
  @Test
  void aModelAloneSaysSo() {
    BayesianRegressionModel model = train(BayesianMethod.LAPLACE, TrainingListener.NONE);
    assertHas(Report.of(model).html(), "there is nothing to compare with");
    MutableDataset<Regressor> unknown =
        new MutableDataset<>(new SimpleDataSourceProvenance("unlabelled", FACTORY), FACTORY);
    unknown.add(
        new ArrayExample<>(FACTORY.getUnknownOutput(), new String[] {"x"}, new double[] {5}));
    String html = Report.of(model).rows(unknown).html();
    assertHas(html, "there is nothing to compare with");
    assertFalse(html.contains("Predicted and true") || html.contains("NaN"), html);
  }
}
