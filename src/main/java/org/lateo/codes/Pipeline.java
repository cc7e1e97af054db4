package org.lateo.codes;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.BufferOverflowException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lateo.VAEModel;
import org.lateo.graph.Node;
import org.lateo.graph.op.SelectColumns;
import org.lateo.model.VAE;
import org.lateo.onnx.Comparison;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.WeightPrecision;
import org.lateo.rows.ExampleTable;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.ONNXExportable;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/** A {@link LatentFeatureModel} as one ONNX graph. */
public record Pipeline<T extends Output<T>>(LatentFeatureModel<T> model) {
  /** The graph's output: a score for each output of the domain, in the order of their ids. */
  public static final String OUTPUT = "output";

  private static final String EXPORTABLE =
      "Tribuo's linear SGD models, factorization machines, LibLinear, LibSVM and sparse linear"
          + " models, and weighted ensembles of these";

  double export(Path file, WeightPrecision weights) {
    ImmutableOutputInfo<T> domain = model.getOutputIDInfo();
    ModelProto graph = graph(weights);
    return ONNXExport.writeChecked(
        graph,
        this::scores,
        Comparison.PLAIN.withUnits(OUTPUT, PredictionColumns.of(domain).units(domain)),
        model.encoder().checkRows(),
        file);
  }

  public ModelProto graph(WeightPrecision weights) {
    ONNXContext context = new ONNXContext();
    int columns = model.encoder().featureNames().size();
    ONNXRef<?> features = context.floatInput(ONNXHead.INPUT, columns);
    context.assignTo(scores(features), context.floatOutput(OUTPUT, model.getOutputIDInfo().size()));
    return ONNXExport.finish(context, ONNXHead.PIPELINE, metadata(), weights);
  }

  private ONNXMetadata metadata() {
    ImmutableOutputInfo<T> domain = model.getOutputIDInfo();
    return PredictionColumns.of(domain)
        .describe(
            model.encoder().onnxMetadata(model.getProvenance()),
            domain,
            model.generatesProbabilities());
  }

  /** Continues a graph with the scores. */
  ONNXNode scores(ONNXRef<?> features) {
    Model<T> inner = model.inner();
    requireExportable(inner);
    PredictionColumns.of(model.getOutputIDInfo());
    try {
      return ((ONNXExportable) inner).writeONNXGraph(codes(features));
    } catch (IllegalStateException | UnsupportedOperationException | BufferOverflowException e) {
      throw new IllegalArgumentException(
          "Tribuo cannot write " + inner.getClass().getName() + " as ONNX: " + e, e);
    }
  }

  private static void requireExportable(Model<?> inner) {
    if (!(inner instanceof ONNXExportable)) {
      throw new IllegalArgumentException(
          "Expected an inner model that is ONNXExportable ("
              + EXPORTABLE
              + "), found "
              + inner.getClass().getName());
    }
    if (inner instanceof EnsembleModel<?> ensemble) {
      ensemble.getModels().forEach(Pipeline::requireExportable);
    }
  }

  /** The inner model's features, {@code [batch, inner features]}, from the raw ones. */
  private ONNXNode codes(ONNXRef<?> features) {
    VAEModel encoder = model.encoder();
    VAE vae = encoder.ofRawRows();
    Node all = model.view().node(vae, encoder.featureNames());
    return ONNXExport.continued(
        vae.features(), features, SelectColumns.of(all, known()), encoder.parameters());
  }

  /** The places of the features that the inner model has kept. */
  private int[] known() {
    List<String> all =
        ExampleTable.names(
            model.view().featureMap(model.encoder().latent(), model.getFeatureIDMap()));
    ImmutableFeatureMap kept = model.inner().getFeatureIDMap();
    int[] places = new int[kept.size()];
    boolean[] taken = new boolean[places.length];
    for (int place = 0; place < all.size(); place++) {
      int id = kept.getID(all.get(place));
      if (id >= 0 && taken[id]) {
        throw new IllegalArgumentException(
            "Expected an inner model with a column for each feature, found two in one, by the"
                + " collision of two hashes");
      } else if (id >= 0) {
        places[id] = place;
        taken[id] = true;
      }
    }
    return places;
  }

  /** What Java says of raw rows, {@code [batch, columns]} to {@code [batch, outputs]}. */
  public Map<String, float[][]> scores(float[][] rows) {
    List<Example<T>> examples = new ArrayList<>();
    for (float[] row : rows) {
      examples.add(example(row));
    }
    PredictionColumns columns = PredictionColumns.of(model.getOutputIDInfo());
    float[][] scores = new float[rows.length][];
    List<Prediction<T>> predictions = model.predict(examples);
    for (int i = 0; i < rows.length; i++) {
      scores[i] = columns.of(predictions.get(i), model.getOutputIDInfo());
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
