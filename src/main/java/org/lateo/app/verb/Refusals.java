package org.lateo.app.verb;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.lateo.app.input.InputException;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.lateo.tables.TableException;

/** Turns exceptions of the library into messages that name the user's option or row. */
public final class Refusals {
  /** The options that are not named after their field. */
  private static final Map<String, String> OPTION_OF_FIELD =
      Map.ofEntries(
          Map.entry("averaging", "average"),
          Map.entry("batchSize", "batch"),
          Map.entry("bayesianDecoder", "bayesian-decoder"),
          Map.entry("contraction", "contractive"),
          Map.entry("decoderHidden", "hidden"),
          Map.entry("freeBits", "free-bits"),
          Map.entry("gradientClipping", "clip"),
          Map.entry("learningRate", "learning-rate"),
          Map.entry("masking", "mask"),
          Map.entry("minimumImprovement", "minimum-improvement"),
          Map.entry("noise", "denoise"),
          Map.entry("refinement", "refine"),
          Map.entry("refinementShare", "refine-share"),
          Map.entry("rules", "column-likelihood"),
          Map.entry("sameOrder", "same-order"),
          Map.entry("sparsity", "sparse"),
          Map.entry("warmUp", "warm-up"),
          Map.entry("weightPrior", "weight-prior"));

  private static final Pattern ROW_FROM_ZERO = Pattern.compile("row (\\d{1,9}) \\(from 0\\)");

  private static final String CAUSE = " (caused by ";

  private Refusals() {}

  /** A value made of an option; a refusal names the option. */
  public static <T> T option(String name, Supplier<T> value) {
    return guarded("--" + name + ": ", row -> row, value);
  }

  /** The value of an option, refused unless it is in a range; a refusal names the option. */
  public static int inRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      String bound =
          value > most ? "at most " + most : least == 0 ? "0 or more" : "at least " + least;
      throw new InputException("--" + name + ": expected " + bound + ", found " + value);
    }
    return value;
  }

  /** A trainer or part built of options; a refusal of a field names the field's option. */
  public static <T> T fields(Supplier<T> value) {
    try {
      return value.get();
    } catch (PropertyException e) {
      String option = OPTION_OF_FIELD.getOrDefault(e.getProperty(), e.getProperty());
      throw new InputException("--" + option + ": " + uncapitalised(reason(e)), e);
    }
  }

  /** As {@link #part(String, Supplier)}, of a part given as text. */
  public static <T extends Part> T part(String name, Class<T> type, String text) {
    return part(name, () -> PartKind.of(type).parse(text));
  }

  /** A part with its settings; a refusal names the setting's own option, or the part's. */
  public static <T> T part(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof PropertyException p) {
        String own = OPTION_OF_FIELD.getOrDefault(p.getProperty(), name + ": " + p.getProperty());
        throw new InputException("--" + own + ": " + uncapitalised(reason(p)), e);
      }
      throw new InputException("--" + name + ": " + uncapitalised(e.getMessage()), e);
    }
  }

  /** A result computed from all rows of a file; a refusal names the file, and the row from 1. */
  public static <T> T data(String file, Supplier<T> work) {
    return guarded(file + ": ", row -> row, work);
  }

  /**
   * As above.
   *
   * @param rows the numbers, from 1, of the file's rows that are used, in their order
   */
  public static <T> T data(String file, int[] rows, Supplier<T> work) {
    return guarded(file + ": ", row -> row < rows.length ? rows[row] - 1 : row, work);
  }

  private static <T> T guarded(String start, IntUnaryOperator rows, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (TableException e) { // Names file and row itself.
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InputException(start + uncapitalised(fromOne(e.getMessage(), rows)), e);
    }
  }

  /** The message with rows counted from 1, as in files; the library counts from 0 and says so. */
  private static String fromOne(String message, IntUnaryOperator rows) {
    return ROW_FROM_ZERO
        .matcher(message)
        .replaceAll(m -> "row " + (1 + rows.applyAsInt(Integer.parseInt(m.group(1)))));
  }

  /** The message without the cause, which OLCUT repeats at its end. */
  private static String reason(PropertyException e) {
    String message = e.getMsg();
    int cause = e.getCause() == null ? -1 : message.indexOf(CAUSE);
    return cause < 0 ? message : message.substring(0, cause);
  }

  /** A message of the library as it follows a colon. */
  public static String uncapitalised(String message) {
    boolean sentence = message.startsWith("Expected ") || message.startsWith("Training ");
    return sentence
        ? message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1)
        : message;
  }
}
