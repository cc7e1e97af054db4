package org.lateo.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.likelihood.Gaussian;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.nn.Activation;
import org.lateo.output.LatentCode;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.lateo.train.Adam;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** A report's Java lines train the same model again. */
final class AgainTest {
  private static final String IMPORTS =
      """
      import java.nio.file.Path;
      import java.util.EnumSet;
      import org.lateo.*;
      import org.lateo.anomaly.*;
      import org.lateo.bayes.*;
      import org.lateo.config.*;
      import org.lateo.likelihood.*;
      import org.lateo.logistic.*;
      import org.lateo.nn.*;
      import org.lateo.objective.*;
      import org.lateo.report.*;
      import org.lateo.semisupervised.*;
      import org.lateo.tables.*;
      import org.lateo.train.*;
      public final class Again {
        public static Object model() throws Exception {
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 60; i++) {
      text.append(i * 7 % 11).append(',').append(i * i % 13).append(i % 2 == 0 ? ",x\n" : ",y\n");
    }
    file = Files.writeString(folder.resolve("small.csv"), text);
  }

  private Table table() {
    return Table.read(TableOptions.of(file).withResponse("kind"));
  }

  private static VAETrainer encoder() {
    return VAETrainer.builder()
        .hidden(7, 5)
        .latent(2)
        .activation(Activation.RELU)
        .likelihood(new Gaussian(Gaussian.Variance.ROW))
        .optimiser(new Adam(0.004))
        .epochs(3)
        .seed(9)
        .build();
  }

  /** Runs the Java lines of a model's report. */
  private Object again(Model<?> model, String anomalous) throws Exception {
    String html = Report.of(model).trainedOn(table().labels()).command("lateo …", anomalous).html();
    String after = html.substring(html.indexOf("<pre><code>Table") + "<pre><code>".length());
    String lines =
        after
            .substring(0, after.indexOf("</code>"))
            .replace("&quot;", "\"")
            .replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&amp;", "&");
    assertTrue(lines.contains(".write(Path.of(\"report\"));"), lines);
    assertFalse(lines.contains("@"), "an object's toString: " + lines);
    String here = lines.replace("Path.of(\"", "Path.of(\"" + folder + "/");
    Path source =
        Files.writeString(folder.resolve("Again.java"), IMPORTS + here + "\nreturn model;\n}}");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                System.out,
                System.err,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertEquals(0, failed, here);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Object made = loader.loadClass("Again").getMethod("model").invoke(null);
      assertTrue(Files.exists(folder.resolve("report/report.html")));
      return made;
    }
  }

  @Test
  void anAutoencoder() throws Exception {
    VAEModel model = encoder().fit(table().unlabelled());
    VAEModel again = (VAEModel) again(model, "");
    double[] scores =
        model.score(table().unlabelled().getData()).stream()
            .mapToDouble(LatentCode::getELBO)
            .toArray();
    assertArrayEquals(
        scores,
        again.score(table().unlabelled().getData()).stream()
            .mapToDouble(LatentCode::getELBO)
            .toArray());
  }

  @Test
  void aDetector() throws Exception {
    VAEAnomalyModel model =
        VAEAnomalyTrainer.builder()
            .autoencoder(encoder())
            .members(2)
            .exemplars(0.25)
            .threshold(new FalseAlarmRate(0.2))
            .seed(4)
            .build()
            .train(table().events("y"));
    VAEAnomalyModel again = (VAEAnomalyModel) again(model, "y");
    assertArrayEquals(
        model.score(table().events().getData()), again.score(table().events().getData()));
    assertEquals(model.threshold(), again.threshold());
  }

  @Test
  void aClassifier() throws Exception {
    FewLabelsModel model =
        FewLabelsTrainer.builder(encoder())
            .classifier(KernelLogisticTrainer.builder().seed(5).build())
            .m2(SemiSupervisedVAETrainer.builder(encoder()).classesPerRow(7))
            .methods(EnumSet.of(FewLabelsMethod.M1, FewLabelsMethod.BOTH))
            .folds(3)
            .build()
            .train(LabelMasking.keep(table().labels(), 20, 3));
    FewLabelsModel again = (FewLabelsModel) again(model, "");
    assertEquals(model.describe(), again.describe());
    List<Prediction<Label>> expected = model.predict(table().labels());
    List<Prediction<Label>> found = again.predict(table().labels());
    for (int i = 0; i < expected.size(); i++) {
      assertTrue(expected.get(i).distributionEquals(found.get(i)));
    }
  }

  @Test
  void aClassifierOnFeatures() throws Exception {
    Model<Label> model = new KernelLogisticTrainer().train(table().labels());
    Model<?> again = (Model<?>) again(model, "");
    assertEquals(model.getClass(), again.getClass());
  }

  /** Rows without a class are left out, and labels that were hidden are hidden again. */
  @Test
  void aNetworkOfClasses() throws Exception {
    BayesianClassifierTrainer trainer =
        BayesianClassifierTrainer.builder().hidden(4).epochs(3).threads(1).build();
    BayesianClassifierModel model =
        trainer.train(LabelMasking.labelledRows(LabelMasking.keep(table().labels(), 20, 3)));
    BayesianClassifierModel again = (BayesianClassifierModel) again(model, "");
    assertArrayEquals(
        model.definition().parameters(), again.definition().parameters(), "trained on other rows");
  }

  @Test
  void aNetworkOfNumbers() throws Exception {
    Files.writeString(file, Files.readString(file).replace("x", "1.5").replace(",y", ","));
    BayesianRegressionTrainer trainer =
        BayesianRegressionTrainer.builder().hidden(4).epochs(3).threads(1).build();
    BayesianRegressionModel model = trainer.train(LabelMasking.labelledRows(table().numbers()));
    BayesianRegressionModel again = (BayesianRegressionModel) again(model, "");
    assertArrayEquals(
        model.definition().parameters(), again.definition().parameters(), "trained on other rows");
  }

  @Test
  void filesAndRowsAreThoseOfTheCommand() {
    VAEModel model = encoder().fit(table().unlabelled());
    String command = "lateo train --data 'a b/small.csv' --labels l.gz --rows=50";
    String html = Report.of(model).command(command, "").html();
    assertTrue(html.contains("TableOptions.of(Path.of(&quot;a b/small.csv&quot;))"), html);
    assertTrue(html.contains(".withResponse(&quot;kind&quot;)"), html);
    assertTrue(html.contains(".withLabels(Path.of(&quot;l.gz&quot;))"), html);
    assertTrue(html.contains(".withLimit(50)"), html);
  }

  @Test
  void theCommandIsShownAsItWasGiven() {
    VAEModel model = encoder().fit(table().unlabelled());
    String html = Report.of(model).command("lateo train --data 'a b.csv'", "").html();
    assertTrue(html.contains("<pre><code>lateo train --data 'a b.csv'</code></pre>"), html);
  }
}
