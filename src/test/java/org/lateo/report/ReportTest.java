package org.lateo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.AnomalyScoreEvaluator;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.logistic.KernelLogisticModel;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeInfo;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.HeldOutRows;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.semisupervised.TriedMethod;
import org.lateo.tables.OutputKind;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.baseline.DummyRegressionTrainer;

/** The numbers of a report are the model's. */
final class ReportTest {
  @TempDir static Path folder;

  private static final VAETrainer SMALL =
      VAETrainer.builder().hidden(8).latent(3).epochs(4).seed(3).missing("c").build();

  /** 80 rows; c has gaps, id tells rows apart, kind is the sign of a. */
  private static Table table() {
    StringBuilder text = new StringBuilder("id,a,b,c,kind\n");
    for (int i = 0; i < 80; i++) {
      double a = Math.sin(i) + (i % 2 == 0 ? 1.5 : -1.5);
      String c = i % 4 == 0 ? "" : String.format(Locale.ROOT, "%.3f", Math.cos(3 * i));
      String kind = i % 2 == 0 ? "plus" : "minus";
      text.append(String.format(Locale.ROOT, "k-%d,%.3f,%.3f,%s,%s%n", i, a, a * a / 3, c, kind));
    }
    try {
      Path file = Files.writeString(folder.resolve("small.csv"), text);
      return Table.read(TableOptions.of(file).withResponse("kind"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static VAEAnomalyModel detector(Table table) {
    return VAEAnomalyTrainer.builder()
        .autoencoder(SMALL)
        .members(2)
        .exemplars(0)
        .threshold(new FalseAlarmRate(0.1))
        .build()
        .train(table.events());
  }

  private static void assertHas(String html, String text) {
    assertTrue(html.contains(text), () -> "expected " + text + ", found " + html);
  }

  @Test
  void aDetectorsNumbersAreTheModels() {
    Table table = table();
    VAEAnomalyModel model = detector(table);
    Dataset<Event> rows = table.events("plus");
    String html = Report.of(model).rows(rows).columns(table.columns()).html();
    double[] scores = model.score(rows.getData());
    assertHas(html, "<dd class=\"value\">" + Facts.number(model.threshold()) + "</dd>");
    long alarms = Arrays.stream(scores).filter(s -> s < model.threshold()).count();
    assertHas(html, "<dd class=\"value\">" + Facts.percent(alarms / 80.0) + "</dd>");
    assertHas(html, alarms + " of 80 rows");
    double auroc = new AnomalyScoreEvaluator().evaluate(model, rows).getAUROC();
    assertHas(html, String.format(Locale.ROOT, "<dd class=\"value\">%.3f</dd>", auroc));
    int lowest = 0;
    for (int i = 1; i < scores.length; i++) {
      lowest = scores[i] < scores[lowest] ? i : lowest;
    }
    AnomalyExplanation why = model.explain(rows.getExample(lowest));
    String line =
        String.format(
            Locale.ROOT,
            "<tr><th scope=\"row\" class=\"number\">%d</th><td class=\"number\">%s</td><td"
                + " class=\"number\">%.4f</td><td>%s",
            lowest + 1,
            Facts.number(scores[lowest]),
            model.calibrationScores().pValue(scores[lowest]),
            why.features().get(0).name());
    assertHas(html, line);
    var top = model.getTopFeatures(1).values().iterator().next().get(0);
    assertHas(html, "<th scope=\"row\">" + top.getA() + "</th>");
    assertHas(html, String.format(Locale.ROOT, "<td>%.3g</td>", top.getB()));
    double rate = new FalseAlarmRate(0.1).threshold(model.calibrationScores());
    assertHas(html, "<td class=\"number\">" + Facts.number(rate) + "</td>");
  }

  @Test
  void rowsThatTrainedADetectorAreNotShownAsNew() {
    Table table = table();
    String html = Report.of(detector(table)).trainedOn(table.events()).html();
    assertHas(html, "The training rows that score lowest.");
    assertFalse(html.contains("these rows"), html);
    assertFalse(html.contains("p-value at most"), html);
  }

  @Test
  void anAutoencodersNumbersAreTheModels() {
    Table table = table();
    VAEModel model = SMALL.fit(table.unlabelled());
    String html = Report.of(model).rows(table.labels()).columns(table.columns()).html();
    List<LatentCode> codes = model.score(table.unlabelled().getData());
    double elbo = codes.stream().mapToDouble(LatentCode::getELBO).average().orElseThrow();
    assertHas(html, "<dd class=\"value\">" + Facts.number(elbo) + "</dd>");
    double kl = codes.stream().mapToDouble(LatentCode::getKL).average().orElseThrow();
    assertHas(html, "<dd class=\"value\">" + Facts.number(kl) + "</dd>");
    int active = ((LatentCodeInfo) model.getOutputIDInfo()).getActiveUnits();
    assertHas(html, "<dd class=\"value\">" + active + " of 3</dd>");
    double[] nats = model.meanLatentNats(table.unlabelled().getData());
    double most = Arrays.stream(nats).max().orElseThrow();
    assertHas(html, String.format(Locale.ROOT, "<td>%.3g</td>", most));
    assertHas(html, "80 points by ");
    assertHas(html, ": minus, plus.");
    int best = 0;
    for (int i = 1; i < codes.size(); i++) {
      best = codes.get(i).getReconstruction() > codes.get(best).getReconstruction() ? i : best;
    }
    double restored = codes.get(best).getReconstruction();
    assertHas(html, "Row " + (best + 1) + " is restored best, with " + Facts.number(restored));
  }

  @Test
  void columnsSayWhatTheyAreAndWhatIsMissing() {
    Table table = table();
    VAEModel model = SMALL.fit(table.unlabelled());
    String html = Report.of(model).rows(table.unlabelled()).columns(table.columns()).html();
    assertHas(html, "<th scope=\"row\">id, left out</th><td>id</td>");
    assertHas(html, "<th scope=\"row\">number</th><td>a, b</td><td class=\"number\">–</td>");
    assertHas(html, "<td>c</td><td class=\"number\">25.0 %</td>");
    assertHas(html, "<th scope=\"row\">response</th><td>kind</td>");
  }

  @Test
  void aClassifiersNumbersAreTheModels() {
    Table table = table();
    MutableDataset<Label> few = LabelMasking.keep(table.labels(), 30, 1);
    FewLabelsModel model =
        FewLabelsTrainer.builder(SMALL)
            .methods(Set.of(FewLabelsMethod.M1, FewLabelsMethod.SPREAD))
            .folds(3)
            .build()
            .train(few);
    HeldOutRows held = model.heldOut().orElseThrow();
    assertEquals(30, held.size());
    String html = Report.of(model).trainedOn(few).html();
    assertHas(html, "<dd class=\"value\">" + Facts.percent(held.accuracy()) + "</dd>");
    assertHas(html, "<dd class=\"value\">" + model.chosen() + "</dd>");
    long[][] counts = held.confusion();
    assertHas(html, "<td class=\"right\" style=\"--share:");
    assertHas(html, "\">" + counts[0][0] + "</td>");
    for (TriedMethod one : model.tried()) {
      assertHas(html, "<th scope=\"row\">" + one.method() + "</th><td>" + one.text());
      assertHas(
          html,
          Double.isNaN(one.logLoss())
              ? "given up"
              : String.format(Locale.ROOT, "<td>%.3f ± %.3f</td>", one.logLoss(), one.error()));
    }
    String fresh = Report.of(model).rows(table.labels()).html();
    double accuracy = new LabelEvaluator().evaluate(model, table.labels()).accuracy();
    assertHas(fresh, "<dd class=\"value\">" + Facts.percent(accuracy) + "</dd>");
  }

  @Test
  void calibrationGroupsHoldEveryRowOnce() {
    double[][] probabilities = new double[25][];
    int[] labels = new int[25];
    for (int i = 0; i < 25; i++) {
      probabilities[i] = new double[] {0.5 + i / 50.0, 0.5 - i / 50.0};
      labels[i] = i % 5 == 0 ? 1 : 0;
    }
    var groups = ClassifierPage.groups(new HeldOutRows(List.of("x", "y"), labels, probabilities));
    assertEquals(10, groups.size());
    assertEquals(0.5 + 0.5 / 50, groups.get(0).x(), 1e-12);
    assertEquals(0.5, groups.get(0).y(), 1e-12);
    assertEquals(0.5 + 23 / 50.0, groups.get(9).x(), 1e-12);
    assertEquals(1, groups.get(9).y(), 1e-12);
  }

  @Test
  void hostileNamesAreText() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("hostile.csv"),
            """
            <script>alert(1)</script>,"b""&@style@",kind
            1,2,<b>
            2,1,x
            3,5,<b>
            4,1,x
            5,3,x
            6,2,<b>
            7,1,x
            8,9,<b>
            """);
    Table table = Table.read(TableOptions.of(file).withResponse("kind"));
    List<Report> reports = new ArrayList<>();
    reports.add(Report.of(detector(table)).rows(table.events("x")).columns(table.columns()));
    VAEModel vae = SMALL.fit(table.unlabelled());
    reports.add(Report.of(vae).rows(table.labels()).columns(table.columns()));
    KernelLogisticModel classifier = new KernelLogisticTrainer().train(table.labels());
    reports.add(Report.of(classifier).rows(table.labels()).command("<i>", "<b>"));
    for (Report report : reports) {
      String html = report.html();
      assertFalse(html.contains("<script"), html);
      assertFalse(html.contains("<b>"), html);
      assertFalse(html.contains("<i>"), html);
      assertHas(html, "&lt;");
    }
    assertHas(reports.get(1).html(), "&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void imagesShowWhatEachNumberDoes() {
    double[][] pixels = new double[40][9];
    for (int i = 0; i < pixels.length; i++) {
      Arrays.fill(pixels[i], i % 3 * 3, i % 3 * 3 + 3, 1);
    }
    Table table = Table.of(pixels);
    VAEModel model =
        VAETrainer.builder().hidden(8).latent(2).epochs(3).build().fit(table.unlabelled());
    String html = Report.of(model).rows(table.unlabelled()).images(3, 3).html();
    assertHas(html, "<span>z0</span><img alt=\"11 images: z0\"");
    assertHas(html, "alt=\"12 images: original\"");
    assertHas(html, "Images that are in no file");
  }

  @Test
  void aPageAppearsWholeOrNotAtAll() throws IOException {
    Path target = folder.resolve("some/folder");
    VAEModel model = SMALL.fit(table().unlabelled());
    Path page = Report.of(model).write(target);
    assertEquals(target.resolve("report.html"), page);
    assertTrue(Files.readString(page).endsWith("</html>\n"));
    try (Stream<Path> files = Files.list(target)) {
      assertEquals(List.of(page), files.toList());
    }
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("report.html"));
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> Report.of(model).write(taken));
    assertHas(e.getMessage(), "report.html");
  }

  @Test
  void otherModelsAreRefused() {
    Model<Regressor> other =
        DummyRegressionTrainer.createMeanTrainer()
            .train(
                table()
                    .dataset(
                        new OutputKind<>(
                            new RegressionFactory(),
                            response -> new Regressor("y", response.length()))));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Report.of(other));
    assertEquals(
        "Expected a detector, a classifier, an autoencoder, a flow or a network of ours, found"
            + " DummyRegressionModel",
        e.getMessage());
  }
}
