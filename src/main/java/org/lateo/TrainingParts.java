package org.lateo;

import java.util.Map;
import java.util.TreeMap;
import org.lateo.nn.PartRegistry;
import org.lateo.nn.PartSettings;
import org.lateo.train.Adagrad;
import org.lateo.train.Adam;
import org.lateo.train.AdamW;
import org.lateo.train.ConstantSchedule;
import org.lateo.train.CosineSchedule;
import org.lateo.train.ExponentialSchedule;
import org.lateo.train.LearningRateSchedule;
import org.lateo.train.Optimiser;
import org.lateo.train.RMSProp;
import org.lateo.train.SGD;
import org.lateo.train.StepSchedule;
import org.lateo.train.WarmUpSchedule;

/** The parts of a training by name, as {@link Parts} has those of a model. */
public final class TrainingParts {
  private static final PartRegistry<Optimiser> OPTIMISERS =
      new PartRegistry<>(
          "optimiser",
          new TreeMap<>(
              Map.of(
                  "adam", TrainingParts::adam,
                  "adamw", TrainingParts::adamW,
                  "rmsprop", TrainingParts::rmsProp,
                  "adagrad", TrainingParts::adagrad,
                  "sgd", TrainingParts::sgd)));

  private static final PartRegistry<LearningRateSchedule> SCHEDULES =
      new PartRegistry<>(
          "schedule",
          new TreeMap<>(
              Map.of(
                  "constant", settings -> new ConstantSchedule(),
                  "warm-up", TrainingParts::warmUp,
                  "cosine", TrainingParts::cosine,
                  "step", TrainingParts::step,
                  "exponential", TrainingParts::exponential)));

  private TrainingParts() {}

  /** The optimiser of a name; see {@link Parts#likelihood}. */
  public static Optimiser optimiser(String name, Map<String, String> settings) {
    return OPTIMISERS.create(name, settings);
  }

  /** The learning-rate schedule of a name; see {@link Parts#likelihood}. */
  public static LearningRateSchedule schedule(String name, Map<String, String> settings) {
    return SCHEDULES.create(name, settings);
  }

  private static Adam adam(Map<String, String> settings) {
    PartSettings s = new PartSettings(new Adam(), settings);
    return new Adam(
        s.number("learningRate"), s.number("beta1"), s.number("beta2"), s.number("epsilon"));
  }

  private static AdamW adamW(Map<String, String> settings) {
    PartSettings s = new PartSettings(new AdamW(), settings);
    return new AdamW(
        s.number("learningRate"),
        s.number("beta1"),
        s.number("beta2"),
        s.number("epsilon"),
        s.number("weightDecay"));
  }

  private static RMSProp rmsProp(Map<String, String> settings) {
    PartSettings s = new PartSettings(new RMSProp(), settings);
    return new RMSProp(
        s.number("learningRate"), s.number("decay"), s.number("momentum"), s.number("epsilon"));
  }

  private static Adagrad adagrad(Map<String, String> settings) {
    PartSettings s = new PartSettings(new Adagrad(), settings);
    return new Adagrad(s.number("learningRate"), s.number("epsilon"));
  }

  private static SGD sgd(Map<String, String> settings) {
    PartSettings s = new PartSettings(new SGD(), settings);
    return new SGD(s.number("learningRate"), s.number("momentum"), s.truth("nesterov"));
  }

  private static WarmUpSchedule warmUp(Map<String, String> settings) {
    return new WarmUpSchedule(new PartSettings(new WarmUpSchedule(), settings).number("rise"));
  }

  private static CosineSchedule cosine(Map<String, String> settings) {
    PartSettings s = new PartSettings(new CosineSchedule(), settings);
    return new CosineSchedule(s.number("last"), s.number("rise"));
  }

  private static StepSchedule step(Map<String, String> settings) {
    PartSettings s = new PartSettings(new StepSchedule(), settings);
    return new StepSchedule(s.count("every"), s.number("factor"));
  }

  private static ExponentialSchedule exponential(Map<String, String> settings) {
    PartSettings s = new PartSettings(new ExponentialSchedule(), settings);
    return new ExponentialSchedule(s.number("last"));
  }
}
