package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.lateo.VAEModel;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.lateo.inference.ScoreKind;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.impl.ArrayExample;

/** A score is a function of the row and of the rows that members were trained on, of no others. */
final class RareValuesTest {
  @TempDir private static Path folder;

  private static MutableDataset<Event> rows(RareValues kind, int count, long seed) {
    return kind.rows(count, new Random(seed));
  }

  /** But for the rounding of batches of other rows. */
  @ParameterizedTest
  @EnumSource
  void rowsThatCalibrateAreScoredAsIfTheyWereFresh(RareValues kind) {
    MutableDataset<Event> rows = rows(kind, 150, 3);
    VAEAnomalyModel model = kind.train(rows, false, 2);
    double[] fresh = Pump.scores(model, rows);
    double[] held = model.calibrationScores().usual();
    assertEquals(60, held.length);
    for (double score : held) {
      double nearest = Arrays.stream(fresh).map(s -> Math.abs(s - score)).min().orElseThrow();
      assertEquals(0, nearest, 1e-5 * (1 + Math.abs(score)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMemberKnowsTheFeaturesOfItsOwnRows(RareValues kind) {
    MutableDataset<Event> rows = rows(kind, 150, 3);
    for (boolean crossed : new boolean[] {true, false}) {
      VAEAnomalyModel model = kind.train(rows, crossed, 3);
      int all = rows.getFeatureMap().size();
      for (Member member : model.ensemble().members()) {
        assertTrue(member.featureNames().size() < all);
      }
      assertEquals(crossed, model.getFeatureIDMap().size() == all);
      assertEquals(
          crossed, model.ensemble().columns(0).length < model.ensemble().featureNames().size());
      assertEquals(kind != RareValues.NUMBERS, model.ensemble().members().get(0).closed());
    }
  }

  /** What calibrates has no say in how a row is scored that comes later. */
  @Test
  void otherValuesInRowsThatCalibrateChangeNoScore() {
    MutableDataset<Event> rows = rows(RareValues.IDS, 100, 3);
    VAEAnomalyModel model = RareValues.IDS.train(rows, false, 2);
    MutableDataset<Event> renamed = Pump.dataset(List.of());
    for (Example<Event> row : rows) {
      Example<Event> other = new ArrayExample<>(row.getOutput());
      for (Feature feature : row) {
        boolean known = model.getFeatureIDMap().getID(feature.getName()) >= 0;
        other.add(new Feature(feature.getName() + (known ? "" : "!"), feature.getValue()));
      }
      renamed.add(other);
    }
    VAEAnomalyModel same = RareValues.IDS.train(renamed, false, 2);
    assertFalse(renamed.getFeatureMap().keySet().equals(rows.getFeatureMap().keySet()));
    MutableDataset<Event> fresh = rows(RareValues.IDS, 50, 4);
    assertArrayEquals(Pump.scores(model, fresh), Pump.scores(same, fresh));
    assertEquals(model.calibrationScores(), same.calibrationScores());
  }

  private static VAEAnomalyModel crossed(RareValues kind, ScoreKind score) {
    MutableDataset<Event> rows = rows(kind, 90, 5);
    return kind.trainer(rows, true, 3).score(score).samples(3).build().train(rows);
  }

  /** Rows that train, fresh ones, such as have other columns, and such as have nothing known. */
  private static List<Example<Event>> examples(RareValues kind) {
    List<Example<Event>> examples = new ArrayList<>(rows(kind, 90, 5).getData());
    examples.addAll(rows(kind, 30, 6).getData());
    for (int i = 0; i < 9; i++) {
      Example<Event> more = new ArrayExample<>(examples.get(80 + i));
      more.add(new Feature("another", 3 * (i % 2)));
      more.add(new Feature("other@value", 1));
      examples.add(more);
    }
    Example<Event> nothing = new ArrayExample<>(examples.get(0).getOutput());
    nothing.add(new Feature("another", 3));
    examples.add(nothing);
    return examples;
  }

  @ParameterizedTest
  @EnumSource
  void explanationsAddUpWhereMembersKnowOtherFeatures(ScoreKind score) {
    for (RareValues kind : RareValues.values()) {
      VAEAnomalyModel model = crossed(kind, score);
      assertFalse(model.ensemble().penalties().isNone());
      for (Example<Event> example : examples(kind)) {
        AnomalyExplanation explanation = model.explain(example);
        double sum = explanation.constant();
        double scale = 1;
        for (List<Contribution> part : List.of(explanation.features(), explanation.latents())) {
          for (Contribution c : part) {
            sum += c.deviation();
            scale += Math.abs(c.nats());
          }
        }
        double above = explanation.score() - explanation.threshold();
        assertEquals(above, sum, 1e-6 * scale);
      }
    }
  }

  /** A row that trains has a value that one member has not seen: a third of that one's penalty. */
  @Test
  void eachMemberCountsWhatItHasNotSeenItself() {
    VAEAnomalyModel model = crossed(RareValues.IDS, ScoreKind.ELBO);
    Penalties penalties = model.ensemble().penalties();
    double penalty = -StrictMath.log(60 + 2.0);
    int once = 0;
    for (int c = 0; c < model.ensemble().featureNames().size(); c++) {
      String name = model.ensemble().featureNames().get(c);
      boolean rare = name.startsWith("user@rare");
      assertEquals(rare ? penalty / 3 : 0, penalties.of(c), 1e-12, name);
      once += rare ? 1 : 0;
    }
    assertTrue(once > 5, "" + once);
    assertEquals(penalty, penalties.of("user@never"), 1e-12);
    assertEquals(0, penalties.of("another"));
    assertEquals(0, penalties.of("other@value"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LOG_LIKELIHOOD")
  void filesSayTheSame(ScoreKind score) {
    for (RareValues kind : RareValues.values()) {
      VAEAnomalyModel model = crossed(kind, score);
      Path file = folder.resolve(kind + "-" + score + ".onnx");
      model.exportONNX(file);
      List<Example<Event>> examples = examples(kind);
      List<Prediction<Event>> expected = model.predict(examples);
      try (ONNXDetector detector = ONNXDetector.open(file)) {
        List<Prediction<Event>> found = detector.predict(examples);
        for (int i = 0; i < examples.size(); i++) {
          double java = expected.get(i).getOutput().getScore();
          double slack = Double.isInfinite(java) ? 0 : 1e-4 * scale(model.explain(examples.get(i)));
          assertEquals(java, found.get(i).getOutput().getScore(), slack, "row " + i);
          assertEquals(expected.get(i).getNumActiveFeatures(), found.get(i).getNumActiveFeatures());
        }
      }
    }
  }

  private static double scale(AnomalyExplanation explanation) {
    double scale = 1;
    for (Contribution c : explanation.features()) {
      scale += Math.abs(c.nats());
    }
    for (Contribution c : explanation.latents()) {
      scale += Math.abs(c.nats());
    }
    return scale;
  }

  /** Values that may be missing, where members know other values of a field. */
  @Test
  void filesSayTheSameOfMissingValues() {
    RareValues kind = RareValues.IDS;
    MutableDataset<Event> rows = rows(kind, 90, 5);
    VAEAnomalyModel model =
        kind.trainer(rows, true, 3)
            .autoencoder(kind.autoencoder(rows).missing("x0", "user").build())
            .build()
            .train(rows);
    assertTrue(model.mayMiss("user@never") && model.mayMiss("x0") && !model.mayMiss("x1"));
    Path file = folder.resolve("missing.onnx");
    model.exportONNX(file);
    List<Example<Event>> examples = new ArrayList<>();
    for (Example<Event> example : examples(kind)) {
      Example<Event> less = new ArrayExample<>(example.getOutput());
      for (Feature feature : example) {
        boolean gone =
            feature.getName().equals("x0")
                || (examples.size() % 2 == 0 && feature.getName().startsWith("user"));
        if (!gone) {
          less.add(feature);
        }
      }
      examples.add(less);
    }
    try (ONNXDetector detector = ONNXDetector.open(file)) {
      List<Prediction<Event>> found = detector.predict(examples);
      for (int i = 0; i < examples.size(); i++) {
        double java = model.predict(examples.get(i)).getOutput().getScore();
        double slack = Double.isInfinite(java) ? 0 : 1e-4 * scale(model.explain(examples.get(i)));
        assertEquals(java, found.get(i).getOutput().getScore(), slack, "row " + i);
      }
    }
  }

  /** A column that only one row has: the member that has not seen this row does not know it. */
  @Test
  void mayMissWhatOneOfTheMembersKnows() {
    MutableDataset<Event> rows = rows(RareValues.IDS, 30, 5);
    rows.getExample(7).add(new Feature("gauge", 3));
    MutableDataset<Event> all = Pump.dataset(rows.getData());
    VAEAnomalyModel model =
        RareValues.IDS
            .trainer(all, true, 3)
            .autoencoder(RareValues.IDS.autoencoder(all).missing("gauge").build())
            .build()
            .train(all);
    assertEquals(2, model.members().stream().filter(m -> ((VAEModel) m).mayMiss("gauge")).count());
    assertTrue(model.mayMiss("gauge"));
    assertEquals(List.of("gauge"), model.ensemble().missingFeatures());
    assertTrue(model.ensemble().members().stream().allMatch(Member::closed));
  }

  @ParameterizedTest
  @EnumSource
  void areStoredWithTheMembers(RareValues kind) {
    VAEAnomalyModel model = crossed(kind, ScoreKind.ELBO);
    VAEAnomalyModel read = (VAEAnomalyModel) Model.deserialize(model.serialize());
    assertEquals(model.serialize(), read.serialize());
    MutableDataset<Event> fresh = rows(kind, 30, 6);
    assertArrayEquals(Pump.scores(model, fresh), Pump.scores(read, fresh));
    for (int m = 0; m < 3; m++) {
      Member expected = model.ensemble().members().get(m);
      Member found = read.ensemble().members().get(m);
      assertEquals(expected.rows(), found.rows());
      assertEquals(expected.closed(), found.closed());
      assertEquals(expected.featureNames(), found.featureNames());
    }
  }

  @Test
  void trimmingGoesByRowsThatAreScoredAsFreshOnes() {
    MutableDataset<Event> rows = rows(RareValues.IDS, 90, 5);
    VAEAnomalyModel model = RareValues.IDS.trainer(rows, true, 3).trimming(0.1).build().train(rows);
    assertEquals(90, model.calibrationScores().usual().length);
    assertEquals(54, model.ensemble().members().get(0).rows());
  }
}
