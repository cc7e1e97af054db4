package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.UncertainLabel;
import org.lateo.bayes.UncertainPrediction;
import org.lateo.math.RandomStream;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;

/** {@code train --task regress}, and every verb on what comes of it. */
final class RegressionCommandsTest {
  private static final int ROWS = 120;

  @TempDir private Path folder;
  private Path data;
  private Path model;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    data = Files.writeString(folder.resolve("homes.csv"), table());
    model = folder.resolve("model.tribuo");
    out = folder.resolve("out.csv");
  }

  /** A price of size and kind, unknown in every tenth row. */
  private static String table() {
    RandomStream random = RandomStream.of(1, "homes");
    StringBuilder text = new StringBuilder("size,kind,price\n");
    for (int i = 0; i < ROWS; i++) {
      double size = 50 + 20 * random.gaussian(2L * i);
      boolean house = i % 3 == 0;
      double price = 3 * size + (house ? 100 : 0) + 5 * random.gaussian(2L * i + 1);
      String known = i % 10 == 9 ? "" : String.format(Locale.ROOT, "%.2f", price);
      text.append(
          String.format(Locale.ROOT, "%.3f,%s,%s\n", size, house ? "house" : "flat", known));
    }
    return text.toString();
  }

  private Ran train(String... more) {
    return train("regress", "price", List.of(more));
  }

  private Ran train(String task, String response, List<String> more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--task", task, "--data", data, "--response", response));
    arguments.addAll(List.of("--out", model, "--quiet", "--threads", "1"));
    arguments.addAll(more);
    return Ran.run(arguments.toArray());
  }

  private Ran on(String verb, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of(verb, "--model", model));
    arguments.addAll(List.of(more));
    return Ran.run(arguments.toArray());
  }

  private String[] header() throws IOException {
    return Files.readAllLines(out).get(0).split(",", -1);
  }

  private double[] line(int row) throws IOException {
    String[] cells = Files.readAllLines(out).get(row + 1).split(",", -1);
    return Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--epochs 60",
        "--epochs 60 --weights last_layer --hidden 10,10 --activation tanh",
        "--epochs 60 --weights mean_field --members 2 --learning-rate 0.02 --batch 20"
      })
  void everyVerbKnowsANetwork(String options) throws IOException {
    train(options.split(" ")).ok();
    on("predict", "--data", data, "--response", "price", "--out", out).ok();
    assertArrayEquals(
        new String[] {
          "row",
          "price",
          "sd(price)",
          "epistemic_sd(price)",
          "aleatoric_sd(price)",
          "q0.05(price)",
          "q0.95(price)"
        },
        header());
    assertEquals(ROWS + 1, Files.readAllLines(out).size());
    UncertainPrediction first = read().explain(rows()).get(0);
    assertArrayEquals(
        new double[] {
          1,
          first.mean()[0],
          Math.sqrt(first.variance()[0]),
          Math.sqrt(first.epistemic()[0]),
          Math.sqrt(first.aleatoric()[0]),
          first.quantile(0.05)[0],
          first.quantile(0.95)[0]
        },
        line(0));
    JsonNode found = on("evaluate", "--data", data, "--response", "price", "--json").ok().json();
    assertEquals(ROWS * 9 / 10, found.get("rows").asInt());
    assertEquals(rmse(), found.get("rmse").asDouble(), 1e-6);
    assertTrue(found.get("r2").asDouble() > 0.8, found::toString);
    double inside = found.get("coverage_of_0.9").asDouble();
    assertTrue(inside > 0.75 && inside <= 1, found::toString);
    assertTrue(found.get("width_of_0.9").asDouble() > 0, found::toString);
    assertTrue(found.get("log_likelihood").asDouble() < 0, found::toString);
    on("export", "--head", "prediction", "--out", folder.resolve("m.onnx")).ok();
  }

  private BayesianRegressionModel read() throws IOException {
    return (BayesianRegressionModel) Model.deserializeFromFile(model);
  }

  private Dataset<Regressor> rows() {
    return Table.read(TableOptions.of(data).withResponse("price")).numbers();
  }

  private double rmse() throws IOException {
    Dataset<Regressor> all = rows();
    List<UncertainPrediction> predictions = read().explain(all);
    double sum = 0;
    int known = 0;
    for (int i = 0; i < all.size(); i++) {
      Regressor target = all.getExample(i).getOutput();
      if (target.getNames()[0].equals("price")) {
        sum += Math.pow(predictions.get(i).mean()[0] - target.getValues()[0], 2);
        known++;
      }
    }
    return Math.sqrt(sum / known);
  }

  /** The autoencoder below learns from the rows without a price too. */
  @ParameterizedTest
  @ValueSource(strings = {"m1", "both", "auto"})
  void networksStandOnCodes(String method) throws IOException {
    train("--method", method, "--epochs", "3", "--latent", "2", "--hidden", "8").ok();
    on("predict", "--data", data, "--response", "price", "--out", out).ok();
    assertEquals("price", header()[1]);
    assertEquals("sd(price)", header()[2]);
    assertTrue(line(0)[2] > 0);
  }

  @Test
  void epochsSayTheLogLikelihood() {
    JsonNode found = train("--epochs", "40", "--json").ok().json();
    assertTrue(Double.isFinite(found.get("log_likelihood").asDouble()), found::toString);
    assertTrue(found.get("validation_log_likelihood").isNumber(), found::toString);
    JsonNode bound =
        train("--epochs", "40", "--weights", "mean_field", "--validation", "0.2", "--json")
            .ok()
            .json();
    assertTrue(Double.isFinite(bound.get("elbo").asDouble()), bound::toString);
    assertTrue(bound.get("validation_expected_log_likelihood").isNumber(), bound::toString);
    assertFalse(bound.has("validation_elbo"), bound::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--method raw; --method: expected bayes, m1, both or auto for --task regress, found raw",
        "--latent 3; --latent: expected options of a network",
        "--layers 3; --layers: expected options of a network",
        "--model autoencoder; --model: expected options of a network",
        "--labelled 3; --labelled goes with --task classify",
        "--trimming 0.1; --trimming: goes with --task anomaly",
        "--method m1 --report r; --report: expected --method bayes without --coverage",
        "--members 1000; --members: expected at most 100, found 1000",
        "--model flow; --model flow: expected --task latent or anomaly, found regress"
      })
  void refusesWhatDoesNotGoTogether(String options, String message) {
    train(options.split(" ")).refusedAbout("lateo train: " + message);
  }

  /** Classes by a network: the columns tell the entropy, and what of it the weights leave open. */
  @ParameterizedTest
  @ValueSource(strings = {"", "--weights mean_field --members 2"})
  void networksClassify(String options) throws IOException {
    List<String> more = new ArrayList<>(List.of("--method", "bayes", "--epochs", "60"));
    more.addAll(Arrays.stream(options.split(" ")).filter(text -> !text.isEmpty()).toList());
    // Three kinds that Tribuo numbers in another order than that of their names.
    String three =
        table()
            .replaceAll(",\n", ",100\n")
            .replace("flat", "versicolor")
            .replace("house", "setosa");
    data = Files.writeString(data, three.replaceAll("(\n[67][^,]*),\\w+", "$1,virginica"));
    train("classify", "kind", more).ok();
    on("predict", "--data", data, "--response", "kind", "--out", out).ok();
    assertArrayEquals(
        new String[] {
          "row",
          "label",
          "p(setosa)",
          "p(versicolor)",
          "p(virginica)",
          "entropy",
          "mutual_information"
        },
        header());
    BayesianClassifierModel network = (BayesianClassifierModel) Model.deserializeFromFile(model);
    UncertainLabel first =
        network.explain(Table.read(TableOptions.of(data).withResponse("kind")).labels()).get(0);
    String[] cells = Files.readAllLines(out).get(1).split(",", -1);
    assertEquals(first.label(), cells[1]);
    for (int k = 0; k < 3; k++) {
      int column = 2 + List.of("setosa", "versicolor", "virginica").indexOf(first.names().get(k));
      assertEquals(first.probabilities()[k], Double.parseDouble(cells[column]));
    }
    assertNotEquals(first.names().stream().sorted().toList(), first.names());
    assertEquals(first.entropy(), Double.parseDouble(cells[5]));
    assertEquals(first.mutualInformation(), Double.parseDouble(cells[6]));
    JsonNode found = on("evaluate", "--data", data, "--response", "kind", "--json").ok().json();
    assertTrue(found.get("accuracy").asDouble() > 0.6, found::toString);
    assertTrue(found.get("log_likelihood").asDouble() < 0, found::toString);
    double error = found.get("calibration_error").asDouble();
    assertTrue(error >= 0 && error < 0.3, found::toString);
    on("export", "--head", "prediction", "--out", folder.resolve("c.onnx")).ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "classify; --weights laplace; --weights goes with --method bayes, or with --task regress",
        "classify; --method bayes --latent 2; --latent: expected options of a network (--hidden,"
            + " --activation, of the optimiser and of passes) with --method bayes, which has no model"
            + " of the rows",
        "classify; --method m2 --members 2; --members: goes with --task anomaly",
        "latent; --method bayes; --method goes with --task classify or regress",
        "latent; --members 2; --members: goes with --task anomaly"
      })
  void otherTasksRefuseWhatIsItsOwn(String task, String options, String message) {
    train(task, "price", List.of(options.split(" "))).refused("lateo train: " + message);
  }

  @Test
  void refusesWordsInPlaceOfNumbers() throws IOException {
    data = Files.writeString(data, "a,price\n1,2\n2,dear\n3,4\n");
    train()
        .refused(
            "lateo train: homes.csv, row 2, column 'price': expected a finite number as response,"
                + " found 'dear'");
    data = Files.writeString(data, "a,b\n1,2\n2,3\n");
    train().refusedAbout("lateo train: homes.csv: expected a column 'price'");
  }

  @Test
  void saysWhichVerbsThereAre() {
    train("--epochs", "10").ok();
    on("score", "--data", data, "--out", out)
        .refused(
            "lateo score: "
                + model
                + ": expected a model that scores, found BayesianRegressionModel, which predicts"
                + " numbers, exports");
    Ran alone = on("evaluate", "--data", data);
    assertEquals(2, alone.code());
    assertTrue(alone.err().contains("homes.csv: expected numbers to compare with"), alone.err());
  }
}
