package org.lateo.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.output.LatentCodeInfo;
import org.lateo.report.page.Block;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.ImageGrid;
import org.lateo.report.page.ImageGrid.ImageRow;
import org.lateo.report.page.Section;

/**
 * The part of a report that shows what a number of the code stands for: rows decoded while it alone
 * changes.
 *
 * @param order the dimensions, those that hold most first
 */
record TraversalSection(Facts facts, VAEModel model, List<Integer> order) {
  /** The prior has 95 % of its probability between minus and plus this. */
  private static final double FAR = 2;

  private static final int STEPS = 11;
  private static final int MOST_DIMENSIONS = 8;
  private static final int CHANGES = 3;

  Section section() {
    return new Section(
        "What the numbers of the code stand for",
        model.hasPrior()
            ? "One number of the code goes from −2 to 2 while the others stay at 0, and the code is"
                + " decoded."
            : "One number of the code goes from −2 to 2 standard deviations around its mean over the"
                + " training rows while the others stay at theirs, and the code is decoded.",
        facts
            .images()
            .<Block>map(size -> images(size.height(), size.width()))
            .orElseGet(this::table));
  }

  private String name(int dimension) {
    return ((LatentCodeInfo) model.getOutputIDInfo()).getNames()[dimension];
  }

  private double[] decoded(int dimension, double value) {
    LatentCodeInfo info = (LatentCodeInfo) model.getOutputIDInfo();
    double[] z = new double[model.latent()];
    if (model.hasPrior()) {
      z[dimension] = value;
    } else {
      Arrays.setAll(z, info::getMean);
      z[dimension] += value * model.codeDeviations()[dimension];
    }
    return model.decode(z);
  }

  private ImageGrid images(int height, int width) {
    List<ImageRow> rows =
        order.stream()
            .limit(MOST_DIMENSIONS)
            .map(
                d ->
                    ImageRow.of(name(d), STEPS, i -> decoded(d, FAR * (2.0 * i / (STEPS - 1) - 1))))
            .toList();
    return new ImageGrid(
        "From −2 at the left to 2 at the right, for the dimensions that hold most.",
        height,
        width,
        rows);
  }

  private DataTable table() {
    return new DataTable(
        "The columns that change most beside their range over all dimensions, for the dimensions that"
            + " hold most.",
        List.of("dimension", "what changes from −2 to 2"),
        order.stream().limit(MOST_DIMENSIONS).map(d -> List.of(name(d), changes(d))).toList());
  }

  private String changes(int dimension) {
    double[] low = decoded(dimension, -FAR);
    double[] high = decoded(dimension, FAR);
    double[] scale = scale();
    List<String> names = facts.features();
    return IntStream.range(0, low.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -Math.abs(high[c] - low[c]) / scale[c]))
        .limit(CHANGES)
        .map(
            c ->
                String.format(
                    Locale.ROOT, "%s %.3g → %.3g", Facts.name(names.get(c)), low[c], high[c]))
        .collect(Collectors.joining("\n"));
  }

  /** How far each column goes in any dimension, {@code [columns]}, never 0. */
  private double[] scale() {
    double[] scale = new double[facts.features().size()];
    for (int d = 0; d < model.latent(); d++) {
      double[] low = decoded(d, -FAR);
      double[] high = decoded(d, FAR);
      for (int c = 0; c < scale.length; c++) {
        scale[c] = Math.max(scale[c], Math.abs(high[c] - low[c]) + Float.MIN_NORMAL);
      }
    }
    return scale;
  }
}
