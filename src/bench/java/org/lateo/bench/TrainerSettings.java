package org.lateo.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.lateo.FlowTrainer;
import org.lateo.FlowTrainerBuilder;
import org.lateo.anomaly.AnomalyDefaults;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.anomaly.VAEAnomalyTrainerBuilder;
import org.lateo.config.PartKind;
import org.lateo.density.FlowKind;
import org.lateo.inference.ScoreKind;
import org.lateo.objective.Objective;
import org.lateo.objective.Reconstruction;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;

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

  /** Names the kind of flow that members are, in place of autoencoders, such as {@code MAF}. */
  private static final String FLOW = "flow";

  /** Fields of the flow, beside those of its default for the rows. */
  private static final Map<String, BiConsumer<FlowTrainerBuilder, String>> FLOW_FIELDS =
      Map.of(
          "layers", (builder, text) -> builder.layers(Integer.parseInt(text)),
          "jitter", (builder, text) -> builder.jitter(Double.parseDouble(text)),
          "sameOrder", (builder, text) -> builder.sameOrder(Boolean.parseBoolean(text)),
          "epochs", (builder, text) -> builder.epochs(Integer.parseInt(text)),
          "batchSize", (builder, text) -> builder.batchSize(Integer.parseInt(text)));

  /** Names the objective of plain autoencoders, such as {@code reconstruction:masking=0.2}. */
  private static final String PLAIN = "plain";

  private TrainerSettings() {}

  /** The names of the fields, and of the options for plain autoencoders and flows. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(FIELDS.keySet());
    names.add(PLAIN);
    names.add(FLOW);
    names.addAll(FLOW_FIELDS.keySet());
    return names;
  }

  /**
   * A detector at its defaults, trained on one thread, but for what options name. Plain
   * autoencoders and flows have the default shape for the rows.
   */
  static VAEAnomalyModel train(long seed, Options options, Dataset<Event> rows) {
    VAEAnomalyTrainerBuilder builder = VAEAnomalyTrainer.builder().seed(seed).threads(1);
    FIELDS.forEach((name, set) -> options.find(name).ifPresent(text -> set.accept(builder, text)));
    options
        .find(PLAIN)
        .map(text -> (Reconstruction) PartKind.of(Objective.class).parse(text))
        .map(objective -> AnomalyDefaults.choose(rows).autoencoder(objective))
        .ifPresent(chosen -> builder.autoencoder(chosen.seed(seed).threads(1).build()));
    options
        .find(FLOW)
        .ifPresent(kind -> builder.flow(flow(FlowKind.valueOf(kind), seed, options, rows)));
    return builder.build().train(rows);
  }

  private static FlowTrainer flow(FlowKind kind, long seed, Options options, Dataset<Event> rows) {
    FlowTrainerBuilder builder = AnomalyDefaults.flow(rows).kind(kind).seed(seed).threads(1);
    FLOW_FIELDS.forEach(
        (name, set) -> options.find(name).ifPresent(text -> set.accept(builder, text)));
    return builder.build();
  }
}
