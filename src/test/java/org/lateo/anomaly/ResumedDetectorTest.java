package org.lateo.anomaly;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.Resumption;
import org.lateo.VAETrainer;
import org.lateo.density.FlowKind;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;

/** A detector that was killed is resumed member by member. */
final class ResumedDetectorTest {
  @TempDir private Path folder;

  @Test
  void membersThatHaveEndedAreNotTrainedAgain() {
    MutableDataset<Event> rows = Pump.usual(120, 1);
    Resumption.assertExact(
        (listener, threads) ->
            Pump.trainer()
                .autoencoder(
                    VAETrainer.builder()
                        .hidden()
                        .latent(2)
                        .epochs(5)
                        .validation(0)
                        .threads(threads)
                        .build())
                .members(3)
                .trimming(0.05)
                .build()
                .train(rows, listener),
        rows,
        folder);
  }

  @Test
  void flowsTooGoOnMemberByMember() {
    MutableDataset<Event> rows = Pump.withoutFields(Pump.usual(120, 1));
    Resumption.assertExact(
        (listener, threads) ->
            VAEAnomalyTrainer.builder()
                .flow(Pump.flow(FlowKind.SPLINE_COUPLING).epochs(5).threads(threads).build())
                .members(3)
                .trimming(0.05)
                .build()
                .train(rows, listener),
        rows,
        folder);
  }
}
