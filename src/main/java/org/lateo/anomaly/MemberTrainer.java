package org.lateo.anomaly;

import java.util.function.Predicate;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;

/**
 * Trains the models of members.
 *
 * @param mayMiss whether a feature of that name is missing where it is absent, instead of zero
 */
record MemberTrainer(Predicate<String> mayMiss, Training training) {
  /** Trains one model. */
  interface Training {
    /**
     * Trains a model on all of some rows, as an invocation of its own.
     *
     * @param name the member's, for the message of a training that is stopped
     */
    TrainedPart<MemberModel> train(
        Dataset<Event> rows, int invocation, String name, TrainingListener listener);
  }
}
