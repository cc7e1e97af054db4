package org.lateo.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lateo.VAEModel;
import org.lateo.app.report.ImageGrid;
import org.lateo.app.report.ImageGrid.ImageRow;
import org.lateo.app.report.LineChart.Point;
import org.lateo.app.report.ScatterChart;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;

/** What the model of the digits sees, keeps, imagines, and where it puts them. */
final class DigitsPictures {
  private static final int SIDE = 16;
  private static final int SHOWN = 16;
  private static final int STEPS = 16;

  /** The map is drawn for codes in plus and minus this, where the prior puts 91 % of them. */
  private static final double MAP_EDGE = 2;

  private final VAEModel vae;
  private final Dataset<Label> test;
  private final long seed;

  DigitsPictures(VAEModel vae, Dataset<Label> test, long seed) {
    this.vae = vae;
    this.test = test;
    this.seed = seed;
  }

  ImageGrid reconstructions() {
    List<float[]> originals = new ArrayList<>();
    List<float[]> decoded = new ArrayList<>();
    for (int i = 0; i < SHOWN; i++) {
      originals.add(pixels(test.getExample(i)));
      decoded.add(ImageGrid.grey(vae.reconstruct(test.getExample(i))));
    }
    return new ImageGrid(
        "Digits the model has never seen, and what it can draw from "
            + vae.latent()
            + " numbers each.",
        SIDE,
        SIDE,
        List.of(new ImageRow("original", originals), new ImageRow("from its code", decoded)));
  }

  ImageGrid samples() {
    double[][] drawn = vae.sample(3 * SHOWN, seed);
    List<ImageRow> rows = new ArrayList<>();
    for (int r = 0; r < 3; r++) {
      List<float[]> images = new ArrayList<>();
      for (int i = 0; i < SHOWN; i++) {
        images.add(ImageGrid.grey(drawn[r * SHOWN + i]));
      }
      rows.add(new ImageRow("", images));
    }
    return new ImageGrid("Digits that nobody drew: random codes, decoded.", SIDE, SIDE, rows);
  }

  /** Straight lines between the codes of neighbours in the test set. */
  ImageGrid morphs() {
    List<ImageRow> rows = new ArrayList<>();
    for (int pair = 0; pair < 3; pair++) {
      double[] from = vae.encode(test.getExample(2 * pair + 1)).getMean();
      double[] to = vae.encode(test.getExample(2 * pair + 2)).getMean();
      List<float[]> images = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        images.add(ImageGrid.grey(vae.decode(between(from, to, step / (STEPS - 1.0)))));
      }
      rows.add(new ImageRow("", images));
    }
    return new ImageGrid(
        "From one digit to another, along a straight line between their codes.", SIDE, SIDE, rows);
  }

  /** Codes of a model of two latent dimensions, coloured by the labels it has never seen. */
  static ScatterChart map(VAEModel twoDimensional, Dataset<Label> test) {
    Map<String, List<Point>> classes = new TreeMap<>();
    for (Example<Label> example : test) {
      double[] z = twoDimensional.encode(example).getMean();
      classes
          .computeIfAbsent(example.getOutput().getLabel(), label -> new ArrayList<>())
          .add(new Point(z[0], z[1]));
    }
    List<ScatterChart.Group> groups = new ArrayList<>();
    classes.forEach((label, points) -> groups.add(new ScatterChart.Group(label, points)));
    return new ScatterChart(
        "Each dot is a test digit, placed by an autoencoder with just two latent dimensions and"
            + " coloured by its label. The model was never told any label.",
        "z0",
        "z1",
        groups);
  }

  /** Digits along a grid of equally likely codes of such a model. */
  static ImageGrid manifold(VAEModel twoDimensional) {
    List<ImageRow> rows = new ArrayList<>();
    for (int r = 0; r < STEPS; r++) {
      List<float[]> images = new ArrayList<>();
      for (int c = 0; c < STEPS; c++) {
        images.add(
            ImageGrid.grey(twoDimensional.decode(new double[] {coordinate(c), -coordinate(r)})));
      }
      rows.add(new ImageRow("", images));
    }
    return new ImageGrid(
        "The same map, drawn: each image is decoded from its place on the map.", SIDE, SIDE, rows);
  }

  private static double coordinate(int step) {
    return MAP_EDGE * (2.0 * step / (STEPS - 1) - 1);
  }

  private static double[] between(double[] from, double[] to, double share) {
    double[] z = new double[from.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (1 - share) * from[i] + share * to[i];
    }
    return z;
  }

  private float[] pixels(Example<Label> example) {
    float[] pixels = new float[SIDE * SIDE];
    for (Feature feature : example) {
      pixels[vae.getFeatureIDMap().getID(feature.getName())] = (float) feature.getValue();
    }
    return pixels;
  }
}
