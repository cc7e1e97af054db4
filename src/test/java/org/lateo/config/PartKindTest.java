package org.lateo.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.MainClasses;
import org.lateo.anomaly.BestF1;
import org.lateo.anomaly.Contamination;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.FixedThreshold;
import org.lateo.anomaly.ThresholdRule;
import org.lateo.density.FlowKind;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.FlowPrior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.PointPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.SplineFlowPosterior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.LikelihoodMembers;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.StudentT;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.Objective;
import org.lateo.objective.Reconstruction;
import org.lateo.objective.Sparsity;
import org.lateo.objective.WarmUpUnit;
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

/** Every part comes back from its text, whoever wrote it. */
final class PartKindTest {
  private static final PartKind<Likelihood> LIKELIHOODS = PartKind.of(Likelihood.class);
  private static final PartKind<Optimiser> OPTIMISERS = PartKind.of(Optimiser.class);

  static Stream<PartKind<?>> kinds() {
    return Stream.of(
            Likelihood.class,
            Posterior.class,
            Prior.class,
            Objective.class,
            Optimiser.class,
            LearningRateSchedule.class,
            ThresholdRule.class)
        .map(PartKind::of);
  }

  private static Stream<Part> members(PartKind<?> kind) {
    List<Part> parts =
        List.of(
            new DiagonalGaussianPosterior(),
            new CholeskyGaussianPosterior(),
            new PlanarFlowPosterior(3),
            new AutoregressiveFlowPosterior(3, 7),
            new PointPosterior(Activation.SIGMOID),
            new StandardNormalPrior(),
            new MixturePrior(4),
            new VampPrior(7),
            new FlowPrior(FlowKind.MAF, 2, 8),
            new SplineFlowPosterior(1, 8, 4),
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
            new ELBO(ELBO.Estimator.CLOSED_FORM, 3)
                .withBeta(4)
                .withFreeBits(0.5)
                .withWarmUp(7, WarmUpUnit.STEPS),
            new IWAE(7, IWAE.Gradient.PLAIN),
            new Reconstruction()
                .withNoise(0.5)
                .withMasking(0.25)
                .withContraction(0.125)
                .withSparsity(2, Sparsity.L1)
                .withActivity(0.75),
            new FalseAlarmRate(0.25),
            new Contamination(0.125),
            new BestF1(),
            new FixedThreshold(-7.5));
    return Stream.concat(parts.stream(), LikelihoodMembers.all(9).stream())
        .filter(kind.type()::isInstance);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <T extends Part> void everyMemberComesBackFromItsText(PartKind<T> kind) {
    Set<String> classes = new TreeSet<>();
    members(kind)
        .map(kind.type()::cast)
        .forEach(
            part -> {
              PartText text = PartKind.describe(part);
              T found = kind.create(text);
              assertEquals(part.getClass(), found.getClass());
              assertEquals(text, PartKind.describe(found));
              assertEquals(text, PartKind.describe(kind.parse(text.toString())));
              assertEquals(text, PartKind.describe(kind.parse(PartKind.format(part))));
              assertFalse(text.name().contains("."), text.name());
              classes.add(part.getClass().getName());
            });
    assertEquals(MainClasses.concrete(kind.type()), classes);
    assertEquals(classes.size(), kind.names().size());
  }

  /** Not that of a hash, which differs from process to process. */
  @Test
  void settingsAndPartsComeInTheOrderOfTheirNames() {
    Map<String, String> settings = Map.of("c", "1", "a", "2", "b", "3", "d", "4");
    Map<String, PartText> parts =
        Map.of("z", new PartText("x", settings), "y", new PartText("x", Map.of()));
    PartText text = new PartText("any", settings, parts);
    assertEquals(List.of("a", "b", "c", "d"), List.copyOf(text.settings().keySet()));
    assertEquals(List.of("y", "z"), List.copyOf(text.parts().keySet()));
  }

  private static Set<String> settings(PartText text) {
    Set<String> all = new TreeSet<>(text.settings().keySet());
    all.addAll(text.parts().keySet());
    return all;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <T extends Part> void namesInAnyCaseWithEverySettingAtItsDefault(PartKind<T> kind) {
    for (String name : kind.names()) {
      for (String written : List.of(name, name.toUpperCase(Locale.ROOT), name.replace("-", ""))) {
        assertEquals(name, PartKind.format(kind.parse(written)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  <T extends Part> void refusesWhatItDoesNotKnow(PartKind<T> kind) {
    assertRefused(() -> kind.parse("none"), kind.title() + " of [", "found none");
    for (String name : kind.names()) {
      assertRefused(
          () -> kind.create(new PartText(name, Map.of("colour", "red"))),
          "Expected settings of " + settings(PartKind.describe(kind.parse(name))),
          name,
          "found [colour]");
    }
  }

  @Test
  void shortNames() {
    assertEquals(Set.of("adagrad", "adam", "adam-w", "rms-prop", "sgd"), OPTIMISERS.names());
    assertEquals(
        Set.of("standard-normal", "flow", "mixture", "vamp"), PartKind.of(Prior.class).names());
    assertEquals(
        Set.of("constant", "cosine", "exponential", "step", "warm-up"),
        PartKind.of(LearningRateSchedule.class).names());
  }

  @Test
  void valuesAreReadAsTheTypeOfTheirField() {
    assertEquals(
        "gaussian:variance=ROW", PartKind.format(LIKELIHOODS.parse("Gaussian:variance=row")));
    assertRefused(
        () -> LIKELIHOODS.parse("gaussian:variance=column"),
        "Expected one of [SHARED, FEATURE, ROW, FIXED] as variance of gaussian, found column");
    assertEquals("sgd:nesterov=true", PartKind.format(OPTIMISERS.parse("sgd:nesterov=True")));
    assertRefused(
        () -> OPTIMISERS.parse("sgd:nesterov=1"),
        "Expected true or false as nesterov of sgd, found 1");
    assertRefused(
        () -> OPTIMISERS.parse("adam:beta1=half"),
        "Expected a number as beta1 of adam, found half");
    assertRefused(
        () -> PartKind.of(Objective.class).parse("iwae:samples=1.5"),
        "Expected a whole number as samples of iwae, found 1.5");
    assertRefused(() -> OPTIMISERS.parse("adam:beta1=2"), "beta1: Expected a number in [0, 1)");
  }

  @Test
  void partsHoldParts() {
    String text = "mixed:numbers=(gaussian:standardDeviation=0.25,variance=FIXED)";
    MixedLikelihood mixed = assertInstanceOf(MixedLikelihood.class, LIKELIHOODS.parse(text));
    assertEquals(text, PartKind.format(mixed));
    assertRefused(() -> LIKELIHOODS.parse("mixed:numbers=(gaussian"), "found mixed:numbers=(gau");
    assertRefused(() -> LIKELIHOODS.parse("mixed:numbers"), "Expected NAME:SETTING=VALUE");
  }

  /** A user's own, in a file of theirs, not public. */
  static final class Theirs implements Optimiser {
    @Config(description = "A number.")
    private float rate = 0.5f;

    @Config(description = "A long number.")
    private long seed = 3;

    @Config(description = "A text.")
    @SuppressWarnings("UnusedVariable") // Read by reflection.
    private String note = null;

    @Override
    public void postConfig() {
      if (rate < 0) {
        throw new PropertyException("", "rate", "Expected 0 or more, found " + rate);
      }
    }

    @Override
    public Run start(int size) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aClassThatIsNotOursIsNamedByItself() {
    String name = Theirs.class.getName();
    Theirs part = (Theirs) OPTIMISERS.parse(name + ":rate=0.25,note=a b");
    assertEquals(0.25f, part.rate);
    assertEquals(3, part.seed);
    assertEquals("a b", part.note);
    assertEquals(name + ":note=a b,rate=0.25", PartKind.format(part));
    assertEquals(
        "Optimiser", part.getProvenance().getInstanceValues().get("host-short-name").toString());
    assertRefused(() -> OPTIMISERS.parse(name + ":rate=-1"), "rate: Expected 0 or more");
  }

  static boolean initialised;

  /** No part. */
  static final class Trap {
    static {
      initialised = true;
    }

    private Trap() {}
  }

  /** Has a field that text cannot hold. */
  record Unstorable(@Config(description = "Any.") Object thing) implements Optimiser {
    @Override
    public Run start(int size) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void makesNothingButPartsOfItsKind() {
    for (String name :
        List.of(
            Trap.class.getName(),
            "java.lang.Runtime",
            "java.util.ArrayList",
            Optimiser.class.getName(),
            StudentT.class.getName(),
            "org.lateo.NoSuchClass",
            "")) {
      assertRefused(
          () -> OPTIMISERS.create(new PartText(name, Map.of())),
          "Expected an optimiser of [",
          "or the name of a class that implements " + Optimiser.class.getName(),
          "found " + name);
    }
    assertFalse(initialised);
  }

  @Test
  void refusesToDescribeWhatItCouldNotMake() {
    assertRefused(
        () -> PartKind.describe(new Unstorable("x")),
        "a constructor without arguments",
        Unstorable.class.getName());
    assertRefused(() -> PartKind.of(Gaussian.class), "Expected an interface that extends Part");
  }

  /** Runs with what a folder registers, as a jar of a user's would. */
  private static void registering(Path folder, String name, Runnable test) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Optimiser.class.getName()), name);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, Part.class.getClassLoader())) {
      thread.setContextClassLoader(loader);
      test.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void aRegisteredClassHasAShortName(@TempDir Path folder) throws IOException {
    registering(
        folder,
        "acme.ClippedMomentum",
        () -> {
          assertEquals("clipped-momentum", PartKind.format(OPTIMISERS.parse("clippedMomentum")));
          assertEquals("adam", PartKind.format(OPTIMISERS.parse("adam")));
        });
    assertRefused(() -> OPTIMISERS.parse("clipped-momentum"), "found clipped-momentum");
  }

  @Test
  void saysWhatIsRegisteredInVain(@TempDir Path folder) throws IOException {
    registering(
        folder,
        "com.example.Missing",
        () ->
            assertRefused(
                () -> OPTIMISERS.parse("adam"), "META-INF/services", "com.example.Missing"));
  }
}
