package org.lateo.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;

/** What ONNX Runtime computes on. */
public enum ExecutionProvider {
  /** The processor. */
  CPU(OrtProvider.CPU),
  /** An NVIDIA GPU, through CUDA. */
  CUDA(OrtProvider.CUDA),
  /** An NVIDIA GPU, through TensorRT; what it does not take runs on CUDA. */
  TENSORRT(OrtProvider.TENSOR_RT);

  private final OrtProvider provider;

  ExecutionProvider(OrtProvider provider) {
    this.provider = provider;
  }

  /** Whether the ONNX Runtime on the class path was built with it; it says nothing of a GPU. */
  public boolean isBuiltIn() {
    return this == CPU || OrtEnvironment.getAvailableProviders().contains(provider);
  }

  /**
   * Asks for it.
   *
   * @param device the number of the GPU, from 0
   * @throws OrtException if ONNX Runtime has it not, or finds no such GPU
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
