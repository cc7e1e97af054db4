package org.lateo.app.verb;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.lateo.app.input.InputException;

/** The library's refusals as the user's mistakes. */
public final class Refusals {
  /** Where an option is not named after its field. */
  private static final Map<String, String> OPTION_OF_FIELD =
      Map.ofEntries(
          Map.entry("averaging", "average"),
          Map.entry("batchSize", "batch"),
          Map.entry("decoderHidden", "hidden"),
          Map.entry("freeBits", "free-bits"),
          Map.entry("gradientClipping", "clip"),
          Map.entry("learningRate", "learning-rate"),
          Map.entry("minimumImprovement", "minimum-improvement"),
          Map.entry("refinement", "refine"),
          Map.entry("refinementShare", "refine-share"),
          Map.entry("rules", "column-likelihood"),
          Map.entry("warmUp", "warm-up"),
          Map.entry("weightPrior", "weight-prior"));

  private static final Pattern ROW_FROM_ZERO = Pattern.compile("row (\\d{1,9}) \\(from 0\\)");

  private static final String CAUSE = " (caused by ";

  private Refusals() {}

  /** What an option stands for; a refusal names the option. */
  public static <T> T option(String name, Supplier<T> value) {
    return guarded("--" + name + ": ", row -> row, value);
  }

  /** The value of an option; one out of its range is refused, naming the option. */
  public static int inRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      String bound =
          value > most ? "at most " + most : least == 0 ? "0 or more" : "at least " + least;
      throw new InputException("--" + name + ": expected " + bound + ", found " + value);
    }
    return value;
  }

  /** What is built of options; a refusal of a field names its option. */
  public static <T> T fields(Supplier<T> value) {
    try {
      return value.get();
    } catch (PropertyException e) {
      String option = OPTION_OF_FIELD.getOrDefault(e.getProperty(), e.getProperty());
      throw new InputException("--" + option + ": " + uncapitalised(reason(e)), e);
    }
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

  /** What comes of the user's data, all rows of a file; a refusal says what of it. */
  public static <T> T data(String file, Supplier<T> work) {
    return guarded(file + ": ", row -> row, work);
  }

  /**
   * As above.
   *
   * @param rows the rows of the file that are worked on, from 0 and in their order
   */
  public static <T> T data(String file, int[] rows, Supplier<T> work) {
    return guarded(file + ": ", row -> row < rows.length ? rows[row] : row, work);
  }

  private static <T> T guarded(String start, IntUnaryOperator rows, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (IllegalArgumentException e) {
      throw new InputException(start + uncapitalised(fromOne(e.getMessage(), rows)), e);
    }
  }

  /** The library counts rows from 0 and says so; files are counted from 1. */
  private static String fromOne(String message, IntUnaryOperator rows) {
    return ROW_FROM_ZERO
        .matcher(message)
        .replaceAll(m -> "row " + (1 + rows.applyAsInt(Integer.parseInt(m.group(1)))));
  }

  /** OLCUT repeats the cause behind the message. */
  private static String reason(PropertyException e) {
    String message = e.getMsg();
    int cause = e.getCause() == null ? -1 : message.indexOf(CAUSE);
    return cause < 0 ? message : message.substring(0, cause);
  }

  private static String uncapitalised(String message) {
    return message.startsWith("Expected ") ? "e" + message.substring(1) : message;
  }
}
