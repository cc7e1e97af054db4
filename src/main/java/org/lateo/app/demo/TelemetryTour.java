package org.lateo.app.demo;

import java.util.List;
import org.lateo.LatentCode;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.train.Adam;
import org.lateo.train.CosineSchedule;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;

/**
 * Learns what a pump's telemetry usually looks like, and scores fresh rows, some of them faulty.
 */
final class TelemetryTour {
  private static final int EPOCHS = 200;
  private static final double LEARNING_RATE = 4e-3;

  /** Rows far from what is learned so far would throw training back by epochs. */
  private static final double LARGEST_GRADIENT = 30;

  private final Dataset<Event> train;
  private final Dataset<Event> test;
  private final long seed;
  private final int threads;

  /**
   * What came out.
   *
   * @param elbo of each test row, in nats
   * @param faulty whether each test row is
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Result(double[] elbo, boolean[] faulty) {
    /** The chance that a faulty row scores below a usual one. */
    double auroc() {
      return LabelEvaluationUtil.binaryAUCROC(faulty, unusualness());
    }

    LabelEvaluationUtil.ROC curve() {
      return LabelEvaluationUtil.generateROCCurve(faulty, unusualness());
    }

    private double[] unusualness() {
      double[] negated = elbo.clone();
      for (int i = 0; i < negated.length; i++) {
        negated[i] = -negated[i];
      }
      return negated;
    }
  }

  TelemetryTour(Dataset<Event> train, Dataset<Event> test, long seed, int threads) {
    this.train = train;
    this.test = test;
    this.seed = seed;
    this.threads = threads;
  }

  Result run(TrainingListener progress) {
    VAEModel model =
        VAETrainer.builder()
            .hidden(128)
            .latent(8)
            .optimiser(new Adam(LEARNING_RATE))
            .schedule(new CosineSchedule())
            .gradientClipping(LARGEST_GRADIENT)
            .epochs(EPOCHS)
            .seed(seed)
            .threads(threads)
            .build()
            .fit(train, progress);
    List<LatentCode> codes = model.score(test);
    boolean[] faulty = new boolean[codes.size()];
    for (int i = 0; i < faulty.length; i++) {
      faulty[i] = test.getExample(i).getOutput().getType() == EventType.ANOMALOUS;
    }
    return new Result(codes.stream().mapToDouble(LatentCode::getELBO).toArray(), faulty);
  }
}
