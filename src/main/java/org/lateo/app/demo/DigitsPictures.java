package org.lateo.app.demo;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.output.LatentCode;
import org.lateo.report.page.ImageGrid;
import org.lateo.report.page.ImageGrid.ImageRow;
import org.lateo.report.page.LineChart.Point;
import org.lateo.report.page.ScatterChart;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;

/** Images of digits, reconstructions and samples, and maps of the latent space. */
record DigitsPictures(VAEModel vae, Dataset<Label> test, long seed) {
  private static final int SIDE = 16;
  private static final int SHOWN = 16;

  /** The map covers codes from minus to plus this, where the prior has 91 % of its probability. */
  private static final double MAP_EDGE = 2;

  ImageGrid reconstructions() {
    return new ImageGrid(
        "Digits the model has never seen, and their reconstructions from "
            + vae.latent()
            + " numbers each.",
        SIDE,
        SIDE,
        List.of(
            ImageRow.of("original", SHOWN, i -> pixels(test.getExample(i))),
            ImageRow.of("from its code", SHOWN, i -> vae.reconstruct(test.getExample(i)))));
  }

  ImageGrid samples() {
    double[][] drawn = vae.sample(3 * SHOWN, seed);
    return grid(
        "Digits that nobody drew: random codes, decoded.", 3, (r, i) -> drawn[r * SHOWN + i]);
  }

  /** Straight lines between the codes of neighbours in the test set. */
  ImageGrid morphs() {
    double[][] codes =
        vae.encode(test.getData().subList(1, 7)).stream()
            .map(LatentCode::getMean)
            .toArray(double[][]::new);
    return grid(
        "From one digit to another, along a straight line between their codes.",
        3,
        (pair, step) ->
            vae.decode(between(codes[2 * pair], codes[2 * pair + 1], step / (SHOWN - 1.0))));
  }

  /** Rows of images, each made of the numbers of its row and its column. */
  private static ImageGrid grid(
      String caption, int rows, BiFunction<Integer, Integer, double[]> image) {
    return new ImageGrid(
        caption,
        SIDE,
        SIDE,
        IntStream.range(0, rows)
            .mapToObj(r -> ImageRow.of("", SHOWN, i -> image.apply(r, i)))
            .toList());
  }

  /** Codes of a model of two latent dimensions, coloured by the labels it has never seen. */
  static ScatterChart map(VAEModel twoDimensional, Dataset<Label> test) {
    List<Point> places =
        twoDimensional.encode(test.getData()).stream()
            .map(LatentCode::getMean)
            .map(z -> new Point(z[0], z[1]))
            .toList();
    return new ScatterChart(
        "Each dot is a test digit, placed by an autoencoder with just two latent dimensions and"
            + " coloured by its label. The model has seen no label.",
        "z0",
        "z1",
        ScatterChart.groups(
            test.getData().stream().map(example -> example.getOutput().getLabel()).toList(),
            places));
  }

  /** Digits decoded from codes on a regular grid, by a model of two latent dimensions. */
  static ImageGrid manifold(VAEModel twoDimensional) {
    return grid(
        "The same map as images, each decoded from its place on the map.",
        SHOWN,
        (r, c) -> twoDimensional.decode(new double[] {coordinate(c), -coordinate(r)}));
  }

  private static double coordinate(int step) {
    return MAP_EDGE * (2.0 * step / (SHOWN - 1) - 1);
  }

  private static double[] between(double[] from, double[] to, double share) {
    return IntStream.range(0, from.length)
        .mapToDouble(i -> (1 - share) * from[i] + share * to[i])
        .toArray();
  }

  private double[] pixels(Example<Label> example) {
    double[] pixels = new double[SIDE * SIDE];
    for (Feature feature : example) {
      pixels[vae.getFeatureIDMap().getID(feature.getName())] = feature.getValue();
    }
    return pixels;
  }
}
