package org.lateo.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;

/** The hardware that ONNX Runtime computes on. */
public enum ExecutionProvider {
  /** The processor. */
  CPU(OrtProvider.CPU),
  /** An NVIDIA GPU, through CUDA. */
  CUDA(OrtProvider.CUDA),
  /** An NVIDIA GPU, through TensorRT; operators that TensorRT does not have run on CUDA. */
  TENSORRT(OrtProvider.TENSOR_RT);

  private final OrtProvider provider;

  ExecutionProvider(OrtProvider provider) {
    this.provider = provider;
  }

  /**
   * Whether the ONNX Runtime on the class path was built with this provider; no GPU is looked for.
   */
  public boolean isBuiltIn() {
    return this == CPU || OrtEnvironment.getAvailableProviders().contains(provider);
  }

  /**
   * Adds this provider to the options of a session.
   *
   * @param device the number of the GPU, from 0
   * @throws OrtException if ONNX Runtime was built without it, or finds no such GPU
   */
  void addTo(SessionOptions options, int device) throws OrtException {
    if (this == TENSORRT) {
      options.addTensorrt(device);
    }
    if (this != CPU) {
      options.addCUDA(device);
    }
  }
}
