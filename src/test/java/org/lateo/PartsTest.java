package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.LikelihoodMembers;
import org.lateo.nn.Part;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.Objective;
import org.lateo.train.Adagrad;
import org.lateo.train.Adam;
import org.lateo.train.AdamW;
import org.lateo.train.ConstantSchedule;
import org.lateo.train.CosineSchedule;
import org.lateo.train.ExponentialSchedule;
import org.lateo.train.LearningRateSchedule;
import org.lateo.train.Optimiser;
import org.lateo.train.RMSProp;
import org.lateo.train.SGD;
import org.lateo.train.StepSchedule;
import org.lateo.train.WarmUpSchedule;

/** Every part that a model stores comes back by its name and settings. */
final class PartsTest {
  private interface Factory {
    Part create(String name, Map<String, String> settings);
  }

  private enum Kind {
    LIKELIHOOD(Likelihood.class, Parts::likelihood),
    POSTERIOR(Posterior.class, Parts::posterior),
    PRIOR(Prior.class, Parts::prior),
    OPTIMISER(Optimiser.class, TrainingParts::optimiser),
    SCHEDULE(LearningRateSchedule.class, TrainingParts::schedule),
    OBJECTIVE(Objective.class, Parts::objective);

    private final Class<? extends Part> type;

    @SuppressWarnings("ImmutableEnumChecker") // A method reference.
    private final Factory factory;

    Kind(Class<? extends Part> type, Factory factory) {
      this.type = type;
      this.factory = factory;
    }
  }

  private static Stream<Part> members(Kind kind) {
    List<Part> parts =
        List.of(
            new DiagonalGaussianPosterior(),
            new CholeskyGaussianPosterior(),
            new PlanarFlowPosterior(3),
            new AutoregressiveFlowPosterior(3, 7),
            new StandardNormalPrior(),
            new Adam(0.5, 0.25, 0.75, 0.125),
            new AdamW(0.5, 0.25, 0.75, 0.125, 0.0625),
            new RMSProp(0.5, 0.25, 0.75, 0.125),
            new Adagrad(0.5, 0.25),
            new SGD(0.5, 0.25, true),
            new ConstantSchedule(),
            new WarmUpSchedule(3.5),
            new CosineSchedule(0.25, 3.5),
            new StepSchedule(7, 0.75),
            new ExponentialSchedule(0.25),
            new MixturePrior(4),
            new VampPrior(7),
            new ELBO(ELBO.Estimator.MONTE_CARLO, 3),
            new IWAE(7, IWAE.Gradient.PLAIN));
    return Stream.concat(parts.stream(), LikelihoodMembers.all(9).stream())
        .filter(kind.type::isInstance);
  }

  @ParameterizedTest
  @EnumSource
  void namesAndSettingsRoundTrip(Kind kind) {
    Set<String> classes = new TreeSet<>();
    members(kind)
        .forEach(
            part -> {
              Part found = kind.factory.create(part.partName(), part.settings());
              assertEquals(part.getClass(), found.getClass());
              assertEquals(ConfigFields.values(part), ConfigFields.values(found));
              assertEquals(part.settings(), found.settings());
              classes.add(part.getClass().getName());
            });
    assertEquals(MainClasses.concrete(kind.type), classes);
  }

  @ParameterizedTest
  @EnumSource
  void missingSettingsAreAtTheirDefault(Kind kind) {
    members(kind)
        .forEach(part -> kind.factory.create(part.partName().toUpperCase(Locale.ROOT), Map.of()));
    assertEquals(new Gaussian().settings(), Parts.likelihood("gaussian", Map.of()).settings());
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatItDoesNotKnow(Kind kind) {
    String what = kind.name().toLowerCase(Locale.ROOT);
    assertRefused(() -> kind.factory.create("none", Map.of()), " " + what + " of [", "found none");
    members(kind)
        .forEach(
            part ->
                assertRefused(
                    () -> kind.factory.create(part.partName(), Map.of("colour", "red")),
                    "settings of " + part.settings().keySet(),
                    part.partName(),
                    "found [colour]"));
  }

  @Test
  void valuesInAnyCase() {
    Likelihood row = Parts.likelihood("Gaussian", Map.of("variance", "row"));
    assertEquals("ROW", row.settings().get("variance"));
    assertRefused(
        () -> Parts.likelihood("gaussian", Map.of("variance", "column")),
        "Expected one of [SHARED, FEATURE, ROW, FIXED] as variance of gaussian, found column");
    assertEquals(
        "true",
        TrainingParts.optimiser("SGD", Map.of("nesterov", "True")).settings().get("nesterov"));
    assertRefused(
        () -> TrainingParts.optimiser("sgd", Map.of("nesterov", "1")),
        "Expected true or false as nesterov of sgd, found 1");
    assertRefused(
        () -> TrainingParts.optimiser("adam", Map.of("beta1", "half")),
        "Expected a number as beta1 of adam, found half");
    assertRefused(
        () -> TrainingParts.schedule("step", Map.of("every", "1.5")),
        "Expected a whole number as every of step, found 1.5");
    assertRefused(
        () -> Parts.objective("iwae", Map.of("samples", "many")),
        "Expected a whole number as samples of iwae, found many");
  }
}
