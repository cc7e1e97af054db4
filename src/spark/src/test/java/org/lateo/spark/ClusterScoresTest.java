package org.lateo.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scores by executors in JVMs of their own are those of the model alone. */
final class ClusterScoresTest {
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = Sessions.cluster(2);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @Test
  void ofCodes() {
    SameScores.ofCodes(session);
  }

  @Test
  void ofEvents() {
    SameScores.ofEvents(session);
  }

  @Test
  void ofLabels() {
    SameScores.ofLabels(session);
  }
}
