package org.lateo.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.Codes;
import org.lateo.Labels;
import org.lateo.Tiny;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.output.LatentCode;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.hash.HashCodeHasher;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.hash.HashingTrainer;
import org.tribuo.hash.ModHashCodeHasher;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Models trained inside Tribuo's {@code HashingTrainer}. It keeps the columns' order, so that a
 * model is the same as without, before and after it is stored.
 */
final class HashedDomainTest {
  private static final String SALT = "a salt of more than eight letters";
  private static final int ROWS = 120;

  @TempDir private Path folder;

  private static VAETrainer vae() {
    return Tiny.trainer().validation(0).build();
  }

  /** A trainer, made anew each time, and its data. */
  private record Use<T extends Output<T>>(IntFunction<Trainer<T>> trainer, Dataset<T> data) {
    Model<T> plain() {
      return trainer.apply(0).train(data);
    }

    Model<T> hashed() {
      return new HashingTrainer<>(trainer.apply(0), new HashCodeHasher(SALT)).train(data);
    }

    @SuppressWarnings("unchecked") // The model's own serialised form.
    void check() {
      Model<T> hashed = hashed();
      assertSame(plain(), hashed);
      Model<T> again = (Model<T>) Model.deserialize(hashed.serialize());
      assertThrows(IllegalStateException.class, () -> again.predict(data.getExample(0)));
      assertInstanceOf(HashedFeatureMap.class, again.getFeatureIDMap()).setSalt(SALT);
      assertSame(hashed, again);
    }

    private void assertSame(Model<T> expected, Model<T> found) {
      List<Prediction<T>> a = expected.predict(data);
      List<Prediction<T>> b = found.predict(data);
      for (int i = 0; i < a.size(); i++) {
        assertEquals(a.get(i).getOutputScores().toString(), b.get(i).getOutputScores().toString());
        assertEquals(a.get(i).getNumActiveFeatures(), b.get(i).getNumActiveFeatures());
      }
    }
  }

  private static VAEAnomalyTrainer detector() {
    return VAEAnomalyTrainer.builder().autoencoder(vae()).members(2).build();
  }

  private static Dataset<Event> events() {
    return Tiny.dataset(
        Tiny.unitRows(ROWS, Tiny.COLUMNS, 5),
        new AnomalyFactory(),
        i -> new Event(EventType.EXPECTED));
  }

