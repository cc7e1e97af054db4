package org.lateo.app.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ModelRows;
import org.lateo.app.report.DataTable;
import org.lateo.app.report.ImageGrid;
import org.lateo.app.report.ImageGrid.ImageRow;
import org.lateo.app.report.Section;
import org.lateo.output.Encodes;
import org.lateo.output.Generates;
import org.lateo.output.LatentCode;
import org.lateo.tables.ImageSize;
import org.tribuo.Example;

/** The parts of a report that show rows, their reconstructions, and generated rows. */
final class ReconstructionSections {
  private static final int ACROSS = 12;
  private static final int DOWN = 4;
  private static final int TABLE_ROWS = 3;
  private static final int TABLE_FEATURES = 15;
  private static final long SEED = 1;

  private ReconstructionSections() {}

  static List<Section> of(
      Capable<Encodes> found, List<Example<LatentCode>> rows, Optional<ImageSize> images) {
    if (images.isEmpty()) {
      return List.of(table(found, rows));
    }
    List<Section> sections = new ArrayList<>(List.of(images(found, rows, images.get())));
    Capable.of(found.model(), Generates.class).stream()
        .map(generator -> generated(generator.can(), images.get()))
        .forEach(sections::add);
    return sections;
  }

  private static Section images(
      Capable<Encodes> found, List<Example<LatentCode>> rows, ImageSize size) {
    List<String> names = ModelRows.features(found.model());
    int count = Math.min(ACROSS, rows.size());
    return new Section(
        "Reconstructions",
        String.format(
            Locale.ROOT,
            "Each image of %d pixels is reduced to %d numbers, its code, and drawn again from these"
                + " numbers alone.",
            size.height() * size.width(),
            found.can().latent()),
        List.of(
            new ImageGrid(
                "The code has kept what the images of a pair have in common, and lost what is"
                    + " blurred or missing in the lower one.",
                size.height(),
                size.width(),
                List.of(
                    ImageRow.of("original", count, i -> values(names, rows.get(i))),
                    ImageRow.of(
                        "reconstruction", count, i -> found.can().reconstruct(rows.get(i)))))));
  }

  private static Section generated(Generates model, ImageSize size) {
    double[][] samples = model.sample(ACROSS * DOWN, SEED);
    List<ImageRow> grid =
        IntStream.range(0, DOWN)
            .mapToObj(row -> ImageRow.of("", ACROSS, i -> samples[row * ACROSS + i]))
            .toList();
    return new Section(
        "Generated images",
        "None of these is in the data: codes are drawn at random, and the model decodes them.",
        List.of(
            new ImageGrid(
                "The more of them could pass for real, the better the model has learned what the"
                    + " data look like.",
                size.height(),
                size.width(),
                grid)));
  }

  private static Section table(Capable<Encodes> found, List<Example<LatentCode>> rows) {
    List<String> names = ModelRows.features(found.model());
    int count = Math.min(TABLE_ROWS, rows.size());
    List<String> header = new ArrayList<>(List.of("feature"));
    List<double[]> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      header.add("row " + (i + 1));
      header.add("reconstruction");
      columns.add(values(names, rows.get(i)));
      columns.add(found.can().reconstruct(rows.get(i)));
    }
    List<List<String>> cells = new ArrayList<>();
    for (int f = 0; f < Math.min(TABLE_FEATURES, names.size()); f++) {
      List<String> line = new ArrayList<>(List.of(names.get(f)));
      for (double[] column : columns) {
        line.add(String.format(Locale.ROOT, "%.4g", column[f]));
      }
      cells.add(line);
    }
    return new Section(
        "Reconstructions",
        "Each row is reduced to its code and computed again from the code alone.",
        List.of(
            new DataTable(
                "The first rows beside their reconstructions, for the first features. The code has"
                    + " kept the values that are close, and treated differences as noise.",
                header,
                cells)));
  }

  /** The features of a row in the order of their names, {@code [columns]}. */
  private static double[] values(List<String> names, Example<LatentCode> row) {
    return names.stream()
        .map(row::lookup)
        .mapToDouble(feature -> feature == null ? 0 : feature.getValue())
        .toArray();
  }
}
