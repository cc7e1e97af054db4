package org.lateo.anomaly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lateo.ONNXVAE;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.onnx.SessionSettings;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

/**
 * A detector's file in ONNX Runtime, which says of examples what {@link VAEAnomalyModel} says: a
 * feature that it has never seen lowers the score or, where that is another column of a table, is
 * ignored; an example of nothing that it knows is ANOMALOUS. Safe for concurrent use.
 */
public final class ONNXDetector implements AutoCloseable {
  private final ONNXVAE file;
  private final Set<String> features;
  private final double unseen;
  private final Map<String, Double> unseenValues = new HashMap<>();

  private ONNXDetector(ONNXVAE file) {
    this.file = file;
    this.features = new HashSet<>(file.features());
    this.unseen = file.metadata().number(DetectorOutputs.UNSEEN_FIELD);
    List<String> groups = file.metadata().names(DetectorOutputs.GROUPS_FIELD);
    List<String> numbers = file.metadata().names(DetectorOutputs.UNSEEN_VALUES_FIELD);
    if (groups.size() != numbers.size()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a number in %s for each of the %d of %s, found %d",
              DetectorOutputs.UNSEEN_VALUES_FIELD,
              groups.size(),
              DetectorOutputs.GROUPS_FIELD,
              numbers.size()));
    }
    for (int g = 0; g < groups.size(); g++) {
      unseenValues.put(groups.get(g), Double.parseDouble(numbers.get(g)));
    }
  }

  /**
   * Opens a file on the processor.
   *
   * @throws IllegalArgumentException as {@link ONNXVAE#open(Path)}, or if it is no detector's, or
   *     its metadata are not as a detector's
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static ONNXDetector open(Path file) {
    return open(file, SessionSettings.DEFAULT);
  }

  /**
   * Opens a file.
   *
   * @throws UnsupportedOperationException if the provider asked for is not to be had
   * @throws IllegalArgumentException as {@link #open(Path)}
   */
  public static ONNXDetector open(Path file, SessionSettings settings) {
    ONNXVAE opened = ONNXVAE.open(file, settings);
    if (!opened.metadata().more().containsKey(DetectorOutputs.KIND_FIELD)
        || !opened.outputs().containsKey(DetectorOutputs.SCORE)) {
      opened.close();
      throw new IllegalArgumentException(
          String.format(
              "%s: expected the file of a detector, found the head %s with %s",
              file, opened.head(), opened.outputs().keySet()));
    }
    return of(file, opened);
  }

  private static ONNXDetector of(Path file, ONNXVAE opened) {
    try {
      return new ONNXDetector(opened);
    } catch (IllegalArgumentException e) {
      opened.close();
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** The file, for everything else that it says. */
  public ONNXVAE file() {
    return file;
  }

  /**
   * The events of examples, in their order.
   *
   * @throws IllegalArgumentException if a value is not finite, naming the feature
   */
  public List<Prediction<Event>> predict(List<Example<Event>> examples) {
    ONNXVAE.requireExamples(examples);
    List<Example<Event>> readable =
        examples.stream().filter(example -> known(example) > 0).toList();
    float[][] scores =
        readable.isEmpty() ? new float[0][] : file.run(readable).get(DetectorOutputs.SCORE);
    List<Prediction<Event>> predictions = new ArrayList<>();
    int next = 0;
    for (Example<Event> example : examples) {
      double score = known(example) > 0 ? scores[next++][0] : Double.NEGATIVE_INFINITY;
      predictions.add(prediction(score + unseen(example), example));
    }
    return predictions;
  }

  private int known(Example<Event> example) {
    int known = 0;
    for (Feature feature : example) {
      known += features.contains(feature.getName()) ? 1 : 0;
    }
    return known;
  }

  /** A zero is no feature. */
  private double unseen(Example<Event> example) {
    double sum = 0;
    for (Feature feature : example) {
      boolean isUnseen = !features.contains(feature.getName()) && feature.getValue() != 0;
      sum += isUnseen ? unseen(feature.getName()) : 0;
    }
    return sum;
  }

  private double unseen(String feature) {
    return ColumnSummary.groupOf(feature)
        .map(field -> unseenValues.getOrDefault(field, unseen))
        .orElse(unseen);
  }

  private Prediction<Event> prediction(double score, Example<Event> example) {
    Event event = new Event(score < 0 ? EventType.ANOMALOUS : EventType.EXPECTED, score);
    Map<String, Event> scores = Map.of(event.getType().toString(), event);
    return new Prediction<>(event, scores, known(example), example, false);
  }

  /** Frees what ONNX Runtime holds, once the calls under way are done. */
  @Override
  public void close() {
    file.close();
  }
}
