package org.lateo.app.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lateo.app.input.ImageSize;
import org.lateo.app.model.Capable;
import org.lateo.app.model.ModelRows;
import org.lateo.app.report.DataTable;
import org.lateo.app.report.ImageGrid;
import org.lateo.app.report.ImageGrid.ImageRow;
import org.lateo.app.report.Section;
import org.lateo.output.Encodes;
import org.lateo.output.Generates;
import org.lateo.output.LatentCode;
import org.tribuo.Example;

/** The parts of a report that show rows, what comes back of them, and rows made up. */
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
        .map(generator -> madeUp(generator.can(), images.get()))
        .forEach(sections::add);
    return sections;
  }

  private static Section images(
      Capable<Encodes> found, List<Example<LatentCode>> rows, ImageSize size) {
    List<String> names = ModelRows.features(found.model());
    List<float[]> originals = new ArrayList<>();
    List<float[]> reconstructions = new ArrayList<>();
    for (Example<LatentCode> row : rows.subList(0, Math.min(ACROSS, rows.size()))) {
      originals.add(ImageGrid.grey(values(names, row)));
      reconstructions.add(ImageGrid.grey(found.can().reconstruct(row)));
    }
    return new Section(
        "There and back",
        String.format(
            Locale.ROOT,
            "Each image of %d pixels is squeezed into %d numbers, its code, and drawn again from"
                + " these alone.",
            size.height() * size.width(),
            found.can().latent()),
        List.of(
            new ImageGrid(
                "What the pairs have in common the code has kept; what is blurred or gone it has"
                    + " not.",
                size.height(),
                size.width(),
                List.of(
                    new ImageRow("as it was", originals),
                    new ImageRow("as it comes back", reconstructions)))));
  }

  private static Section madeUp(Generates model, ImageSize size) {
    List<ImageRow> grid = new ArrayList<>();
    double[][] samples = model.sample(ACROSS * DOWN, SEED);
    for (int row = 0; row < DOWN; row++) {
      List<float[]> across = new ArrayList<>();
      for (int i = 0; i < ACROSS; i++) {
        across.add(ImageGrid.grey(samples[row * ACROSS + i]));
      }
      grid.add(new ImageRow("", across));
    }
    return new Section(
        "Made up",
        "None of these is in the data: the codes are drawn at random and the model paints them.",
        List.of(
            new ImageGrid(
                "The more of them could pass for real, the better the model knows what the data"
                    + " look like.",
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
      header.add("back");
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
        "There and back",
        "Each row is squeezed into its code and written again from the code alone.",
        List.of(
            new DataTable(
                "The first rows beside what comes back of them, for the first features: what is"
                    + " close the code has kept, what is not it took for noise.",
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
