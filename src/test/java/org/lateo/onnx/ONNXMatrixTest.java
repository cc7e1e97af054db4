package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.MainClasses;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Likelihood;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;

/** Every kind of model with every head: ONNX Runtime computes what Java does. */
final class ONNXMatrixTest {
  private static final List<ONNXMatrix.Case> CASES = ONNXMatrix.cases(WeightPrecision.SINGLE);

  static Stream<ONNXMatrix.Case> cases() {
    return CASES.stream();
  }

  /** On random and extreme rows, in batches of 1, 7 and 1,000. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void runtimeComputesWhatJavaDoes(ONNXMatrix.Case c) {
    assertTrue(c.largestDifference() < ONNXCheck.TOLERANCE);
  }

  /** No random node, no operator of another's, none that a GPU would leave to the processor. */
  @Test
  void everyGraphKeepsTheContract() {
    for (ONNXMatrix.Case c : CASES) {
      assertEquals(7, c.model().getIrVersion());
      for (OperatorSetIdProto opset : c.model().getOpsetImportList()) {
        boolean own = opset.getDomain().isEmpty() && opset.getVersion() == 13;
        boolean pipeline = c.name().endsWith(ONNXHead.PIPELINE);
        assertTrue(
            own || (pipeline && opset.getDomain().equals("ai.onnx.ml")), () -> c + ": " + opset);
      }
      assertRunsOnGpu(c);
      assertIsTidy(c.model().getGraph());
    }
  }

  private static void assertRunsOnGpu(ONNXMatrix.Case c) {
    for (NodeProto node : c.model().getGraph().getNodeList()) {
      assertTrue(
          CudaKernels.run(node) || (c.name().startsWith("tribuo ") && CudaKernels.isTribuos(node)),
          () -> c + ": " + node.getDomain() + ":" + node.getOpType());
    }
  }

  /** Each value is written once, before it is read, and is read or an output. */
  private static void assertIsTidy(GraphProto graph) {
    Set<String> written = new HashSet<>();
    Set<String> unread = new HashSet<>();
    graph.getInputList().forEach(input -> written.add(input.getName()));
    graph.getInitializerList().stream().map(TensorProto::getName).forEach(unread::add);
    assertEquals(graph.getInitializerCount(), unread.size());
    written.addAll(unread);
    for (NodeProto node : graph.getNodeList()) {
      assertTrue(written.containsAll(node.getInputList()), () -> "read too early: " + node);
      unread.removeAll(node.getInputList());
      for (String output : node.getOutputList()) {
        assertTrue(written.add(output), () -> "written twice: " + output);
        unread.add(output);
      }
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      assertTrue(written.contains(output.getName()));
      unread.remove(output.getName());
    }
    unread.removeIf(name -> name.startsWith("pred_label")); // Of a classifier's two outputs.
    unread.removeIf(name -> name.endsWith(".topk.1")); // Where the smallest are, beside which.
    assertEquals(Set.of(), unread);
  }

  private static Set<String> names(Function<VAEArchitecture, Object> part) {
    return ONNXMatrix.models().stream()
        .map(SmallModel::architecture)
        .map(part)
        .map(p -> p.getClass().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noKindIsForgotten() {
    assertEquals(MainClasses.concrete(Likelihood.class), names(VAEArchitecture::likelihood));
    assertEquals(MainClasses.concrete(Posterior.class), names(VAEArchitecture::posterior));
    assertEquals(MainClasses.concrete(Prior.class), names(VAEArchitecture::prior));
    for (boolean gated : new boolean[] {false, true}) {
      Set<Activation> found = EnumSet.noneOf(Activation.class);
      ONNXMatrix.models().stream()
          .map(SmallModel::architecture)
          .filter(a -> a.gated() == gated)
          .forEach(a -> found.add(a.activation()));
      assertEquals(EnumSet.allOf(Activation.class), found);
    }
  }
}
