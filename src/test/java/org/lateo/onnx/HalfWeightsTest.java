package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lateo.graph.Parameters;
import org.lateo.likelihood.Bernoulli;
import org.lateo.math.BestBlas;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;
import org.lateo.objective.Models;

/** Files with weights in half precision. */
final class HalfWeightsTest {
  /** Within the tolerance that the file stands for, but not that of floats. */
  @Test
  void everyHeadIsCloseToJava() {
    double largest = 0;
    for (ONNXMatrix.Case c : ONNXMatrix.ofModels(WeightPrecision.HALF)) {
      largest = Math.max(largest, c.usual().differenceOnFew());
    }
    assertTrue(largest < WeightPrecision.HALF.tolerance());
    assertTrue(largest > WeightPrecision.SINGLE.tolerance());
  }

  @Test
  void inputsAndOutputsAreFloatsAndMatricesAreHalf() {
    ModelProto model =
        SmallModel.bernoulli(Activation.TANH, 5).head(ONNXHead.ENCODER, WeightPrecision.HALF);
    assertEquals(
        List.of("Cast", "Cast", "Cast", "Gemm", "Tanh", "Gemm", "Gemm", "Tanh", "Mul"),
        SmallModel.operators(model));
    Stream.concat(
            model.getGraph().getInputList().stream(), model.getGraph().getOutputList().stream())
        .map(HalfWeightsTest::type)
        .forEach(type -> assertEquals(DataType.FLOAT.getNumber(), type));
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      boolean matrix = tensor.getName().endsWith("weight.half");
      assertEquals((matrix ? DataType.FLOAT16 : DataType.FLOAT).getNumber(), tensor.getDataType());
    }
    assertTrue(
        model.getMetadataPropsList().stream()
            .anyMatch(p -> p.getKey().equals("lateo.weights") && p.getValue().equals("float16")));
  }

  private static int type(ValueInfoProto value) {
    return value.getType().getTensorType().getElemType();
  }

  @Test
  void aFileIsAboutHalfAsLarge() {
    VAE vae =
        Models.architecture(List.of(400), Activation.TANH, 20, new Bernoulli())
            .connect(Models.scaling(new Bernoulli(), 100));
    Parameters parameters =
        new Parameters(vae.layout(), Models.firstValues(vae, 7), BestBlas.get());
    List<String> names = Stream.iterate(0, i -> i + 1).limit(100).map(i -> "f" + i).toList();
    ONNXMetadata metadata = new ONNXMetadata("0.1", names, null);
    ModelProto single =
        ONNXExport.head(vae, parameters, ONNXHead.DECODER, metadata, WeightPrecision.SINGLE);
    ModelProto half =
        ONNXExport.head(vae, parameters, ONNXHead.DECODER, metadata, WeightPrecision.HALF);
    double share = half.getSerializedSize() / (double) single.getSerializedSize();
    assertEquals(0.5, share, 0.03);
  }

  /** The same difference passes with half-precision weights and is refused otherwise. */
  @Test
  void theToleranceIsThatOfTheFile() {
    SmallModel model = SmallModel.bernoulli(Activation.TANH, 5);
    SmallModel other = SmallModel.bernoulli(Activation.TANH, 5);
    other.parameters().values()[0] += 0.003f;
    other.parameters().upload(0, 1);
    byte[] single = model.head(ONNXHead.ENCODER).toByteArray();
    byte[] half = model.head(ONNXHead.ENCODER, WeightPrecision.HALF).toByteArray();
    float[][] rows = CheckRows.features(model.vae().support(), model.scaling(), 50, 3);
    Function<float[][], Map<String, float[][]>> java = other.java(ONNXHead.ENCODER);
    ONNXMismatchException e =
        assertThrows(ONNXMismatchException.class, () -> largestDifference(single, java, rows));
    assertTrue(e.getMessage().endsWith(", above 1e-04"), e.getMessage());
    double difference = largestDifference(half, java, rows);
    assertTrue(difference > 1e-4 && difference < 2e-2, () -> "found " + difference);
  }

  private static double largestDifference(
      byte[] model, Function<float[][], Map<String, float[][]>> java, float[][] rows) {
    return ONNXCheck.largestDifference(
        ONNXFile.of(ONNXFile.parse(model)), java, Comparison.PLAIN, rows);
  }
}