  static List<Use<?>> uses() {
    Dataset<Label> labels = Labels.dataset(ROWS);
    return List.of(
        new Use<>(i -> vae(), Tiny.unit(ROWS)),
        new Use<>(i -> new LatentFeatureTrainer<>(vae(), new LogisticRegressionTrainer()), labels),
        new Use<>(
            i ->
                LatentFeatureTrainer.builder(vae(), new LogisticRegressionTrainer())
                    .samples(2)
                    .build(),
            labels),
        new Use<>(i -> new SemiSupervisedVAETrainer(vae()), labels),
        new Use<>(i -> SemiSupervisedVAETrainer.builder(vae()).stackedOn(vae()).build(), labels),
        new Use<>(i -> detector(), events()),
        new Use<>(
            i -> Tiny.trainer().likelihood(new Bernoulli()).build(),
            fields(Codes.FACTORY, LatentCode.UNKNOWN)));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void modelsAreTheSameAsWithoutHashing(Use<?> use) {
    use.check();
  }

  /** Beside codes, in another order, so that sums round otherwise. */
  @Test
  void rawFeaturesStay() {
    Dataset<Label> rows = Labels.dataset(400);
    LatentFeatureTrainer<Label> trainer =
        LatentFeatureTrainer.builder(
                Tiny.trainer().latent(1).build(), new LogisticRegressionTrainer())
            .rawFeatures(true)
            .build();
    Model<Label> plain = trainer.train(rows);
    trainer.setInvocationCount(0);
    Model<Label> hashed = hash(trainer, rows);
    Model<?> again = Model.deserialize(hashed.serialize());
    assertInstanceOf(HashedFeatureMap.class, again.getFeatureIDMap()).setSalt(SALT);
    long right = 0;
    for (Example<Label> row : rows) {
      Label expected = plain.predict(row).getOutput();
      Prediction<Label> found = hashed.predict(row);
      assertEquals(expected.getLabel(), found.getOutput().getLabel());
      assertEquals(expected.getScore(), found.getOutput().getScore(), 1e-6);
      assertEquals(found.getOutputScores().toString(), scores(again, row));
      right += found.getOutput().equals(row.getOutput()) ? 1 : 0;
    }
    assertTrue(right > 360, "right: " + right + " of 400");
  }

  /** Two features in one column add up, in the codes and beside them. */
  @Test
  void collidingFeaturesAddUp() {
    LatentFeatureTrainer<Label> trainer =
        LatentFeatureTrainer.builder(
                Tiny.trainer().likelihood(new Gaussian()).build(), new LogisticRegressionTrainer())
            .rawFeatures(true)
            .build();
    Dataset<Label> rows = Labels.dataset(ROWS);
    Model<Label> model = new HashingTrainer<>(trainer, new ModHashCodeHasher(3, SALT)).train(rows);
    int columns = model.getFeatureIDMap().size();
    assertTrue(columns < Tiny.COLUMNS, columns + " columns");
    assertEquals(ROWS, model.predict(rows).size());
  }

  /** A trainer of codes may hash them itself. */
  @Test
  void innerModelsMayBeHashed() {
    Dataset<Label> rows = Labels.dataset(ROWS);
    LatentFeatureModel<Label> model =
        new LatentFeatureTrainer<>(
                vae(),
                new HashingTrainer<>(new LogisticRegressionTrainer(), new HashCodeHasher(SALT)))
            .train(rows);
    model.exportPipeline(folder.resolve("pipeline.onnx"));
    LatentFeatureModel<?> again =
        assertInstanceOf(LatentFeatureModel.class, Model.deserialize(model.serialize()));
    assertInstanceOf(HashedFeatureMap.class, again.inner().getFeatureIDMap()).setSalt(SALT);
    assertEquals(
        model.predict(rows.getExample(0)).getOutputScores().toString(),
        scores(again, rows.getExample(0)));
  }

  @SuppressWarnings("unchecked") // It was written as a model of labels.
  private static String scores(Model<?> model, Example<Label> row) {
    return ((Model<Label>) model).predict(row).getOutputScores().toString();
  }

  /** Two columns of one field and a number. */
  private static <T extends Output<T>> Dataset<T> fields(OutputFactory<T> factory, T output) {
    MutableDataset<T> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("fields", factory), factory);
    for (int i = 0; i < ROWS; i++) {
      String colour = i % 3 == 0 ? "colour@red" : "colour@blue";
      dataset.add(
          new ArrayExample<>(
              output, new String[] {colour, "size"}, new double[] {1, (i * 7 % 10) / 10.0}));
    }
    return dataset;
  }

  private static <T extends Output<T>> Model<T> hash(Trainer<T> trainer, Dataset<T> rows) {
    return new HashingTrainer<>(trainer, new HashCodeHasher(SALT)).train(rows);
  }

  @Test
  void refusesWhatGoesByNames() {
    Dataset<LatentCode> rows = fields(Codes.FACTORY, LatentCode.UNKNOWN);
    String[] said = {"names are hashes", "for colour@blue", "train without hashing"};
    assertRefused(() -> hash(vae(), rows), said);
    VAETrainer ruled = Tiny.trainer().likelihood(new MixedLikelihood("size=gaussian")).build();
    assertRefused(() -> hash(ruled, rows), said);
    VAETrainer gaps = Tiny.trainer().missing("colour").build();
    assertRefused(
        () -> hash(gaps, rows), "missing: expected no names", "names are hashes", "[colour]");
    Dataset<Label> labels = fields(Labels.FACTORY, Labels.LOW);
    assertRefused(
        () -> hash(new LatentFeatureTrainer<>(vae(), new LogisticRegressionTrainer()), labels),
        said);
    assertRefused(() -> hash(new SemiSupervisedVAETrainer(vae()), labels), said);
    AnomalyFactory factory = new AnomalyFactory();
    Dataset<Event> events = fields(factory, new Event(EventType.EXPECTED));
    assertRefused(() -> hash(VAEAnomalyTrainer.builder().members(2).build(), events), said);
  }

  @Test
  void filesThatReadNamesAreNotExported() {
    VAEModel model = (VAEModel) hash(vae(), Tiny.unit(ROWS));
    Path file = folder.resolve("encoder.onnx");
    assertRefused(() -> model.exportONNX("encoder", file), "names are hashes", "exportONNXModel");
    VAEAnomalyModel detector = (VAEAnomalyModel) hash(detector(), events());
    assertRefused(() -> detector.exportONNX(file), "names are hashes");
    assertEquals(1, model.exportONNXModel("test", 1).getGraph().getOutputCount());
  }
}
