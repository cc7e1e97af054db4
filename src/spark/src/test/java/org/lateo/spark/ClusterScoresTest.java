package org.lateo.spark;

import org.apache.spark.sql.SparkSession;

/** Scores by executors in JVMs of their own are those of the model alone. */
final class ClusterScoresTest extends SameScores {
  @Override
  SparkSession session() {
    return Sessions.cluster(2);
  }
}
