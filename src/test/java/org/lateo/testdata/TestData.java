package org.lateo.testdata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the files of {@code test-data} into the folder given as the only argument. */
public final class TestData {
  static final int DIGITS_TRAIN = 5000;
  static final int DIGITS_TEST = 1000;
  static final int TELEMETRY_TRAIN = 5000;
  static final int TELEMETRY_TEST = 2000;
  private static final long DIGITS_SEED = 20240601;
  private static final long TELEMETRY_SEED = 20240701;

  private TestData() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("Expected one folder, arguments=" + arguments.length);
    }
    System.setProperty("java.awt.headless", "true");
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    write(folder, telemetry());
    write(folder, digits("train", DigitSet.draw(DIGITS_SEED, DIGITS_TRAIN)));
    write(folder, digits("test", DigitSet.draw(DIGITS_SEED + 1, DIGITS_TEST)));
  }

  /** File name without {@code .gz} to content. */
  static Map<String, byte[]> telemetry() {
    List<TelemetryRow> train = TelemetrySet.sound(TELEMETRY_SEED, TELEMETRY_TRAIN);
    List<TelemetryRow> test = TelemetrySet.mixed(TELEMETRY_SEED + 1, TELEMETRY_TEST);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("telemetry-train.csv", bytes(TelemetryCsv.data(train)));
    files.put("telemetry-test.csv", bytes(TelemetryCsv.data(test)));
    files.put("telemetry-test-faults.csv", bytes(TelemetryCsv.faults(test)));
    return files;
  }

  /** File name without {@code .gz} to content; {@code part} is train or test. */
  static Map<String, byte[]> digits(String part, DigitSet digits) {
    String prefix = "digits-" + part;
    return Map.of(
        prefix + "-images-idx3-ubyte", IdxFile.images(digits.images(), DigitPainter.SIDE),
        prefix + "-labels-idx1-ubyte", IdxFile.labels(digits.labels()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(Path folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      GzipFile.write(folder.resolve(file.getKey() + ".gz"), file.getValue());
    }
  }
}
