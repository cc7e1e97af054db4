package acme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.output.LatentCode;
import org.lateo.train.LearningRateSchedule;
import org.lateo.train.Optimiser;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Parts that are not ours do everything that ours do; their contract tests are those of ours. */
final class OwnPartsTest {
  private static final MutableDataset<Event> ROWS = rows();

  @TempDir Path folder;

  private static MutableDataset<Event> rows() {
    AnomalyFactory factory = new AnomalyFactory();
    MutableDataset<Event> rows =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      double u = random.nextGaussian();
      double[] values = {u, 100 - 20 * u + random.nextGaussian(), random.nextGaussian()};
      rows.add(
          new ArrayExample<>(factory.getUnknownOutput(), new String[] {"a", "b", "c"}, values));
    }
    return rows;
  }

  /** Written as a user writes them, with a setting that is not at its default. */
  static Stream<Part> parts() {
    return Stream.of(
        PartKind.of(Likelihood.class).parse("acme.Laplace:scale=0.25"),
        PartKind.of(Prior.class).parse("acme.WidePrior:deviation=2.0"),
        PartKind.of(Posterior.class).parse("acme.SharedVariancePosterior:firstLogVariance=-2.0"),
        PartKind.of(Optimiser.class).parse("acme.ClippedMomentum:learningRate=0.05,momentum=0.8"),
        PartKind.of(LearningRateSchedule.class).parse("acme.InverseTimeSchedule:decay=0.05"));
  }

  private static VAEModel fit(Part part, int epochs) {
    VAETrainerBuilder builder = VAETrainer.builder().hidden(16).latent(2).epochs(epochs);
    if (part instanceof Likelihood likelihood) {
      builder.likelihood(likelihood);
    } else if (part instanceof Prior prior) {
      builder.prior(prior);
    } else if (part instanceof Posterior posterior) {
      builder.posterior(posterior);
    } else if (part instanceof Optimiser optimiser) {
      builder.optimiser(optimiser);
    } else {
      builder.schedule((LearningRateSchedule) part);
    }
    return builder.build().fit(ROWS);
  }

  private static double bound(VAEModel model) {
    return model.score(ROWS).stream().mapToDouble(LatentCode::getELBO).average().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void doesWhatOursDo(Part part) throws IOException {
    VAEModel model = fit(part, 20);
    double first = bound(fit(part, 1));
    assertTrue(bound(model) > first + 0.1, first + " nats, then " + bound(model));

    Path file = folder.resolve("model.tribuo");
    model.serializeToFile(file);
    VAEModel read = (VAEModel) Model.deserializeFromFile(file);
    assertArrayEquals(
        model.logLikelihood(ROWS.getData(), 10), read.logLikelihood(ROWS.getData(), 10));
    assertEquals(model.getProvenance(), read.getProvenance());
    assertTrue(read.getProvenance().toString().contains(part.getClass().getName()));

    for (String head : List.of("encoder", "decoder", "reconstruction", "score")) {
      assertTrue(model.exportONNX(head, folder.resolve(head + ".onnx")) <= 1e-4, head);
    }
  }

  @Test
  void likelihoodIsOneOfAMixture() {
    VAEModel mixed = fit(new MixedLikelihood("a|b=acme.Laplace:scale=0.25"), 2);
    VAEModel read = (VAEModel) Model.deserialize(mixed.serialize());
    assertEquals(mixed.describeLikelihood(), read.describeLikelihood());
    assertTrue(mixed.describeLikelihood().toString().contains("acme.Laplace:scale=0.25"));
  }
}
