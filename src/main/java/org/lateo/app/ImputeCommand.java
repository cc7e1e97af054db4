package org.lateo.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lateo.ImputedRow;
import org.lateo.LatentCode;
import org.lateo.VAEModel;
import org.lateo.app.input.InputException;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.app.progress.RowProgress;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.nn.Sizes;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes rows with their missing values filled in. */
@Command(
    name = "impute",
    customSynopsis = "lateo impute --model=FILE --data=FILE --out=FILE [OPTIONS]",
    description =
        "Write the model's columns of each row as CSV, missing values filled in, and the response"
            + " if it is named.")
final class ImputeCommand extends Verb {
  private static final int ROWS_AT_ONCE = 100;

  @Mixin ModelArgument model;
  @Mixin DataArguments data;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV file.")
  Path out;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Importance samples a row; more are closer, 0 takes the posterior mean, which is faster"
              + " (default: ${DEFAULT-VALUE}).")
  int samples;

  @Option(
      names = "--probabilities",
      description =
          "Write probabilities for the columns of a missing field, not 1 for its most probable"
              + " value and 0 for others.")
  boolean probabilities;

  ImputeCommand(Console console) {
    super(console);
  }

  @Override
  Results run() throws IOException {
    if (samples < 0 || samples > Sizes.SAMPLES) {
      throw new InputException(
          "--samples: expected "
              + (samples < 0 ? "0 or more" : "at most " + Sizes.SAMPLES)
              + ", found "
              + samples);
    }
    try (OutputFile file = OutputFile.at(out)) {
      VAEModel encoder = model.readEncoder();
      Sheet sheet = ModelRows.read(data, encoder);
      MutableDataset<LatentCode> rows = ModelRows.of(console, sheet, OutputKind.none(), encoder);
      ImpossibleRows.of(encoder, rows, sheet).refuse();
      List<ImputedRow> imputed = Usage.option("model", () -> impute(encoder, rows.getData()));
      write(imputed, encoder.featureNames(), sheet, file);
      long cells = imputed.stream().mapToLong(ImputedRow::imputedCells).sum();
      console.say("Filled %,d cells of %,d rows in and wrote %s", cells, rows.size(), out);
      return new Results().with("rows", rows.size()).with("imputed", cells);
    }
  }

  private List<ImputedRow> impute(VAEModel encoder, List<Example<LatentCode>> rows) {
    List<ImputedRow> imputed = new ArrayList<>();
    try (RowProgress progress = console.rowProgress("imputing", rows.size())) {
      for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
        var some = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
        imputed.addAll(samples == 0 ? encoder.impute(some) : encoder.impute(some, samples));
        progress.done(imputed.size());
      }
    }
    return imputed;
  }

  private void write(List<ImputedRow> rows, List<String> names, Sheet sheet, OutputFile file)
      throws IOException {
    Optional<String> response = data.responseName();
    try (CsvFile csv = CsvFile.at(file.temporary())) {
      List<String> columns = columns(names, sheet);
      Map<String, Integer> positions = new HashMap<>();
      names.forEach(name -> positions.put(name, positions.size()));
      List<String> header = new ArrayList<>(columns);
      response.ifPresent(header::add);
      csv.write(header);
      for (int i = 0; i < rows.size(); i++) {
        List<String> cells = cells(rows.get(i), columns, positions, sheet.fields());
        if (response.isPresent()) {
          cells.add(sheet.rows().get(i).response().orElse(""));
        }
        csv.write(cells);
      }
    }
    file.commit();
  }

  /** The model's features, those of a column of categories as that column, as it was read. */
  private List<String> columns(List<String> features, Sheet sheet) {
    if (probabilities) {
      return features;
    }
    return features.stream()
        .map(name -> ColumnSummary.groupOf(name).filter(sheet.fields()::contains).orElse(name))
        .distinct()
        .toList();
  }

  private List<String> cells(
      ImputedRow row, List<String> columns, Map<String, Integer> positions, Set<String> fields) {
    List<String> cells = new ArrayList<>();
    for (String column : columns) {
      if (fields.contains(column) && !probabilities) {
        cells.add(row.category(column).orElse(""));
      } else {
        int c = positions.get(column);
        cells.add(Float.toString((float) (probabilities ? row.values()[c] : row.value(c))));
      }
    }
    return cells;
  }
}
