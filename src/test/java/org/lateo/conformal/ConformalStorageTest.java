package org.lateo.conformal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lateo.Labels;
import org.lateo.protos.ConformalModelProto;
import org.lateo.protos.ConformalScoresProto;
import org.lateo.storage.Checksummed;
import org.tribuo.MutableDataset;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.example.GaussianDataSource;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Stored models whose parts no trainer makes are refused, with what was expected and found. */
final class ConformalStorageTest {
  private static ConformalRegressionModel regression() {
    return ConformalRegressionTrainer.builder()
        .innerTrainer(new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 2, 1L))
        .build()
        .train(new MutableDataset<>(new GaussianDataSource(80, 2, 1, 1, -2, 2, 1)));
  }

  private static ConformalClassificationModel classifier(LabelScore score) {
    return ConformalClassificationTrainer.builder()
        .innerTrainer(new LogisticRegressionTrainer())
        .score(score)
        .build()
        .train(Labels.dataset(80));
  }

  private static Any changed(ConformalModel<?> model, Consumer<ConformalModelProto.Builder> change)
      throws InvalidProtocolBufferException {
    ConformalModelProto.Builder proto =
        ConformalModelProto.parseFrom(
            Checksummed.unwrap(model.getClass(), model.serialize().getSerializedData()))
            .toBuilder();
    change.accept(proto);
    return Checksummed.wrap(model.getClass(), ConformalModel.CURRENT_VERSION, proto.build())
        .getSerializedData();
  }

  private static ConformalRegressionModel read(
      ConformalRegressionModel model, Consumer<ConformalModelProto.Builder> change)
      throws InvalidProtocolBufferException {
    return ConformalRegressionModel.deserializeFromProto(
        ConformalModel.CURRENT_VERSION, "", changed(model, change));
  }

  private static ConformalClassificationModel read(
      ConformalClassificationModel model, Consumer<ConformalModelProto.Builder> change)
      throws InvalidProtocolBufferException {
    return ConformalClassificationModel.deserializeFromProto(
        ConformalModel.CURRENT_VERSION, "", changed(model, change));
  }

  /** Replaces the lowest or highest score. */
  private static Consumer<ConformalModelProto.Builder> score(int index, double value) {
    return proto -> proto.getScoresBuilder(0).setScore(index, value);
  }

  @Test
  void refusesNamesThatAreThereTwice() throws Exception {
    ConformalRegressionModel model = regression();
    assertEquals(model.calibrationRows(), read(model, proto -> {}).calibrationRows());
    assertRefused(
        () ->
            read(
                model,
                proto -> {
                  ConformalScoresProto first = proto.getScores(0);
                  proto.addScores(first);
                }),
        "of each name once",
        "found \"Y\" twice");
  }

  @Test
  void refusesKindsOfScoreThatAreNone() {
    assertRefused(
        () -> read(regression(), proto -> proto.setScore("LAC")),
        "[ABSOLUTE, NORMALISED]",
        "found \"LAC\"");
    assertRefused(
        () -> read(classifier(LabelScore.LAC), proto -> proto.setScore("ABSOLUTE")),
        "[LAC, APS]",
        "found \"ABSOLUTE\"");
  }

  @Test
  void refusesScoresThatNoRowHas() {
    assertRefused(() -> read(regression(), score(19, 0.5)), "ABSOLUTE", "found 0.5 of Y");
    ConformalClassificationModel lac = classifier(LabelScore.LAC);
    assertRefused(() -> read(lac, score(0, -0.5)), "LAC", "found -0.5");
    assertRefused(() -> read(lac, score(19, 1.5)), "LAC", "found 1.5");
    ConformalClassificationModel aps = classifier(LabelScore.APS);
    assertRefused(() -> read(aps, score(0, -1.5)), "APS", "found -1.5");
    assertRefused(() -> read(aps, score(19, 0.5)), "APS", "found 0.5");
  }
}
