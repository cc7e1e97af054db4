package org.lateo.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.lateo.VAEShard;
import org.lateo.VAETrainer;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.Reproduction;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.provenance.TrainerProvenance;

/**
 * What tasks know of a training.
 *
 * @param id tells trainings from one another
 * @param trainer the trainer's provenance, as text
 * @param seed of the training
 * @param shards the number of shards
 * @param features the feature domain
 * @param codec of the rows
 * @param origin what is subtracted from the values
 * @param rows what has been learned from all rows; null until it is known
 */
record ShardPlan(
    String id,
    String trainer,
    long seed,
    int shards,
    ImmutableFeatureMap features,
    RowCodec codec,
    Origin origin,
    VAEShard.AllRows rows)
    implements Serializable {
  /** The trainers of this JVM, by their text. */
  private static final Map<String, VAETrainer> TRAINERS = new ConcurrentHashMap<>();

  /** The same for rows minus an origin. */
  ShardPlan with(Origin known) {
    return new ShardPlan(id, trainer, seed, shards, features, codec, known, rows);
  }

  /** The same with what has been learned from the rows. */
  ShardPlan with(VAEShard.AllRows known) {
    return new ShardPlan(id, trainer, seed, shards, features, codec, origin, known);
  }

  VAETrainer settings() {
    return TRAINERS.computeIfAbsent(trainer, ShardPlan::trainer);
  }

  /** The trainer of a text. */
  static VAETrainer trainer(String text) {
    return (VAETrainer) Reproduction.trainer(ProvenanceText.read(text, TrainerProvenance.class));
  }

  List<String> names() {
    return ExampleTable.names(features);
  }

  MissingColumns missing() {
    return settings().missingColumns(names());
  }

  /** What shards have in common; a task computes with as many threads as it has cores. */
  VAEShard.Shared shared() {
    TaskContext task = TaskContext.get();
    return new VAEShard.Shared(
        settings(), seed, shards, missing(), origin, rows, task == null ? 1 : task.cpus());
  }
}
