package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;

/**
 * One use of an operator of the default domain, with its outputs. Tribuo's own list of operators
 * lacks most of those that nodes need.
 *
 * @param type the operator's name
 * @param inputs the number of inputs in this use
 * @param outputs the number of outputs
 * @param values the attributes: Float, Integer, int[] or String, as Tribuo takes them
 */
record Operation(String type, int inputs, int outputs, Map<String, Object> values)
    implements ONNXOperator {
  /** The version of the default domain that every graph is written for. */
  static final int OPSET = 13;

  /** An operation with attributes of {@link org.lateo.graph.Node.Emitter}. */
  static Operation of(String type, Map<String, Object> attributes, int inputs, int outputs) {
    Map<String, Object> values = new HashMap<>();
    attributes.forEach((name, value) -> values.put(name, narrow(value)));
    return new Operation(type, inputs, outputs, values);
  }

  private static Object narrow(Object value) {
    if (value instanceof long[] numbers) {
      return LongStream.of(numbers).mapToInt(Math::toIntExact).toArray();
    }
    return value instanceof Long number ? Math.toIntExact(number) : value;
  }

  private static AttributeType typeOf(Object value) {
    if (value instanceof Integer) {
      return AttributeType.INT;
    } else if (value instanceof int[]) {
      return AttributeType.INTS;
    } else if (value instanceof Float) {
      return AttributeType.FLOAT;
    } else if (value instanceof String) {
      return AttributeType.STRING;
    }
    throw new IllegalArgumentException(
        "Expected a Float, Long, long[] or String attribute, found " + value.getClass());
  }

  @Override
  public String getOpName() {
    return type;
  }

  @Override
  public int getNumInputs() {
    return inputs;
  }

  @Override
  public int getNumOptionalInputs() {
    return 0;
  }

  @Override
  public int getNumOutputs() {
    return outputs;
  }

  @Override
  public Map<String, ONNXAttribute> getAttributes() {
    Map<String, ONNXAttribute> attributes = new HashMap<>();
    values.forEach((n, v) -> attributes.put(n, new ONNXAttribute(n, typeOf(v), false)));
    return attributes;
  }

  @Override
  public Set<String> getMandatoryAttributeNames() {
    return Set.of();
  }

  @Override
  public int getOpVersion() {
    return OPSET;
  }

  /** Null, the default domain. */
  @Override
  public String getOpDomain() {
    return null;
  }

  /** Tribuo's own fails for the default domain. */
  @Override
  public OperatorSetIdProto opsetProto() {
    return OperatorSetIdProto.newBuilder().setVersion(OPSET).build();
  }
}
