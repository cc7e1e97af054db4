package org.lateo.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lateo.config.PartKind;
import org.lateo.config.PartText;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.ParameterLayout;
import org.lateo.likelihood.Likelihood.ColumnGroup;
import org.lateo.nn.DenseLayers;
import org.lateo.nn.WeightInitialiser;

/** Which likelihood columns get and why, and that each computes what it would alone. */
final class MixedLikelihoodTest {
  private static final PartKind<Likelihood> KIND = PartKind.of(Likelihood.class);

  private static PartText text(Likelihood likelihood) {
    return PartKind.describe(likelihood);
  }

  private static final List<ColumnSummary> COLUMNS =
      List.of(
          number("income", 1, 1e6, 3e4, 4e9),
          binary("colour@blue", 0.3),
          count("clicks", 40, 2, 12),
          binary("member", 0.5),
          number("age", -20, 80, 35, 200),
          binary("colour@red", 0.6),
          count("visits", 9, 2, 2.2),
          count("code@1", 9, 5, 3),
          binary("lonely@x", 0.1),
          number("pixel", 0, 1, 0.5, 0.1));

  private static ColumnSummary number(
      String name, double min, double max, double mean, double variance) {
    return Summaries.of(name, min, 0, max, 1, mean, variance, 0.5, 2);
  }

  private static ColumnSummary binary(String name, double mean) {
    return Summaries.of(name, 0, 0, 1, 1, mean, mean * (1 - mean));
  }

  private static ColumnSummary count(String name, double max, double mean, double variance) {
    return Summaries.of(name, 0, 0, max, 1, mean, variance);
  }

  private static ColumnSummary conflict(String name) {
    return new ColumnSummary(name, 0, 0, 1, 1, 0.3, 0.21, Double.NaN, 0, 4);
  }

  private static List<String> table(Likelihood likelihood) {
    return LikelihoodTable.of(likelihood.groups(COLUMNS.size()), names());
  }

  private static List<String> names() {
    return COLUMNS.stream().map(ColumnSummary::name).toList();
  }

  @Test
  void choosesByWhatColumnsHold() {
    assertEquals(
        List.of(
            "likelihood   columns                  why                        suggestion",
            "categorical  colour@blue, colour@red  one-hot columns of colour",
            "gaussian     income                   numbers                    log-normal: positive and"
                + " skewed",
            "gaussian     clicks                   numbers                    negative-binomial, if"
                + " these are counts: they vary more than their mean",
            "bernoulli    member, lonely@x         values 0 and 1",
            "gaussian     age, code@1, pixel       numbers",
            "gaussian     visits                   numbers                    poisson, if these are"
                + " counts: their variance is about their mean"),
        table(new MixedLikelihood().chosenFor(COLUMNS)));
  }

  @Test
  void numbersHaveTheLikelihoodThatIsAskedFor() {
    Gaussian fixed = new Gaussian(Gaussian.Variance.FIXED, 0.5);
    MixedLikelihood mixed = new MixedLikelihood("visits=poisson").withNumbers(fixed);
    List<ColumnGroup> groups = mixed.chosenFor(COLUMNS).groups(COLUMNS.size());
    Set<String> numbers = new TreeSet<>();
    for (ColumnGroup group : groups) {
      if (group.reason().equals("numbers")) {
        assertEquals(text(fixed), text(group.likelihood()));
        numbers.addAll(group.of(names()));
      }
    }
    assertEquals(Set.of("income", "clicks", "age", "code@1", "pixel"), numbers);
    Likelihood read = KIND.create(text(mixed.chosenFor(COLUMNS)));
    assertEquals(text(mixed.chosenFor(COLUMNS)), text(read));
    assertThrows(PropertyException.class, () -> mixed.withNumbers(new MixedLikelihood()));
  }

  @Test
  void rulesComeFirstAndInTheirOrder() {
    MixedLikelihood mixed =
        new MixedLikelihood("income|age=student-t", "(in|c).*=gaussian:variance=SHARED");
    List<ColumnGroup> groups = mixed.chosenFor(COLUMNS).groups(COLUMNS.size());
    assertEquals(List.of(0, 4), groups.get(0).columns());
    assertEquals("student-t", PartKind.format(groups.get(0).likelihood()));
    assertEquals("rule income|age=student-t", groups.get(0).reason());
    assertEquals(List.of(1, 2, 5, 7), groups.get(1).columns());
    assertEquals("gaussian:variance=SHARED", PartKind.format(groups.get(1).likelihood()));
    assertEquals(5, groups.size());
  }

  /** Of one rule, each field is a variable; names without a field are one together. */
  @Test
  void categoricalRulesKeepFieldsApart() {
    List<ColumnSummary> columns =
        List.of(binary("a@1", 0.2), binary("b@1", 0.2), binary("a@2", 0.2), binary("c", 0.2));
    List<ColumnGroup> groups =
        new MixedLikelihood(".*=categorical").chosenFor(columns).groups(columns.size());
    assertEquals(
        List.of(List.of(0, 2), List.of(1), List.of(3)),
        groups.stream().map(ColumnGroup::columns).toList());
  }

