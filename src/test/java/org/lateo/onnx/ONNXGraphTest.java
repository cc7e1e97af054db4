package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lateo.graph.Parameters;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.StudentT;
import org.lateo.math.BestBlas;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.objective.Models;
import org.tribuo.ONNXExportable;

/** What exported graphs look like. */
final class ONNXGraphTest {
  @Test
  void anEncoderIsSmall() {
    assertEquals(
        List.of("Gemm", "Tanh", "Gemm", "Gemm", "Tanh", "Mul"),
        SmallModel.operators(SmallModel.bernoulli(Activation.TANH, 5).head(ONNXHead.ENCODER)));
    assertEquals(
        List.of("Sub", "Gemm", "Tanh", "Gemm", "Gemm", "Tanh", "Mul"),
        SmallModel.operators(
            SmallModel.of(new Gaussian(), Activation.TANH, 5).head(ONNXHead.ENCODER)),
        "one shift is a hundred times the scale");
  }

  /** Scaling included; at most 8 nodes are promised. */
  @Test
  void theEncoderOf784And500And20HasSixNodes() {
    List<String> expected = List.of("Gemm", "Tanh", "Gemm", "Gemm", "Tanh", "Mul");
    for (Likelihood likelihood : List.of(new Bernoulli(), new Gaussian(), new StudentT())) {
      VAEArchitecture a = Models.architecture(List.of(500), Activation.TANH, 20, likelihood);
      VAE vae = a.connect(Models.scaling(likelihood, 784));
      Parameters parameters =
          new Parameters(vae.layout(), Models.firstValues(vae, 7), BestBlas.get());
      List<String> names = IntStream.range(0, 784).mapToObj(Integer::toString).toList();
      ONNXMetadata metadata = new ONNXMetadata("0.1", names, null);
      ModelProto model =
          ONNXExport.head(vae, parameters, ONNXHead.ENCODER, metadata, WeightPrecision.SINGLE);
      assertEquals(expected, SmallModel.operators(model));
    }
  }

  @Test
  void aDecoderIsSmall() {
    assertEquals(
        List.of("Gemm", "Relu", "Gemm", "Sigmoid"),
        SmallModel.operators(SmallModel.bernoulli(Activation.RELU, 5).head(ONNXHead.DECODER)));
    assertEquals(
        List.of("Gemm", "Relu", "Gemm"),
        SmallModel.operators(
            SmallModel.of(new Gaussian(), Activation.RELU, 5).head(ONNXHead.DECODER)));
  }

  /** The encoder stands there once, and what is repeated for each draw is repeated once. */
  @Test
  void aScoreSharesWhatItCan() {
    List<String> operators =
        SmallModel.operators(
            SmallModel.bernoulli(Activation.TANH, 5).head(ONNXHead.score(new float[6])));
    assertEquals(5, Collections.frequency(operators, "Gemm"), operators::toString);
    assertEquals(3, Collections.frequency(operators, "Expand"), operators::toString);
    assertEquals(1, Collections.frequency(operators, "Tile"), operators::toString);
  }

  @Test
  void valuesAreNamedAfterParameters() {
    GraphProto graph = SmallModel.bernoulli(Activation.TANH, 5).head(ONNXHead.ENCODER).getGraph();
    assertEquals(
        List.of(
            "encoder.0.gemm",
            "encoder.0.tanh",
            "mean",
            "posterior.logVariance.mul",
            "posterior.logVariance.tanh",
            "log_variance"),
        graph.getNodeList().stream().map(NodeProto::getName).toList());
    assertEquals(
        List.of(
            "encoder.0.weight",
            "encoder.0.bias",
            "posterior.mean.weight",
            "posterior.mean.bias",
            "posterior.logVariance.weight",
            "posterior.logVariance.bias",
            "constant_1"),
        graph.getInitializerList().stream().map(TensorProto::getName).toList());
  }

  @Test
  void constantsAreWrittenOnce() {
    GraphProto graph =
        SmallModel.bernoulli(Activation.GELU, 5, 4).head(ONNXHead.ENCODER).getGraph();
    List<String> names = graph.getInitializerList().stream().map(TensorProto::getName).toList();
    long constants = names.stream().filter(name -> name.startsWith("constant")).count();
    assertEquals(3, constants, "√½, ½ and the limit of log-variances in " + names);
  }

  @Test
  void headsTakeAndGiveBatches() {
    int columns = SmallModel.COLUMNS;
    int latent = SmallModel.LATENT;
    Map<String, String> found = new HashMap<>();
    for (ONNXHead head : SmallModel.heads()) {
      GraphProto graph = SmallModel.bernoulli(Activation.TANH, 5).head(head).getGraph();
      found.put(
          head.id(), describe(graph.getInputList()) + " to " + describe(graph.getOutputList()));
    }
    String x = "input [batch, " + columns + "] to ";
    assertEquals(
        Map.of(
            "encoder", x + "mean [batch, " + latent + "], log_variance [batch, " + latent + "]",
            "decoder", "z [batch, " + latent + "] to reconstruction [batch, " + columns + "]",
            "reconstruction", x + "reconstruction [batch, " + columns + "]",
            "score",
                x
                    + "elbo [batch, 1], reconstruction_nats [batch, 1], kl [batch, 1],"
                    + " feature_nats [batch, "
                    + columns
                    + "]"),
        found);
  }

  private static String describe(List<ValueInfoProto> values) {
    return values.stream()
        .map(
            value -> {
              TensorShapeProto shape = value.getType().getTensorType().getShape();
              return String.format(
                  "%s [%s, %d]",
                  value.getName(), shape.getDim(0).getDimParam(), shape.getDim(1).getDimValue());
            })
        .collect(Collectors.joining(", "));
  }

  @Test
  void metadataSaysWhatItIs() {
    Map<String, String> found = new HashMap<>();
    ModelProto model = SmallModel.bernoulli(Activation.TANH, 5).head(ONNXHead.DECODER);
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      found.put(entry.getKey(), entry.getValue());
    }
    assertEquals("Lateo", model.getProducerName());
    assertEquals("0.1", model.getProducerVersion());
    assertTrue(found.remove(Seal.FIELD).matches("[0-9a-f]{64}"));
    assertEquals(
        Map.of(
            "lateo.head",
            "decoder",
            "lateo.version",
            "0.1",
            "lateo.features",
            "[\"f\\\"0\",\"f\\\"1\",\"f\\\"2\",\"f\\\"3\",\"f\\\"4\",\"f\\\"5\"]",
            ONNXExportable.PROVENANCE_METADATA_FIELD,
            "where it comes from"),
        found);
  }
}
