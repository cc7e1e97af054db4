package org.lateo.app;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Map;
import java.util.function.Supplier;
import org.lateo.app.input.InputException;

/** The library's refusals as the user's mistakes. */
final class Usage {
  /** Where an option is not named after its field. */
  private static final Map<String, String> OPTION_OF_FIELD =
      Map.of(
          "batchSize", "batch",
          "learningRate", "learning-rate",
          "gradientClipping", "clip",
          "weightPrior", "weight-prior",
          "minimumImprovement", "minimum-improvement",
          "freeBits", "free-bits",
          "warmUp", "warm-up",
          "rules", "column-likelihood");

  private Usage() {}

  /** What an option stands for; a refusal names the option. */
  static <T> T option(String name, Supplier<T> value) {
    return guarded("--" + name + ": ", value);
  }

  /** What is built of options; a refusal of a field names its option. */
  static <T> T fields(Supplier<T> value) {
    try {
      return value.get();
    } catch (PropertyException e) {
      String option = OPTION_OF_FIELD.getOrDefault(e.getProperty(), e.getProperty());
      throw new InputException("--" + option + ": " + uncapitalised(e.getMsg()), e);
    }
  }

  /** A part with its settings; a refusal names the setting's own option, or the part's. */
  static <T> T part(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof PropertyException p) {
        String own = OPTION_OF_FIELD.getOrDefault(p.getProperty(), name + ": " + p.getProperty());
        throw new InputException("--" + own + ": " + uncapitalised(p.getMsg()), e);
      }
      throw new InputException("--" + name + ": " + uncapitalised(e.getMessage()), e);
    }
  }

  /** What comes of the user's data; a refusal says what of it. */
  static <T> T data(String file, Supplier<T> work) {
    return guarded(file + ": ", work);
  }

  private static <T> T guarded(String start, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (IllegalArgumentException e) {
      throw new InputException(start + uncapitalised(e.getMessage()), e);
    }
  }

  private static String uncapitalised(String message) {
    return message.startsWith("Expected ") ? "e" + message.substring(1) : message;
  }
}