  @Test
  void fieldsWithSeveralValuesInARowAreNoCategories() {
    List<ColumnSummary> tags = List.of(conflict("tag@a"), conflict("tag@b"));
    assertFalse(LikelihoodChoice.hasFields(tags));
    ColumnGroup group = new MixedLikelihood().chosenFor(tags).groups(2).get(0);
    assertEquals("bernoulli", PartKind.format(group.likelihood()));
    assertRefused(
        () -> new Categorical().learnScaling(tags), "at most one", "several", "tag@a", "row 4");
    assertTrue(LikelihoodChoice.hasFields(COLUMNS));
  }

  @Test
  void rulesThatGetNoColumnAreNamed() {
    assertRefused(
        () -> new MixedLikelihood("age=gaussian", "nobody=poisson").chosenFor(COLUMNS),
        "rule nobody=poisson",
        "found none of 10",
        "income, colour@blue");
    assertRefused(
        () -> new MixedLikelihood("a.*=gaussian", "age=poisson").chosenFor(COLUMNS),
        "rule age=poisson",
        "only those of earlier rules");
  }

  @Test
  void rulesThatCannotBeReadAreRefused() {
    Map<String, String> wrong =
        Map.of(
            "age", "REGEX=LIKELIHOOD",
            "age=", "REGEX=LIKELIHOOD",
            "(=gaussian", "regular expression",
            "age=normal", "found normal",
            "age=gaussian:colour=red", "found [colour]",
            "age=gaussian:standardDeviation=wide",
                "Expected a number as standardDeviation of gaussian, found wide",
            "age=gaussian:standardDeviation=-1", "found -1.0",
            "age=mixed", "one group of columns");
    wrong.forEach(
        (rule, expected) -> {
          PropertyException e =
              assertThrows(PropertyException.class, () -> new MixedLikelihood(rule), rule);
          assertTrue(e.getMessage().contains(expected), e.getMessage());
        });
  }

  @Test
  void theChoiceSurvivesItsText() {
    MixedLikelihood chosen =
        new MixedLikelihood("a=b|age=student-t", "vi.*=poisson").chosenFor(COLUMNS);
    Likelihood read = KIND.create(text(chosen));
    assertEquals(table(chosen), table(read));
    assertEquals(text(chosen), text(read));
    assertRefused(() -> chosen.groups(3), "chosen for 3 columns", "one for 10");
    assertRefused(() -> new MixedLikelihood().groups(3), "chosen for 3 columns", "one for 0");
    assertRefused(
        () -> KIND.create(new PartText("mixed", Map.of("groups", "gaussian"))),
        "numbers of columns");
  }

  /** Each group computes what its likelihood does alone, and columns come out in their order. */
  @Test
  void groupsComputeWhatTheyWouldAlone() {
    List<ColumnSummary> columns =
        List.of(
            number("x", -1, 5, 2, 4), binary("c@1", 0.3), count("n", 9, 2, 3), binary("c@2", 0.4));
    MixedLikelihood mixed = new MixedLikelihood("n=poisson").chosenFor(columns);
    float[] rows = {1.5f, 0, 3, 1, -2, 1, 0, 0, 7, 0, 1, 0};
    float[][] expected = new float[3][rows.length];
    for (ColumnGroup group : mixed.groups(4)) {
      List<ColumnSummary> own = group.of(columns);
      int size = own.size();
      float[] part = new float[3 * size];
      for (int i = 0; i < part.length; i++) {
        part[i] = rows[i / size * 4 + group.columns().get(i % size)];
      }
      String name = "likelihood." + mixed.groups(4).indexOf(group);
      float[][] found = run(group.likelihood(), name, own, part);
      for (int i = 0; i < part.length; i++) {
        for (int k = 0; k < 3; k++) {
          expected[k][i / size * 4 + group.columns().get(i % size)] = found[k][i];
        }
      }
    }
    float[][] found = run(mixed, "likelihood", columns, rows);
    for (int k = 0; k < 3; k++) {
      assertArrayEquals(expected[k], found[k], "" + k);
      assertTrue(found[k][0] != 0);
    }
  }

  /** Nats, means and what the encoder reads, from first weights that depend on names. */
  private static float[][] run(
      Likelihood likelihood, String name, List<ColumnSummary> columns, float[] rows) {
    Initialiser weights = WeightInitialiser.FAN_IN;
    Likelihood.Conditional head =
        likelihood.connect(name, 2, likelihood.learnScaling(columns), DenseLayers.of(weights));
    ParameterLayout layout = new ParameterLayout(head.parameters());
    float[] values = layout.initialise(3);
    head.firstValues(columns)
        .forEach((p, first) -> System.arraycopy(first, 0, values, layout.offset(p), p.size()));
    Input raw = new Input("raw", columns.size());
    Input hidden = new Input("hidden", 2);
    Node scaled = head.scale(raw);
    Observation observation = head.given(hidden);
    Node nats = observation.logDensity(scaled);
    Node mean = observation.mean();
    Node read = head.encoderInput(scaled);
    Evaluation run = new Evaluation(layout, values, 3, nats, mean, read);
    run.set(raw, rows).set(hidden, 0.5f, -1f, 2f, 1f, -0.3f, 0.1f).run();
    return new float[][] {run.values(nats), run.values(mean), run.values(read)};
  }
}
