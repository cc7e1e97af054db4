package org.lateo.bench;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.anomaly.VAEAnomalyTrainerBuilder;
import org.lateo.inference.ScoreKind;

/** Fields of a detector's trainer that a benchmark's options set, for choosing among settings. */
final class TrainerSettings {
  private static final Map<String, BiConsumer<VAEAnomalyTrainerBuilder, String>> FIELDS =
      Map.of(
          "members", (builder, text) -> builder.members(Integer.parseInt(text)),
          "exemplars", (builder, text) -> builder.exemplars(Double.parseDouble(text)),
          "samples", (builder, text) -> builder.samples(Integer.parseInt(text)),
          "score", (builder, text) -> builder.score(ScoreKind.valueOf(text)),
          "calibration", (builder, text) -> builder.calibration(Double.parseDouble(text)),
          "crossBelow", (builder, text) -> builder.crossBelow(Integer.parseInt(text)),
          "trimming", (builder, text) -> builder.trimming(Double.parseDouble(text)),
          "threads", (builder, text) -> builder.threads(Integer.parseInt(text)));

  private TrainerSettings() {}

  /** The names of the fields. */
  static Set<String> names() {
    return FIELDS.keySet();
  }

  /** A trainer at its defaults, on one thread, but for what options name. */
  static VAEAnomalyTrainer trainer(long seed, Options options) {
    VAEAnomalyTrainerBuilder builder = VAEAnomalyTrainer.builder().seed(seed).threads(1);
    FIELDS.forEach((name, set) -> options.find(name).ifPresent(text -> set.accept(builder, text)));
    return builder.build();
  }
}
