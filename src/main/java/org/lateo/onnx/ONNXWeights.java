package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights of a second file as tensors, which ONNX Runtime takes when it opens the model. It does
 * not read the file itself, so that it computes with the bytes that were checked.
 */
final class ONNXWeights implements AutoCloseable {
  private final Map<String, OnnxTensorLike> tensors = new LinkedHashMap<>();

  ONNXWeights(OrtEnvironment environment, ONNXFile file) throws OrtException {
    for (TensorProto tensor : file.external()) {
      ByteBuffer bytes = direct(file.weights().get(tensor.getName()).asReadOnlyByteBuffer());
      long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
      boolean half = tensor.getDataType() == DataType.FLOAT16.getNumber();
      OnnxJavaType type = half ? OnnxJavaType.FLOAT16 : OnnxJavaType.FLOAT;
      tensors.put(tensor.getName(), OnnxTensor.createTensor(environment, bytes, shape, type));
    }
  }

  private static ByteBuffer direct(ByteBuffer bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining());
    return direct.order(ByteOrder.nativeOrder()).put(bytes).flip();
  }

  void addTo(OrtSession.SessionOptions options) throws OrtException {
    if (!tensors.isEmpty()) {
      options.addExternalInitializers(tensors);
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensorLike::close);
  }
}
