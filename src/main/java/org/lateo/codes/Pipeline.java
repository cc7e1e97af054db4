package org.lateo.codes;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.BufferOverflowException;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.lateo.rows.LatentFeatures;
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
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * An autoencoder and the model on its codes as one ONNX graph.
 *
 * @param view which features the model on codes has
 * @param inner the model on codes
 * @param features the feature domain of raw rows
 * @param provenance the provenance of the two together
 */
public record Pipeline<T extends Output<T>>(
    VAEModel encoder,
    LatentFeatures view,
    Model<T> inner,
    ImmutableFeatureMap features,
    ModelProvenance provenance) {
  private static final String EXPORTABLE =
      "Tribuo's linear SGD models, factorization machines, LibLinear, LibSVM and sparse linear"
          + " models, and weighted ensembles of these";

  double export(Path file, WeightPrecision weights) {
    ImmutableOutputInfo<T> domain = inner.getOutputIDInfo();
    ModelProto graph = graph(weights);
    return ONNXExport.writeChecked(
        graph,
        this::scores,
        Comparison.PLAIN.withUnits(
            PredictionColumns.OUTPUT, PredictionColumns.of(domain).units(domain)),
        encoder.checkRows(),
        file);
  }

  /** The ONNX model, with weights of a precision. */
  public ModelProto graph(WeightPrecision weights) {
    ONNXContext context = new ONNXContext();
    int columns = encoder.featureNames().size();
    ONNXRef<?> features = context.floatInput(ONNXHead.INPUT, columns);
    context.assignTo(
        scores(features),
        context.floatOutput(PredictionColumns.OUTPUT, inner.getOutputIDInfo().size()));
    return ONNXExport.finish(context, ONNXHead.PIPELINE, metadata(), weights);
  }

  private ONNXMetadata metadata() {
    ImmutableOutputInfo<T> domain = inner.getOutputIDInfo();
    return PredictionColumns.of(domain)
        .describe(encoder.onnxMetadata(provenance), domain, inner.generatesProbabilities());
  }

  /** Continues a graph with the scores. */
  ONNXNode scores(ONNXRef<?> features) {
    requireExportable(inner);
    PredictionColumns.of(inner.getOutputIDInfo());
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
    VAE vae = encoder.ofRawRows();
    Node all = view.node(vae, encoder.featureNames());
    return ONNXExport.continued(
        vae.features(), features, SelectColumns.of(all, known()), encoder.parameters());
  }

  /** For each feature of the inner model, its index among the features that the view makes. */
  private int[] known() {
    List<String> all = ExampleTable.names(view.featureMap(encoder, features));
    ImmutableFeatureMap kept = inner.getFeatureIDMap();
    int[] places = new int[kept.size()];
    boolean[] taken = new boolean[places.length];
    for (int place = 0; place < all.size(); place++) {
      int id = kept.getID(all.get(place));
      if (id >= 0 && taken[id]) {
        throw new IllegalArgumentException(
            "Expected an inner model with a column for each feature, found two features in one, since"
                + " their hashes collide");
      } else if (id >= 0) {
        places[id] = place;
        taken[id] = true;
      }
    }
    return places;
  }

  /**
   * The scores as Java computes them, {@code [batch, outputs]}, of raw rows {@code [batch,
   * columns]}.
   */
  public Map<String, float[][]> scores(float[][] rows) {
    List<Example<T>> examples = Arrays.stream(rows).map(this::example).toList();
    PredictionColumns columns = PredictionColumns.of(inner.getOutputIDInfo());
    float[][] scores = new float[rows.length][];
    List<Prediction<T>> predictions = inner.predict(view.encode(encoder, examples));
    for (int i = 0; i < rows.length; i++) {
      scores[i] = columns.of(predictions.get(i), inner.getOutputIDInfo());
    }
    return Map.of(PredictionColumns.OUTPUT, scores);
  }

  private Example<T> example(float[] row) {
    String[] names = encoder.featureNames().toArray(String[]::new);
    T any = inner.getOutputIDInfo().getDomain().iterator().next();
    Example<T> example = new ArrayExample<>(any);
    for (int c = 0; c < row.length; c++) {
      if (!Float.isNaN(row[c])) {
        example.add(new Feature(names[c], row[c]));
      }
    }
    return example;
  }
}
