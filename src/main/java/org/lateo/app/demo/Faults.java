package org.lateo.app.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.lateo.likelihood.ColumnSummary;

/**
 * What is wrong with each row of telemetry.
 *
 * @param kinds the kind of fault of each row, {@code none} for a sound row, {@code [rows]}
 * @param sensors the faulty sensors of each row by the names that explanations use, which for
 *     columns of a field is the field's, {@code [rows][any]}
 */
record Faults(List<String> kinds, List<List<String>> sensors) {
  static final String SOUND = "none";

  /** Reads a gzipped file of lines {@code row,fault,faulty_sensor}, sensors joined by a bar. */
  static Faults read(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String[]> cells = lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
      return new Faults(
          cells.stream().map(row -> row[1]).toList(),
          cells.stream().map(row -> sensors(row[2])).toList());
    }
  }

  private static List<String> sensors(String joined) {
    return Arrays.stream(joined.split("\\|", -1))
        .map(sensor -> ColumnSummary.groupOf(sensor).orElse(sensor))
        .distinct()
        .toList();
  }

  /** Every sensor that a kind of fault changes in some row. */
  List<String> sensorsOf(String kind) {
    return IntStream.range(0, kinds.size())
        .filter(row -> kinds.get(row).equals(kind))
        .mapToObj(sensors::get)
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .toList();
  }

  boolean isSound(int row) {
    return kinds.get(row).equals(SOUND);
  }
}
