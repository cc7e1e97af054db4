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
 * @param provider the hardware that is computed on
 * @param device the number of the GPU, from 0; not read for {@link ExecutionProvider#CPU}
 * @param fallBack whether to compute on the processor, with a warning, if the provider is not
 *     available
 * @param threads the most threads of a call on the processor; 0 for one per core
 * @param batching whether the rows of concurrent callers are run together
 */
public record SessionSettings(
    ExecutionProvider provider, int device, boolean fallBack, int threads, Batching batching) {
  private static final Logger logger = Logger.getLogger(SessionSettings.class.getName());

  /** On the processor, one thread per core, each call run by itself. */
  public static final SessionSettings DEFAULT =
      new SessionSettings(ExecutionProvider.CPU, 0, false, 0, new Batching(1, 0));

  /**
   * When the rows of concurrent callers are run together.
   *
   * @param rows the most rows of a run; 1 to run each call by itself
   * @param microseconds the longest time that the first caller waits for others
   */
  public record Batching(int rows, int microseconds) {
    /** Refuses with {@link IllegalArgumentException} numbers outside these bounds. */
    public Batching {
      if (rows < 1) {
        throw new IllegalArgumentException("rows: expected 1 or more, found " + rows);
      }
      requireNotNegative("microseconds", microseconds);
    }
  }

  /** Refuses with {@link IllegalArgumentException} negative numbers. */
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

  /** A copy with the first device of a provider, without falling back to the processor. */
  public SessionSettings on(ExecutionProvider other) {
    return new SessionSettings(other, 0, false, threads, batching);
  }

  /** A copy that falls back to the processor, with a warning, if the provider is not available. */
  public SessionSettings orProcessor() {
    return new SessionSettings(provider, device, true, threads, batching);
  }

  /** A copy with a number of threads for each call; 0 for one per core. */
  public SessionSettings threads(int count) {
    return new SessionSettings(provider, device, fallBack, count, batching);
  }

  /**
   * A copy with which the rows of concurrent callers are run together: one run of 16 rows costs
   * less than 16 runs of one row. ONNX Runtime chooses its kernels by the number of rows, so that
   * the last digit of a row's results may depend on the rows it is run with.
   *
   * @param rows the most rows of a run
   * @param microseconds the longest time that the first caller waits for others
   */
  public SessionSettings batching(int rows, int microseconds) {
    return new SessionSettings(
        provider, device, fallBack, threads, new Batching(rows, microseconds));
  }

  /**
   * These settings as ONNX Runtime takes them.
   *
   * @throws UnsupportedOperationException if the provider is not available, saying why
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
