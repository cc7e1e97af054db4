package org.lateo.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the committed files of test-data hold; needs no font. */
class TestDataFilesTest {
  private static final Path FOLDER = Path.of("test-data");
  private static final int SENSORS = 13;
  private static final int COLUMNS = 22;

  @Test
  void telemetryIsWhatTheGeneratorWrites() throws IOException {
    for (Map.Entry<String, byte[]> file : TestData.telemetry().entrySet()) {
      assertArrayEquals(file.getValue(), read(file.getKey()), file.getKey());
    }
  }

  @Test
  void digitImagesHaveTheirShapeAndUseTheGreyRange() throws IOException {
    assertImages("digits-train-images-idx3-ubyte", TestData.DIGITS_TRAIN);
    assertImages("digits-test-images-idx3-ubyte", TestData.DIGITS_TEST);
  }

  @Test
  void everyTenDigitLabelsHoldEachClassOnce() throws IOException {
    assertLabels("digits-train-labels-idx1-ubyte", TestData.DIGITS_TRAIN);
    assertLabels("digits-test-labels-idx1-ubyte", TestData.DIGITS_TEST);
  }

  @Test
  void telemetryHasItsCountsAndClasses() throws IOException {
    assertStatuses("telemetry-train.csv", Map.of("EXPECTED", TestData.TELEMETRY_TRAIN));
    int faulty = TestData.TELEMETRY_TEST / TelemetrySet.FAULTY_EVERY;
    int sound = TestData.TELEMETRY_TEST - faulty;
    assertStatuses("telemetry-test.csv", Map.of("EXPECTED", sound, "ANOMALOUS", faulty));
  }

  @Test
  void oneHotColumnsHoldOneValueToAField() throws IOException {
    for (String[] cells : rows("telemetry-test.csv")) {
      int column = SENSORS;
      for (Field field : Field.values()) {
        int next = column + field.columns().size();
        String[] values = Arrays.copyOfRange(cells, column, next);
        assertEquals(1, Arrays.stream(values).mapToInt(Integer::parseInt).sum());
        column = next;
      }
    }
  }

  @Test
  void sensorsStayPhysical() throws IOException {
    for (String[] cells : rows("telemetry-test.csv")) {
      for (int sensor = 0; sensor < SENSORS; sensor++) {
        double value = Double.parseDouble(cells[sensor]);
        assertTrue(value > -20 && value < 3000, () -> String.join(",", cells));
      }
    }
  }

  @Test
  void faultFileAgreesWithTheStatuses() throws IOException {
    List<String[]> data = rows("telemetry-test.csv");
    List<String[]> faults = rows("telemetry-test-faults.csv");
    Map<String, Integer> kinds = new HashMap<>();
    for (int row = 0; row < data.size(); row++) {
      String[] fault = faults.get(row);
      assertEquals(row + 1, Integer.parseInt(fault[0]));
      assertEquals(data.get(row)[COLUMNS - 1].equals("EXPECTED"), fault[1].equals("none"));
      assertEquals(fault[1].equals("none"), fault[2].isEmpty());
      kinds.merge(fault[1], 1, Integer::sum);
    }
    for (Fault fault : Fault.values()) {
      assertEquals(50, kinds.get(fault.label()), fault.label());
    }
  }

  private static void assertImages(String name, int rows) throws IOException {
    int side = DigitPainter.SIDE;
    byte[] file = read(name);
    ByteBuffer header = ByteBuffer.wrap(file);
    assertEquals(0x803, header.getInt());
    assertArrayEquals(
        new int[] {rows, side, side},
        new int[] {header.getInt(), header.getInt(), header.getInt()});
    assertEquals(rows * side * side, header.remaining());
    assertGreyRange(file, header.position());
  }

  /** Ink covers 10 to 30 % of the paper on average, and both ends of the range occur. */
  private static void assertGreyRange(byte[] file, int from) {
    int[] levels = new int[256];
    double sum = 0;
    for (int i = from; i < file.length; i++) {
      levels[file[i] & 0xff]++;
      sum += (file[i] & 0xff) / 255.0;
    }
    double mean = sum / (file.length - from);
    assertTrue(levels[0] > 0 && levels[255] > 0);
    assertTrue(mean > 0.1 && mean < 0.3, () -> "mean=" + mean);
  }

  private static void assertLabels(String name, int rows) throws IOException {
    byte[] file = read(name);
    ByteBuffer header = ByteBuffer.wrap(file);
    assertEquals(0x801, header.getInt());
    assertEquals(rows, header.getInt());
    assertEquals(rows, header.remaining());
    for (int i = 8; i < file.length; i += 10) {
      byte[] ten = Arrays.copyOfRange(file, i, i + 10);
      Arrays.sort(ten);
      assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, ten);
    }
  }

  private static void assertStatuses(String name, Map<String, Integer> expected)
      throws IOException {
    Map<String, Integer> found = new HashMap<>();
    for (String[] cells : rows(name)) {
      assertEquals(COLUMNS, cells.length);
      found.merge(cells[COLUMNS - 1], 1, Integer::sum);
    }
    assertEquals(expected, found);
  }

  /** Cells of each line after the header. */
  private static List<String[]> rows(String name) throws IOException {
    String text = new String(read(name), StandardCharsets.US_ASCII);
    return text.lines().skip(1).map(line -> line.split(",", -1)).toList();
  }

  private static byte[] read(String name) throws IOException {
    return GzipFile.read(FOLDER.resolve(name + ".gz"));
  }
}
