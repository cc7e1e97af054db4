package org.lateo.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lateo.likelihood.MissingColumns;
import org.lateo.protos.MissingTransformerProto;
import org.tribuo.Example;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.SparseVector;
import org.tribuo.protos.ProtoUtil;

/** What transformers read, write and refuse. */
final class TransformersTest {
  private static final List<String> NAMES = List.of("a", "b", "kind@x", "kind@y");

  private static MissingTransformer missing(String... names) {
    List<Pattern> patterns = List.of(names).stream().map(Pattern::compile).toList();
    return new MissingTransformer(MissingColumns.of(NAMES, patterns));
  }

  private static SparseVector vector(int[] columns, double... values) {
    return SparseVector.createSparseVector(NAMES.size(), columns, values);
  }

  @Test
  void aVariableIsMissingAsAWhole() {
    float nan = Float.NaN;
    float[] empty = missing("b", "kind").row(vector(new int[] {0}, 7));
    assertArrayEquals(new float[] {7, nan, nan, nan}, empty);
    float[] one = missing("b", "kind").row(vector(new int[] {1, 3}, 0, 1));
    assertArrayEquals(new float[] {0, 0, 0, 1}, one);
    assertRefused(
        () -> missing("b").row(SparseVector.createSparseVector(3, new int[] {0}, new double[] {1})),
        "Expected 4 columns, found 3");
  }

  @Test
  void transformersComeBackFromProtobufAndProvenance() {
    MissingTransformer transformer = missing("kind");
    assertEquals(transformer, ProtoUtil.deserialize(transformer.serialize()));
    assertNotEquals(transformer, missing("b"));
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(transformer.getProvenance()));
    assertEquals(List.of(transformer), manager.lookupAll(MissingTransformer.class));
    EventTransformer events = new EventTransformer();
    assertEquals(events, ProtoUtil.deserialize(events.serialize()));
    LatentCodeTransformer codes = new LatentCodeTransformer();
    assertEquals(codes, ProtoUtil.deserialize(codes.serialize()));
    assertNotEquals(codes, events);
  }

  @Test
  void refusesWhatCannotBeStored() {
    Any negative = Any.pack(MissingTransformerProto.newBuilder().addUnit(-1).build());
    assertSays(
        assertThrows(
            PropertyException.class,
            () -> MissingTransformer.deserializeFromProto(0, "", negative)),
        "[-1]");
    assertThrows(
        InvalidProtocolBufferException.class,
        () -> MissingTransformer.deserializeFromProto(0, "", Any.pack(Any.getDefaultInstance())));
    assertRefused(() -> MissingTransformer.deserializeFromProto(1, "", negative), "version 1");
    assertRefused(() -> EventTransformer.deserializeFromProto(1, "", negative), "version 1");
    assertRefused(() -> LatentCodeTransformer.deserializeFromProto(1, "", negative), "version 1");
  }

  private static OnnxTensor tensor(Object rows) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), rows);
  }

  @Test
  void readsTheFirstOutputs() throws OrtException {
    try (OnnxTensor score = tensor(new float[][] {{-0.5f}, {0}});
        OnnxTensor other = tensor(new float[][] {{1, 2}, {3, 4}})) {
      List<OnnxValue> values = List.of(score, other);
      List<Event> events = new EventTransformer().transformToBatchOutput(values, null);
      assertEquals(EventType.ANOMALOUS, events.get(0).getType());
      assertEquals(-0.5, events.get(0).getScore());
      assertEquals(EventType.EXPECTED, events.get(1).getType());
    }
  }

  @Test
  void refusesOutputsThatDoNotFit() throws OrtException {
    Example<Event> example = new ArrayExample<>(AnomalyFactory.UNKNOWN_EVENT);
    EventTransformer events = new EventTransformer();
    try (OnnxTensor two = tensor(new float[][] {{1}, {2}});
        OnnxTensor whole = tensor(new long[][] {{1}})) {
      List<OnnxValue> rows = List.of(two);
      assertRefused(() -> events.transformToOutput(rows, null), "one row, found 2");
      assertRefused(
          () -> events.transformToBatchPrediction(rows, null, new int[1], List.of(example)),
          "Expected 1 rows, found 2");
      assertRefused(
          () -> events.transformToOutput(List.of(whole), null), "floats [batch, columns]");
      assertRefused(
          () -> new LatentCodeTransformer().transformToOutput(rows, null),
          "Expected 2 or more outputs, found 1");
    }
  }
}
