package org.lateo.onnx;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.logging.Logger;

/**
 * How ONNX Runtime runs a model.
 *
 * @param provider what it computes on
 * @param device the number of the GPU, from 0; the processor has none
 * @param fallBack whether to compute on the processor, with a warning, where the provider is not to
 *     be had
 * @param threads how many a call may use on the processor; 0 for one a core
 * @param batching when the rows of concurrent callers are run together
 */
public record SessionSettings(
    ExecutionProvider provider, int device, boolean fallBack, int threads, Batching batching) {
  private static final Logger logger = Logger.getLogger(SessionSettings.class.getName());

  /** On the processor, one thread a core, each call by itself. */
  public static final SessionSettings DEFAULT =
      new SessionSettings(ExecutionProvider.CPU, 0, false, 0, Batching.NONE);

  /** Checks the numbers. */
  public SessionSettings {
    requireNonNull(provider, "provider");
    requireNonNull(batching, "batching");
    requireNotNegative("device", device);
    requireNotNegative("threads", threads);
  }

  private static void requireNotNegative(String field, int found) {
    if (found < 0) {
      throw new IllegalArgumentException(field + ": expected 0 or more, found " + found);
    }
  }

  /** On another provider, its first device, or nowhere. */
  public SessionSettings on(ExecutionProvider other) {
    return new SessionSettings(other, 0, false, threads, batching);
  }

  /** On the processor where the provider is not to be had. */
  public SessionSettings orProcessor() {
    return new SessionSettings(provider, device, true, threads, batching);
  }

  /** With so many threads a call; 0 for one a core. */
  public SessionSettings threads(int count) {
    return new SessionSettings(provider, device, fallBack, count, batching);
  }

  /**
   * With the rows of concurrent callers run together.
   *
   * @param rows the most rows of one run
   * @param microseconds how long the first caller waits for others at most
   */
  public SessionSettings batching(int rows, int microseconds) {
    return new SessionSettings(
        provider, device, fallBack, threads, new Batching(rows, microseconds));
  }

  /**
   * As ONNX Runtime takes them.
   *
   * @throws UnsupportedOperationException if the provider is not to be had, saying why
   */
  OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    options.setIntraOpNumThreads(threads);
    try {
      provider.addTo(options, device);
    } catch (OrtException e) {
      if (!fallBack) {
        options.close();
        throw new UnsupportedOperationException(noProvider(e), e);
      }
      logger.warning(() -> noProvider(e) + ". It runs on the processor.");
    }
    return options;
  }

  private String noProvider(OrtException e) {
    return provider.isBuiltIn()
        ? String.format(
            "Expected device %d to run %s, found that ONNX Runtime cannot: %s",
            device, provider, e.getMessage())
        : String.format(
            "Expected an ONNX Runtime with the provider %s, found one with %s: put"
                + " com.microsoft.onnxruntime:onnxruntime_gpu in the place of onnxruntime",
            provider, OrtEnvironment.getAvailableProviders());
  }
}
