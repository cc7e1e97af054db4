package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lateo.anomaly.AnomalyExplanation.Contribution;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Prediction;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;

/** What a detector says in Java of raw rows, under the names of {@link DetectorOutputs}. */
record DetectorAnswers(VAEAnomalyModel model)
    implements Function<float[][], Map<String, float[][]>> {

  @Override
  public Map<String, float[][]> apply(float[][] rows) {
    List<Example<Event>> examples = new ArrayList<>();
    for (float[] row : rows) {
      examples.add(example(row));
    }
    List<Map<String, double[]>> answers = new ArrayList<>();
    List<Prediction<Event>> predictions = model.predict(examples);
    List<RowScore> scores = model.ensemble().score(examples);
    double[][] columns = model.ensemble().columnEntries(examples);
    for (int i = 0; i < rows.length; i++) {
      answers.add(answer(predictions.get(i).getOutput(), scores.get(i), columns[i]));
    }
    Map<String, float[][]> byOutput = new LinkedHashMap<>();
    for (String output : answers.get(0).keySet()) {
      byOutput.put(
          output,
          answers.stream().map(answer -> floats(answer.get(output))).toArray(float[][]::new));
    }
    return byOutput;
  }

  /** NaN stands for a feature that is missing. */
  private Example<Event> example(float[] row) {
    List<String> names = model.ensemble().featureNames();
    Example<Event> example = new ArrayExample<>(AnomalyFactory.UNKNOWN_EVENT);
    for (int c = 0; c < row.length; c++) {
      if (!Float.isNaN(row[c])) {
        example.add(new Feature(names.get(c), row[c]));
      }
    }
    return example;
  }

  private Map<String, double[]> answer(Event event, RowScore row, double[] columns) {
    Map<String, double[]> answer = new LinkedHashMap<>();
    answer.put(DetectorOutputs.SCORE, one(event.getScore()));
    answer.put(DetectorOutputs.IS_ANOMALY, one(event.getType() == EventType.ANOMALOUS ? 1 : 0));
    answer.put(DetectorOutputs.P_VALUE, one(model.calibrationScores().pValue(row.total())));
    DetectorOutputs names = DetectorOutputs.of(model.kind());
    answer.put(names.total(), one(row.total()));
    names.reconstruction().ifPresent(name -> answer.put(name, one(sum(row.features()))));
    names.divergence().ifPresent(name -> answer.put(name, one(-sum(row.latents()))));
    Baseline usual = model.calibration().baseline();
    if (names.features() != null) {
      answer.put(names.features(), columns);
      answer.put(DetectorOutputs.FEATURE_DEVIATIONS, beyond(row.features(), usual.features()));
    }
    if (row.latents().length > 0) {
      answer.put(DetectorOutputs.LATENT_DEVIATIONS, beyond(row.latents(), usual.latents()));
    }
    return answer;
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double[] beyond(double[] entries, double[] usual) {
    double[] deviations = new double[entries.length];
    for (int i = 0; i < entries.length; i++) {
      deviations[i] = new Contribution("", entries[i], usual[i]).deviation();
    }
    return deviations;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
