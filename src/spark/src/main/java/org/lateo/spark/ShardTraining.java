package org.lateo.spark;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;
import org.lateo.VAEModel;
import org.lateo.VAEOrigin;
import org.lateo.VAEShard;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.output.LatentCodeFactory;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.rows.RowsProvenance;
import org.lateo.storage.CheckpointFolder;
import org.lateo.train.Fingerprint;
import org.lateo.train.StateAverage;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.RealInfo;
import org.tribuo.VariableInfo;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * One training of an autoencoder, by rounds: each shard trains the same number of steps from the
 * same state, in a task of its own, and the driver averages the states in the order of the shards.
 */
final class ShardTraining {
  private static final Logger logger = LoggerFactory.getLogger(ShardTraining.class);

  /** The keys of provenance. */
  static final String SHARDS = "lateo-shards";

  static final String LOCAL_STEPS = "lateo-local-steps";
  static final String ROWS_DIGEST = "lateo-rows-digest";

  private final ShardedRows rows;
  private final int localSteps;
  private final TrainingListener listener;

  /**
   * @param localSteps the steps of a round
   */
  ShardTraining(ShardedRows rows, int localSteps, TrainingListener listener) {
    this.rows = rows;
    this.localSteps = localSteps;
    this.listener = listener;
  }

  /**
   * Trains.
   *
   * @param plan without origin and what is known of the rows
   * @param trainer the trainer's provenance
   */
  VAEModel run(ShardPlan plan, TrainerProvenance trainer) {
    try {
      rows.describe("Lateo: columns");
      KnownRows known = KnownRows.of(rows, plan);
      return train(known, origin(known, trainer));
    } finally {
      rows.forget(plan.id());
    }
  }

  private VAEOrigin origin(KnownRows known, TrainerProvenance trainer) {
    ShardPlan plan = known.plan();
    Map<String, Provenance> run = new HashMap<>();
    run.put(SHARDS, new IntProvenance(SHARDS, plan.shards()));
    run.put(LOCAL_STEPS, new IntProvenance(LOCAL_STEPS, localSteps));
    run.put(ROWS_DIGEST, new StringProvenance(ROWS_DIGEST, known.digest()));
    SimpleDataSourceProvenance source =
        new SimpleDataSourceProvenance("rows of Spark", new LatentCodeFactory());
    boolean dense = plan.rows().density() == 1;
    int all = (int) Math.min(Integer.MAX_VALUE, known.count()); // As many as provenance can tell.
    ImmutableFeatureMap features = features(plan, all);
    return new VAEOrigin(
        new RowsProvenance(source, dense, all, features.size(), 0), features, trainer, run);
  }

  /** The feature domain of the rows, in which a value that is not there counts as zero. */
  private static ImmutableFeatureMap features(ShardPlan plan, int rows) {
    List<VariableInfo> infos = new ArrayList<>();
    List<ColumnSummary> columns = plan.rows().columns().lessOrigin();
    for (int c = 0; c < columns.size(); c++) {
      ColumnSummary of = columns.get(c);
      double origin = plan.origin().values()[c];
      infos.add(
          new RealInfo(
              of.name(),
              rows,
              of.max() + origin,
              of.min() + origin,
              of.mean() + origin,
              of.variance() * rows));
    }
    return new ImmutableFeatureMap(infos);
  }

  private VAEModel train(KnownRows known, VAEOrigin origin) {
    ShardPlan plan = known.plan();
    VAEShard driver = VAEShard.ofNoRows(plan.shared(), known.validates());
    Broadcast<ShardPlan> sent = rows.broadcast(plan);
    TrainingState first =
        rows.onFirst(
            sent,
            (of, number, shard) ->
                new VAEShard(of.shared(), number, shard.table(), shard.split()).start());
    TrainingState state = listener.onStart(first, () -> fingerprint(origin));
    double[] weights = known.weights();
    while (!state.position().ended()) {
      rows.describe("Lateo: " + place(state));
      state = round(sent, driver, new StateAverage(state, weights));
      TrainingState now = state;
      listener.onState(() -> now, now.position().ended());
      logger.info("{} steps, {}", state.position().steps(), place(state));
    }
    rows.describe("Lateo: codes");
    return driver.model(state, codes(sent, driver, driver.kept(state)), origin);
  }

  private static String place(TrainingState state) {
    TrainingState.Position at = state.position();
    return "epoch " + at.epoch() + ", step " + at.step();
  }

  private TrainingState round(Broadcast<ShardPlan> plan, VAEShard driver, StateAverage average) {
    TrainingState from = average.from();
    Broadcast<TrainingState> sent = rows.broadcast(isAlone(average) ? from : withoutBest(from));
    int steps = localSteps;
    List<VAEShard.Round> rounds =
        rows.onAll(
            plan,
            (of, number, shard) ->
                new VAEShard(of.shared(), number, shard.table(), shard.split())
                    .round(sent.value(), steps));
    sent.destroy();
    TrainingState after = average.of(rounds.stream().map(VAEShard.Round::state).toList());
    if (isAlone(average)) {
      rounds.get(0).reports().forEach(listener::onEpoch);
      return after;
    }
    return after.position().epoch() == from.position().epoch()
        ? after
        : driver.endEpoch(
            after,
            average.sums(rounds.stream().map(VAEShard.Round::sums).toList()),
            validate(plan, after, average.weights()),
            state -> validate(plan, state, average.weights()),
            listener);
  }

  private static boolean isAlone(StateAverage average) {
    return average.weights().length == 1;
  }

  /** What several shards need: the driver keeps the best epoch. */
  private static TrainingState withoutBest(TrainingState state) {
    return new TrainingState(
        state.parameters(),
        state.optimiser(),
        state.optimiserNumbers(),
        state.average(),
        new TrainingState.Best(new float[0], 0, 0, 0, 0),
        state.position(),
        state.sums());
  }

  private TrainingState.Sums validate(
      Broadcast<ShardPlan> plan, TrainingState state, double... weights) {
    Broadcast<TrainingState> sent = rows.broadcast(withoutBest(state));
    List<TrainingState.Sums> sums =
        rows.onAll(
            plan,
            (of, number, shard) ->
                new VAEShard(of.shared(), number, shard.table(), shard.split())
                    .validate(sent.value()));
    sent.destroy();
    return new StateAverage(state, weights).sums(sums);
  }

  private MutableLatentCodeInfo codes(Broadcast<ShardPlan> plan, VAEShard driver, float[] kept) {
    Broadcast<float[]> sent = rows.broadcast(kept);
    List<MutableLatentCodeInfo> parts =
        rows.onAll(
            plan,
            (of, number, shard) ->
                new VAEShard(of.shared(), number, shard.table(), shard.split())
                    .codes(sent.value()));
    sent.destroy();
    MutableLatentCodeInfo codes = driver.newCodes();
    parts.forEach(codes::observeAll);
    return codes;
  }

  /** Trainings of the same settings, rows, shards and rounds go through the same states. */
  private static Fingerprint fingerprint(VAEOrigin origin) {
    Map<String, String> facts = new TreeMap<>(origin.settings());
    origin.run().forEach((name, value) -> facts.put(name, value.toString()));
    return new Fingerprint(new TreeMap<>(facts));
  }

  /**
   * A listener that keeps checkpoints.
   *
   * @param rounds between two of them
   */
  static TrainingListener checkpoints(String folder, int rounds, TrainingListener next) {
    try {
      Path path = Files.createDirectories(Path.of(folder));
      return new EveryRounds(CheckpointFolder.resume(path).everyMinutes(0).telling(next), rounds);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": expected a folder for checkpoints", e);
    }
  }
}
