package org.lateo.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.VAEModel;
import org.lateo.output.LatentCode;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.ImageGrid;
import org.lateo.report.page.ImageGrid.ImageRow;
import org.lateo.report.page.Section;
import org.lateo.tables.ImageSize;
import org.tribuo.Example;
import org.tribuo.Feature;

/**
 * The parts of a report that show rows beside their reconstructions, and generated rows.
 *
 * @param rows those that are shown
 * @param scored their codes
 */
record ReconstructionSections(
    Facts facts, VAEModel model, List<? extends Example<?>> rows, List<LatentCode> scored) {
  private static final int ACROSS = 12;
  private static final int DOWN = 3;
  private static final int TABLE_FEATURES = 12;
  private static final long SEED = 1;

  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    if (!rows.isEmpty()) {
      sections.add(facts.images().map(this::images).orElseGet(this::table));
    }
    facts.images().filter(size -> model.hasPrior()).map(this::generated).ifPresent(sections::add);
    return sections;
  }

  /** The rows by how well they are restored, the best first. */
  private List<Integer> order() {
    return IntStream.range(0, rows.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scored.get(i).getReconstruction()))
        .toList();
  }

  private Section images(ImageSize size) {
    List<Integer> order = order();
    int count = Math.min(ACROSS, order.size());
    List<Integer> worst = order.subList(order.size() - count, order.size());
    return new Section(
        "Reconstructions, best and worst",
        String.format(
            Locale.ROOT,
            "Each image of %d pixels is reduced to %d numbers and drawn again from these alone.",
            size.height() * size.width(),
            model.latent()),
        grid("The rows that are restored best.", size, order.subList(0, count)),
        grid(
            "The rows that are restored worst: what they have and others have not is lost.",
            size,
            worst));
  }

  private ImageGrid grid(String caption, ImageSize size, List<Integer> shown) {
    return new ImageGrid(
        caption,
        size.height(),
        size.width(),
        List.of(
            ImageRow.of("original", shown.size(), i -> values(shown.get(i), 0)),
            ImageRow.of("restored", shown.size(), i -> model.reconstruct(rows.get(shown.get(i))))));
  }

  private Section generated(ImageSize size) {
    double[][] samples = model.sample(ACROSS * DOWN, SEED);
    List<ImageRow> grid =
        IntStream.range(0, DOWN)
            .mapToObj(row -> ImageRow.of("", ACROSS, i -> samples[row * ACROSS + i]))
            .toList();
    return new Section(
        "Images that are in no file",
        "Codes are drawn at random, and the model decodes them.",
        new ImageGrid(
            "The more of them could pass for real, the better the model has learned what the data"
                + " look like.",
            size.height(),
            size.width(),
            grid));
  }

  private Section table() {
    List<Integer> order = order();
    int best = order.get(0);
    int worst = order.get(order.size() - 1);
    List<String> names = facts.features();
    List<double[]> columns =
        Stream.of(best, worst)
            .flatMap(row -> Stream.of(values(row, Double.NaN), model.reconstruct(rows.get(row))))
            .toList();
    List<List<String>> lines =
        IntStream.range(0, Math.min(TABLE_FEATURES, names.size()))
            .mapToObj(f -> line(names.get(f), f, columns))
            .toList();
    return new Section(
        "Reconstructions, best and worst",
        "Each row is reduced to its code and computed again from the code alone.",
        new DataTable(
            String.format(
                Locale.ROOT,
                "Row %s is restored best, with %s nats, and row %s worst, with %s; shown are the"
                    + " first columns. What is close the code has kept, the rest it holds for noise.",
                facts.rowNumber(best),
                Facts.number(scored.get(best).getReconstruction()),
                facts.rowNumber(worst),
                Facts.number(scored.get(worst).getReconstruction())),
            List.of("column", "best row", "restored", "worst row", "restored"),
            lines));
  }

  private static List<String> line(String name, int feature, List<double[]> columns) {
    List<String> line = new ArrayList<>(List.of(Facts.name(name)));
    for (double[] column : columns) {
      line.add(
          Double.isNaN(column[feature])
              ? "missing"
              : String.format(Locale.ROOT, "%.4g", column[feature]));
    }
    return line;
  }

  /** The features of a row in the order of their names, {@code [columns]}. */
  private double[] values(int row, double missing) {
    return facts.features().stream().mapToDouble(name -> value(row, name, missing)).toArray();
  }

  private double value(int row, String name, double missing) {
    for (Feature feature : rows.get(row)) {
      if (feature.getName().equals(name)) {
        return feature.getValue();
      }
    }
    return model.mayMiss(name) ? missing : 0;
  }
}
