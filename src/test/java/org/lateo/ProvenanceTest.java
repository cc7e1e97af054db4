package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.likelihood.Gaussian;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.ELBO;
import org.lateo.output.LatentCode;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.test.Helpers;

/** A model's provenance says all that is needed to train it again. */
final class ProvenanceTest {
  private static final MutableDataset<LatentCode> DATASET = Tiny.real(80);
  private static final MutableDataset<Label> LABELLED = Labels.dataset(80);

  static Stream<VAETrainer> trainers() {
    return Stream.of(
        Tiny.trainer().build(),
        Tiny.trainer()
            .hidden(9, 8)
            .decoderHidden(7)
            .activation(Activation.RELU)
            .initialiser(WeightInitialiser.HE)
            .likelihood(new Gaussian(Gaussian.Variance.ROW))
            .objective(new ELBO(ELBO.Estimator.MONTE_CARLO, 2))
            .optimiser(new Adam(0.01))
            .validation(0)
            .seed(-3)
            .build());
  }

  private static <T> T rebuild(Class<T> type, ModelProvenance provenance) {
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(provenance));
    List<T> found = new ArrayList<>();
    for (String name : manager.getComponentNames()) {
      if (type.isInstance(manager.lookup(name))) {
        found.add(type.cast(manager.lookup(name)));
      }
    }
    assertEquals(1, found.size());
    return found.get(0);
  }

  private static int invocation(Model<?> model) {
    return (Integer)
        model
            .getProvenance()
            .getTrainerProvenance()
            .getInstanceValues()
            .get(TrainerProvenance.TRAIN_INVOCATION_COUNT)
            .getValue();
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void anAutoencoderIsTrainedAgainToTheSameBits(VAETrainer trainer) {
    VAEModel first = trainer.train(DATASET);
    VAEModel second = trainer.train(DATASET);
    assertEquals(0, invocation(first));
    assertEquals(1, invocation(second));
    for (VAEModel model : List.of(second, first)) {
      VAETrainer rebuilt = rebuild(VAETrainer.class, model.getProvenance());
      rebuilt.setInvocationCount(invocation(model));
      Bits.assertSameModel(model, rebuilt.train(DATASET), DATASET);
      assertEquals(invocation(model) + 1, rebuilt.getInvocationCount());
      Bits.assertSameModel(model, rebuilt.train(DATASET, Map.of(), invocation(model)), DATASET);
    }
    assertFalse(
        first.score(DATASET.getExample(0)).fullEquals(second.score(DATASET.getExample(0)), 1e-3),
        "each invocation has random numbers of its own");
  }

  @Test
  void aWrapperIsTrainedAgainToTheSameBits() {
    LatentFeatureTrainer<Label> trainer = Labels.trainer();
    trainer.train(LABELLED);
    LatentFeatureModel<Label> second = trainer.train(LABELLED);
    @SuppressWarnings("unchecked") // what the provenance is of
    LatentFeatureTrainer<Label> rebuilt =
        (LatentFeatureTrainer<Label>) rebuild(LatentFeatureTrainer.class, second.getProvenance());
    rebuilt.setInvocationCount(invocation(second));
    Labels.assertSame(second, rebuilt.train(LABELLED), LABELLED);
  }

  @Test
  void survivesMarshalling() {
    Helpers.testProvenanceMarshalling(Tiny.trainer().build().train(DATASET).getProvenance());
    Helpers.testProvenanceMarshalling(Labels.trainer().train(LABELLED).getProvenance());
    Helpers.testConfigurableRoundtrip(Tiny.trainer().build());
    Helpers.testConfigurableRoundtrip(Labels.trainer());
  }

  @Test
  void everythingIsRecordedAndNothingSevereIsLogged() {
    List<String> severe = new ArrayList<>();
    Handler handler = handler(severe);
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      for (Model<?> model :
          List.of(Tiny.trainer().build().train(DATASET), Labels.trainer().train(LABELLED))) {
        String provenance = model + ProvenanceUtil.formattedProvenanceString(model.getProvenance());
        assertFalse(provenance.toLowerCase(Locale.ROOT).contains("not recorded"), provenance);
        Model.deserialize(model.serialize());
        model.copy();
      }
    } finally {
      root.removeHandler(handler);
    }
    assertEquals(List.of(), severe);
  }

  /** What OLCUT and Tribuo complain of; we may say that so small a model has collapsed. */
  private static Handler handler(List<String> severe) {
    return new Handler() {
      @Override
      public void publish(LogRecord log) {
        boolean ours = log.getLoggerName().startsWith("org.lateo.");
        if (!ours && log.getLevel().intValue() >= Level.WARNING.intValue()) {
          severe.add(log.getMessage());
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void runProvenanceAndDatasetAreKept() {
    Dataset<LatentCode> dataset = DATASET;
    Map<String, Provenance> run = Map.of("purpose", new StringProvenance("purpose", "test"));
    ModelProvenance provenance = Tiny.trainer().build().train(dataset, run).getProvenance();
    assertEquals(run.get("purpose"), provenance.getInstanceProvenance().getMap().get("purpose"));
    String arithmetic =
        provenance.getInstanceProvenance().getMap().get(VAEOrigin.ARITHMETIC).toString();
    assertTrue(arithmetic.endsWith(", " + System.getProperty("os.arch")), arithmetic);
    assertEquals(dataset.getProvenance(), provenance.getDatasetProvenance());
    assertEquals(VAEModel.class.getName(), provenance.getClassName());
  }
}
