package org.lateo;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.objective.ELBO;
import org.lateo.output.LatentCode;
import org.lateo.train.Adam;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;

/** What cannot be trained on is refused with what was expected and what was found. */
final class BadInputTest {
  private static MutableDataset<LatentCode> changed(Consumer<double[][]> change) {
    double[][] values = Tiny.unitRows(50, Tiny.COLUMNS, 7);
    change.accept(values);
    return Tiny.dataset(values);
  }

  private static void assertRefusesFit(MutableDataset<?> dataset, String... parts) {
    assertRefused(() -> Tiny.trainer().build().fit(dataset), parts);
  }

  private static void assertRefusesField(Executable build, String field, String... parts) {
    PropertyException refused = assertThrows(PropertyException.class, build);
    assertSays(refused, "Property: " + field);
    assertSays(refused, parts);
  }

  @Test
  void emptyDataset() {
    assertRefusesFit(Tiny.unit(0), "a dataset with examples", "found 0 examples");
  }

  @Test
  void infiniteValues() {
    assertRefusesFit(
        changed(x -> x[31][2] = Double.NEGATIVE_INFINITY),
        "finite",
        "found -Infinity",
        "feature f002",
        "row 31");
    assertRefusesFit(
        changed(x -> x[4][0] = 1e39), "float's range", "found 1.0E39", "feature f000", "row 4");
  }

  @Test
  void notANumber() {
    MutableDataset<LatentCode> dataset = Tiny.unit(50);
    dataset.getExample(17).set(new Feature("f003", Double.NaN));
    assertRefusesFit(dataset, "finite", "found NaN", "feature f003", "row 17");
  }

  /** Rows kept for validation are no exception, so every row is tried. */
  @ParameterizedTest
  @ValueSource(ints = {0, 7, 13, 22, 38, 49})
  void valuesOutsideTheSupportOfBernoulli(int row) {
    VAETrainer trainer = Tiny.trainer().validation(0.5).likelihood(new Bernoulli()).build();
    assertRefused(
        () -> trainer.fit(changed(x -> x[row][5] = 1.5)),
        "[0, 1]",
        "found 1.5",
        "feature f005",
        "row " + row);
    assertRefused(
        () -> trainer.fit(changed(x -> x[row][1] = -0.25)),
        "[0, 1]",
        "found -0.25",
        "feature f001",
        "row " + row);
    VAEModel model = Tiny.trainer().validation(0.5).build().fit(changed(x -> x[row][5] = 1.5));
    assertInstanceOf(Gaussian.class, model.definition().architecture().likelihood());
  }

  @Test
  void theLikelihoodFollowsTheData() {
    VAEModel unit = Tiny.trainer().build().fit(Tiny.unit(50));
    assertInstanceOf(Bernoulli.class, unit.definition().architecture().likelihood());
    VAEModel real = Tiny.trainer().build().fit(Tiny.real(50));
    assertInstanceOf(Gaussian.class, real.definition().architecture().likelihood());
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, Float.NaN, Float.POSITIVE_INFINITY})
  void weightsThatAreNone(float weight) {
    MutableDataset<LatentCode> dataset = Tiny.unit(50);
    dataset.getExample(9).setWeight(weight);
    assertRefusesFit(dataset, "weight", "0 or more", "found " + weight, "row 9");
  }

  @Test
  void weightsOfZero() {
    MutableDataset<LatentCode> dataset = Tiny.real(50);
    for (int i = 0; i < 50; i++) {
      dataset.getExample(i).setWeight(i < 25 ? 0 : 1);
    }
    VAEModel model = Tiny.trainer().build().fit(dataset);
    assertTrue(model.score(dataset).stream().allMatch(code -> Double.isFinite(code.getELBO())));
    dataset.forEach(example -> example.setWeight(0));
    assertRefusesFit(dataset, "weights", "positive sum", "found 0");
  }

  @Test
  void tooFewRowsToValidate() {
    MutableDataset<LatentCode> one = Tiny.unit(1);
    assertRefusesFit(one, "more rows than the 1 ", "validation share of 0.1", "found 1");
  }

  @Test
  void sizesBelowOne() {
    for (int size : new int[] {0, -3}) {
      String found = "found [" + size + "]";
      assertRefusesField(Tiny.trainer().hidden(size)::build, "hidden", "at least 1", found);
      assertRefusesField(
          Tiny.trainer().hidden(5, size)::build, "hidden", "found [5, " + size + "]");
      assertRefusesField(Tiny.trainer().decoderHidden(size)::build, "decoderHidden", found);
      assertRefusesField(
          Tiny.trainer().latent(size)::build, "latent", "at least 1", "found " + size);
      assertRefusesField(
          Tiny.trainer().epochs(size)::build, "epochs", "at least 1", "found " + size);
      assertRefusesField(
          Tiny.trainer().batchSize(size)::build, "batchSize", "at least 1", "found " + size);
      assertRefusesField(
          () -> new ELBO(ELBO.Estimator.CLOSED_FORM, size),
          "samples",
          "at least 1",
          "found " + size);
    }
    assertRefusesField(Tiny.trainer().threads(-1)::build, "threads", "0 or more", "found -1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void sharesOutside(double share) {
    assertRefusesField(
        Tiny.trainer().validation(share)::build, "validation", "[0, 1)", "found " + share);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 0, Double.NaN, Double.POSITIVE_INFINITY, 2e6})
  void learningRates(double rate) {
    assertRefusesField(() -> new Adam(rate), "learningRate", "(0, 1e6)", "found " + rate);
  }

  @ParameterizedTest
  @CsvSource({
    "org.lateo.VAETrainer, latent, 0",
    "org.lateo.VAETrainer, validation, 1.0",
    "org.lateo.VAETrainer, threads, -1",
    "org.lateo.train.Adam, learningRate, NaN",
    "org.lateo.train.Adam, beta1, 1.0",
    "org.lateo.train.Adam, beta2, -0.5",
    "org.lateo.train.Adam, epsilon, 0.0",
    "org.lateo.objective.ELBO, samples, 0"
  })
  void filesAreCheckedToo(String type, String field, String value) {
    ConfigurationData data = new ConfigurationData("bad", type);
    data.add(field, new SimpleProperty(value));
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(data);
    Throwable thrown = assertThrows(RuntimeException.class, () -> manager.lookup("bad"));
    String all = thrown.toString() + thrown.getCause();
    assertTrue(all.contains(field) && all.contains(value), all);
  }

  @Test
  void partsThatAreNull() {
    NullPointerException refused =
        assertThrows(NullPointerException.class, () -> VAETrainer.builder().posterior(null));
    assertSays(refused, "posterior");
    assertSays(assertThrows(NullPointerException.class, () -> new Gaussian(null)), "variance");
  }
}
