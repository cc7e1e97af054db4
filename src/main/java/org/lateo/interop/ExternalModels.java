package org.lateo.interop;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lateo.ONNXVAE;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.interop.onnx.DenseTransformer;
import org.tribuo.interop.onnx.ExampleTransformer;
import org.tribuo.interop.onnx.LabelTransformer;
import org.tribuo.interop.onnx.MultiLabelTransformer;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.interop.onnx.OutputTransformer;
import org.tribuo.interop.onnx.RegressorTransformer;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * Opens exported files as Tribuo models, with features, classes and missing values by the file's
 * metadata. The caller closes the model; {@code ONNXExternalModel.rebuild} changes the device that
 * it computes on.
 *
 * <p>Such a model follows Tribuo's rules for examples: unknown features are ignored, and an example
 * without known features is refused. {@link org.lateo.anomaly.ONNXDetector} treats unknown features
 * of events as the detector in Java does.
 */
public final class ExternalModels {
  private ExternalModels() {}

  /**
   * A classifier: the head {@code pipeline}, of a classifier on codes or a semi-supervised model.
   *
   * @throws IllegalArgumentException if the file is of another kind, or was changed after its
   *     export
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ONNXExternalModel<Label> classifier(Path file) {
    ONNXMetadata metadata = checked(file, ONNXHead.PIPELINE, List.of("output"));
    Map<Label, Integer> classes = numbered(metadata.names(ONNXMetadata.CLASSES_FIELD), Label::new);
    boolean probabilities = metadata.isTrue(ONNXMetadata.PROBABILITIES_FIELD);
    return open(file, metadata, new LabelFactory(), classes, new LabelTransformer(probabilities));
  }

  /**
   * A regression: the head {@code pipeline}, of a regression on codes.
   *
   * @throws IllegalArgumentException as {@link #classifier}
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ONNXExternalModel<Regressor> regressor(Path file) {
    ONNXMetadata metadata = checked(file, ONNXHead.PIPELINE, List.of("output"));
    Map<Regressor, Integer> dimensions =
        numbered(metadata.names(ONNXMetadata.DIMENSIONS_FIELD), name -> new Regressor(name, 0));
    return open(file, metadata, new RegressionFactory(), dimensions, new RegressorTransformer());
  }

  /**
   * A model of sets of labels: the head {@code pipeline}, of such a model on codes. A set has the
   * labels of probability above one half or, for scores that are no probabilities, of score above
   * 0.
   *
   * @throws IllegalArgumentException as {@link #classifier}
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ONNXExternalModel<MultiLabel> labelSets(Path file) {
    ONNXMetadata metadata = checked(file, ONNXHead.PIPELINE, List.of("output"));
    Map<MultiLabel, Integer> labels =
        numbered(metadata.names(ONNXMetadata.LABELS_FIELD), MultiLabel::new);
    boolean probabilities = metadata.isTrue(ONNXMetadata.PROBABILITIES_FIELD);
    double threshold = probabilities ? MultiLabelTransformer.DEFAULT_THRESHOLD : 0;
    return open(
        file,
        metadata,
        new MultiLabelFactory(),
        labels,
        new MultiLabelTransformer(threshold, probabilities));
  }

  /**
   * A detector: the head {@code score} of a detector, of whose outputs the event's score is read.
   *
   * @throws IllegalArgumentException as {@link #classifier}
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ONNXExternalModel<Event> detector(Path file) {
    ONNXMetadata metadata = checked(file, "score", List.of("score"));
    AnomalyFactory factory = new AnomalyFactory();
    Map<Event, Integer> events = new LinkedHashMap<>();
    factory
        .generateInfo()
        .generateImmutableOutputInfo()
        .forEach(entry -> events.put(entry.getB(), entry.getA()));
    return open(file, metadata, factory, events, new EventTransformer());
  }

  /**
   * An encoder: the head {@code encoder}, whose codes are not scored.
   *
   * @throws IllegalArgumentException as {@link #classifier}
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static ONNXExternalModel<LatentCode> encoder(Path file) {
    ONNXMetadata metadata = checked(file, "encoder", List.of("mean", "log_variance"));
    Map<LatentCode, Integer> dimensions =
        numbered(
            List.of(LatentCode.dimensionNames(latent(file))),
            name -> new LatentCode(new String[] {name}, new double[1], new double[1]));
    return open(file, metadata, new LatentCodeFactory(), dimensions, new LatentCodeTransformer());
  }

  /** The outputs of a domain with their ids, in the order of their names. */
  private static <T> Map<T, Integer> numbered(List<String> names, Function<String, T> output) {
    Map<T, Integer> ids = new LinkedHashMap<>();
    names.forEach(name -> ids.put(output.apply(name), ids.size()));
    return ids;
  }

  private static int latent(Path file) {
    try (ONNXVAE opened = ONNXVAE.open(file)) {
      return opened.outputs().get("mean");
    }
  }

  /** The metadata of a file, which must have the head, and these outputs first. */
  private static ONNXMetadata checked(Path file, String head, List<String> outputs) {
    try (ONNXVAE opened = ONNXVAE.open(file)) {
      List<String> found = new ArrayList<>(opened.outputs().keySet());
      int first = Math.min(outputs.size(), found.size());
      if (!opened.head().equals(head) || !found.subList(0, first).equals(outputs)) {
        throw new IllegalArgumentException(
            String.format(
                "%s: expected the head %s with the outputs %s, found %s with %s",
                file, head, outputs, opened.head(), found));
      }
      return opened.metadata();
    }
  }

  private static <T extends Output<T>> ONNXExternalModel<T> open(
      Path file,
      ONNXMetadata metadata,
      OutputFactory<T> factory,
      Map<T, Integer> outputs,
      OutputTransformer<T> transformer) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    metadata.features().forEach(name -> columns.put(name, columns.size()));
    try {
      return ONNXExternalModel.createOnnxModel(
          factory,
          columns,
          outputs,
          reader(metadata),
          transformer,
          new SessionOptions(),
          file,
          ONNXHead.INPUT);
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          file + ": ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  private static ExampleTransformer reader(ONNXMetadata metadata) {
    return metadata.missing().isEmpty()
        ? new DenseTransformer()
        : new MissingTransformer(metadata.missingColumns());
  }
}
