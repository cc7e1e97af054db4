package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.config.PartKind;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.output.LatentCode;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Models of tables with columns of several kinds, from examples to files. */
final class MixedModelTest {
  private static final MutableDataset<LatentCode> TABLE = table();

  @TempDir private Path folder;

  /** A category decides on numbers, amounts and counts; one row in ten has none. */
  private static MutableDataset<LatentCode> table() {
    MutableDataset<LatentCode> table =
        new MutableDataset<>(new SimpleDataSourceProvenance("table", Codes.FACTORY), Codes.FACTORY);
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      int kind = i % 10 == 9 ? 3 : i % 3;
      ArrayExample<LatentCode> row = new ArrayExample<>(LatentCode.UNKNOWN);
      row.add("amount", Math.exp(kind + 0.5 * random.nextGaussian()));
      row.add("count", random.nextInt(2 + 3 * kind));
      row.add("height", 10 * kind + random.nextGaussian());
      row.add("used", random.nextInt(2));
      if (kind < 3) {
        row.add("kind@" + "abc".charAt(kind), 1);
      }
      table.add(row);
    }
    return table;
  }

  private static VAETrainerBuilder trainer() {
    return Tiny.trainer()
        .epochs(30)
        .likelihood(new MixedLikelihood("amount=log-normal", "count=negative-binomial"));
  }

  @Test
  void oneHotFieldsMakeAMixtureTheDefault() {
    VAEModel model = Tiny.trainer().build().fit(TABLE);
    assertEquals(
        List.of("bernoulli", "categorical", "gaussian", "gaussian", "gaussian"),
        model.likelihoodGroups().stream()
            .map(g -> PartKind.name(g.likelihood()))
            .sorted()
            .toList());
  }

  @Test
  void meansAreThoseOfEachKindAndExport() {
    VAEModel model = trainer().build().fit(TABLE);
    assertEquals(5 + 1, model.describeLikelihood().size());
    double[] reconstruction = model.reconstruct(TABLE.getExample(0));
    int first = model.featureNames().indexOf("kind@a");
    double total = reconstruction[first] + reconstruction[first + 1] + reconstruction[first + 2];
    assertTrue(total > 0.5 && total <= 1 + 1e-6, "probabilities add up to " + total);
    assertTrue(reconstruction[model.featureNames().indexOf("amount")] > 0);
    assertTrue(model.exportONNX("score", folder.resolve("score.onnx")) < 1e-4);
    assertTrue(model.exportONNX("reconstruction", folder.resolve("mean.onnx")) < 1e-4);
  }

  @Test
  void theChoiceSurvivesFilesAndProvenance() throws Exception {
    VAEModel model = trainer().build().fit(TABLE);
    Path file = folder.resolve("model");
    model.serializeToFile(file);
    VAEModel read = (VAEModel) Model.deserializeFromFile(file);
    assertEquals(model.describeLikelihood(), read.describeLikelihood());
    Bits.assertSameModel(model, read, TABLE);
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
    VAETrainer rebuilt = manager.lookupAll(VAETrainer.class).get(0);
    Bits.assertSameModel(model, rebuilt.train(TABLE), TABLE);
  }

  @Test
  void aRuleWithoutColumnsIsRefused() {
    Likelihood wrong = new MixedLikelihood("height=gaussian", "weight=gaussian");
    assertRefused(
        () -> Tiny.trainer().likelihood(wrong).build().fit(TABLE), "rule weight=gaussian", "none");
    VAEModel one = Tiny.trainer().likelihood(new Gaussian()).build().fit(TABLE);
    assertEquals(1, one.likelihoodGroups().size());
  }
}
