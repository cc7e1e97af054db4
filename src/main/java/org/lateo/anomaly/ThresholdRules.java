package org.lateo.anomaly;

import java.util.Map;
import java.util.TreeMap;
import org.lateo.nn.PartRegistry;
import org.lateo.nn.PartSettings;

/** Threshold rules by name: how stored models and the command line come by them. */
public final class ThresholdRules {
  private static final PartRegistry<ThresholdRule> RULES =
      new PartRegistry<>(
          "threshold rule",
          new TreeMap<>(
              Map.of(
                  "false-alarm-rate",
                  settings ->
                      new FalseAlarmRate(
                          new PartSettings(new FalseAlarmRate(), settings).number("rate")),
                  "contamination",
                  settings ->
                      new Contamination(
                          new PartSettings(new Contamination(), settings).number("share")),
                  "best-f1",
                  settings -> new BestF1(),
                  "fixed",
                  settings ->
                      new FixedThreshold(
                          new PartSettings(new FixedThreshold(), settings).number("value")))));

  private ThresholdRules() {}

  /** The rule of a name; see {@link org.lateo.Parts#likelihood}. */
  public static ThresholdRule of(String name, Map<String, String> settings) {
    return RULES.create(name, settings);
  }
}
