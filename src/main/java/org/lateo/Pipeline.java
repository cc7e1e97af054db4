package org.lateo;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.objective.VAE;
import org.lateo.onnx.OnnxExport;
import org.lateo.onnx.OnnxHead;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/** A {@link LatentFeatureModel} as one ONNX graph. */
record Pipeline<T extends Output<T>>(LatentFeatureModel<T> model) {
  /** The graph's output: a score for each output of the domain, in the order of their ids. */
  static final String OUTPUT = "output";

  double export(Path file) {
    return OnnxExport.writeChecked(graph(), this::scores, model.encoder().checkRows(), file);
  }

  private ModelProto graph() {
    VAEModel encoder = model.encoder();
    ONNXContext context = new ONNXContext();
    ONNXRef<?> features = context.floatInput("features", encoder.featureNames().size());
    ONNXRef<?> scores = exportable().writeONNXGraph(codes(features));
    context.assignTo(scores, context.floatOutput(OUTPUT, model.getOutputIDInfo().size()));
    return OnnxExport.finish(
        context,
        OnnxHead.PIPELINE,
        encoder
            .onnxMetadata(model.getProvenance())
            .withClasses(OUTPUT, classes(), model.generatesProbabilities()));
  }

  /** The classes in the order of their ids. */
  private List<String> classes() {
    return IntStream.range(0, model.getOutputIDInfo().size())
        .mapToObj(id -> ((Label) (Object) model.getOutputIDInfo().getOutput(id)).getLabel())
        .toList();
  }

  /** The inner model's features, {@code [batch, inner features]}, from the raw ones. */
  private ONNXNode codes(ONNXRef<?> features) {
    VAEModel encoder = model.encoder();
    VAE vae = encoder.inference().vae();
    return OnnxExport.continued(
        vae.features(),
        features,
        model.view().node(vae, encoder.featureNames()),
        encoder.inference().parameters());
  }

  private ONNXExportable exportable() {
    Model<T> inner = model.inner();
    boolean labels = inner.validate(Label.class);
    if (labels && inner instanceof ONNXExportable exportable) {
      requireAllCodes(inner);
      return exportable;
    }
    throw new IllegalArgumentException(
        "Expected an inner model of labels that is ONNXExportable, such as LinearSGDModel, found "
            + inner.getClass().getName());
  }

  /** The columns that are written are the inner model's only if it has kept them all. */
  private void requireAllCodes(Model<T> inner) {
    List<String> found = ExampleTable.names(inner.getFeatureIDMap());
    VAEModel encoder = model.encoder();
    List<String> expected =
        ExampleTable.names(model.view().featureMap(encoder.latent(), model.getFeatureIDMap()));
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          "Expected an inner model of the features " + expected + ", found " + found);
    }
  }

  /** What Java says of raw rows, {@code [batch, columns]} to {@code [batch, outputs]}. */
  private Map<String, float[][]> scores(float[][] rows) {
    List<Example<T>> examples = new ArrayList<>();
    for (float[] row : rows) {
      examples.add(example(row));
    }
    float[][] scores = new float[rows.length][model.getOutputIDInfo().size()];
    List<Prediction<T>> predictions = model.predict(examples);
    for (int i = 0; i < rows.length; i++) {
      for (T output : predictions.get(i).getOutputScores().values()) {
        scores[i][model.getOutputIDInfo().getID(output)] =
            (float) ((Label) (Object) output).getScore();
      }
    }
    return Map.of(OUTPUT, scores);
  }

  private Example<T> example(float[] row) {
    String[] names = model.encoder().featureNames().toArray(String[]::new);
    T any = model.getOutputIDInfo().getDomain().iterator().next();
    Example<T> example = new ArrayExample<>(any);
    for (int c = 0; c < row.length; c++) {
      if (!Float.isNaN(row[c])) {
        example.add(new Feature(names[c], row[c]));
      }
    }
    return example;
  }
}
