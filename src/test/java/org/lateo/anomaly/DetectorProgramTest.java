package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.VAETrainer;
import org.lateo.density.FlowKind;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.math.RandomStream;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;

/** A detector's program against its members, one by one, put together in double. */
final class DetectorProgramTest {
  /** The mean of the members' scores, each with what the features add that it has not seen. */
  private static double twin(VAEAnomalyModel model, Example<Event> row) {
    Ensemble ensemble = model.ensemble();
    ScoreKind kind = ensemble.kind();
    double sum = 0;
    for (Member member : ensemble.members()) {
      ScoreSplit bound = member.split(kind, ensemble.samples(), List.of(row)).get(0);
      sum += member.exemplars().map(some -> joined(some, bound, member, row)).orElse(bound.total());
      for (Feature feature : row) {
        Optional<String> field = ColumnSummary.groupOf(feature.getName());
        if (feature.getValue() != 0 && !member.featureNames().contains(feature.getName())) {
          sum +=
              field
                  .map(f -> member.penaltyOfField(kind, f))
                  .orElseGet(() -> member.penaltyOfColumn(kind));
        }
      }
    }
    return sum / ensemble.size();
  }

  /** In columns that are constant the bound counts in full, and exemplars know no value. */
  private static double joined(
      Exemplars some, ScoreSplit bound, Member member, Example<Event> row) {
    float[] values = ExemplarTwin.first(member.read(List.of(row)));
    double inFull = 0;
    for (String constant : constants(member)) {
      int column = member.featureNames().indexOf(constant);
      values[column] = Float.NaN;
      inFull += bound.features()[column];
    }
    double weighed = some.factors().model() * (bound.total() - inFull);
    return weighed + inFull + new ExemplarTwin(some).added(values);
  }

  private static Set<String> constants(Member member) {
    return member.model() instanceof FlowMember flow
        ? flow.constants().values().keySet()
        : Set.of();
  }

  private static double squares(VAEAnomalyModel model, Example<Event> row) {
    double sum = 0;
    for (Member member : model.ensemble().members()) {
      sum +=
          member
              .exemplars()
              .map(
                  some ->
                      new ExemplarTwin(some).squares(ExemplarTwin.first(member.read(List.of(row)))))
              .orElse(0.0);
    }
    return sum / model.ensemble().size();
  }

  private static void assertTwin(VAEAnomalyModel model, Iterable<Example<Event>> rows) {
    for (Example<Event> row : rows) {
      AnomalyExplanation explanation = model.explain(row);
      double size = 1 + squares(model, row);
      for (AnomalyExplanation.Contribution part : explanation.features()) {
        size += Math.abs(part.nats());
      }
      for (AnomalyExplanation.Contribution part : explanation.latents()) {
        size += Math.abs(part.nats());
      }
      assertEquals(twin(model, row), model.score(row), 1e-6 * size);
    }
  }

  private static VAEAnomalyModel train(
      ScoreKind kind, VAETrainer autoencoder, MutableDataset<Event> rows) {
    return VAEAnomalyTrainer.builder()
        .autoencoder(autoencoder)
        .members(3)
        .score(kind)
        .samples(5)
        .build()
        .train(rows);
  }

  /** Each user has few rows, so that members know different ones; times lie far from zero. */
  private static MutableDataset<Event> table() {
    List<Example<Event>> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      RandomStream random = RandomStream.of(1, "table").at(i);
      Example<Event> row = new ArrayExample<>(new Event(EventType.EXPECTED));
      row.add(new Feature("amount", random.gaussian(0)));
      row.add(new Feature("time", 1.7e9 + i / 10.0));
      row.add(new Feature("user@" + random.below(60, 1), 1));
      rows.add(row);
    }
    return Pump.dataset(rows);
  }

  @ParameterizedTest
  @EnumSource
  void isTheMeanOfMembersThatHaveSeenDifferentFeatures(ScoreKind kind) {
    VAETrainer autoencoder =
        VAETrainer.builder()
            .likelihood(new MixedLikelihood())
            .hidden(8)
            .latent(2)
            .epochs(3)
            .threads(1)
            .build();
    MutableDataset<Event> rows = table();
    VAEAnomalyModel model = train(kind, autoencoder, rows);
    assertFalse(model.ensemble().penalties().isNone());
    assertFalse(model.ensemble().origin().isNone());
    assertTwin(model, rows);
  }

  /** Rows of few of many words, which members and detector hold as their non-zeros. */
  private static MutableDataset<Event> words() {
    List<Example<Event>> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      RandomStream random = RandomStream.of(1, "words").at(i);
      Example<Event> row = new ArrayExample<>(new Event(EventType.EXPECTED));
      IntStream.range(0, 5)
          .map(k -> random.below(300, k))
          .distinct()
          .forEach(word -> row.add(new Feature("w" + word, 1)));
      rows.add(row);
    }
    return Pump.dataset(rows);
  }

  @Test
  void isTheMeanOfMembersOfSparseRows() {
    VAETrainer autoencoder =
        VAETrainer.builder()
            .likelihood(new Bernoulli())
            .hidden(8)
            .latent(2)
            .epochs(3)
            .threads(1)
            .build();
    MutableDataset<Event> rows = words();
    VAEAnomalyModel model = train(ScoreKind.ELBO, autoencoder, rows);
    assertTrue(model.ensemble().isSparse());
    assertTrue(model.ensemble().columns(0).length < model.ensemble().width());
    assertTwin(model, rows);
  }

  /**
   * Members of flows know different columns, of which some are constant, and times far from zero.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void isTheMeanOfMembersThatAreFlows(double exemplars) {
    List<Example<Event>> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      RandomStream random = RandomStream.of(1, "numbers").at(i);
      Example<Event> row = new ArrayExample<>(new Event(EventType.EXPECTED));
      row.add(new Feature("amount", random.gaussian(0)));
      row.add(new Feature("flag", i == 3 ? 1 : 0));
      row.add(new Feature("same", 7));
      row.add(new Feature("time", 1.7e9 + i / 10.0));
      rows.add(row);
    }
    MutableDataset<Event> dataset = Pump.dataset(rows);
    VAEAnomalyModel model =
        VAEAnomalyTrainer.builder()
            .flow(Pump.flow(FlowKind.SPLINE_COUPLING).validation(0).patience(0).epochs(3).build())
            .members(3)
            .exemplars(exemplars)
            .build()
            .train(dataset);
    assertFalse(model.ensemble().origin().isNone());
    assertTwin(model, dataset);
  }

  /** An example that counts how often its features are gone through. */
  private static final class Counted extends ArrayExample<Event> {
    private static final long serialVersionUID = 1L;

    private int count;

    Counted(Example<Event> row) {
      super(row);
    }

    @Override
    public Iterator<Feature> iterator() {
      count++;
      return super.iterator();
    }
  }

  @Test
  void looksFeaturesUpOnceWhateverTheNumberOfMembers() {
    VAEAnomalyModel model = Pump.trainer().members(3).build().train(Pump.usual(60, 1));
    Counted row = new Counted(Pump.usual(1, 2).getExample(0));
    row.count = 0;
    model.score(row);
    assertEquals(1, row.count);
    model.predict(row);
    assertEquals(2, row.count);
  }
}
