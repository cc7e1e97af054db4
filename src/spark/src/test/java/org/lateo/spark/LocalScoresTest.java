package org.lateo.spark;

import org.apache.spark.sql.SparkSession;

/** Scores by tasks of this JVM are those of the model alone. */
final class LocalScoresTest extends SameScores {
  @Override
  SparkSession session() {
    return Sessions.local();
  }
}
