package org.lateo.nearest;

import com.oracle.labs.mlrg.olcut.config.Config;
import org.lateo.config.Fields;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Architecture;
import org.lateo.nn.Dense;
import org.lateo.nn.Sizes;

/** The shape of a classifier by nearest rows. */
public final class NearestRowsArchitecture implements Architecture {
  private static final Initialiser ZERO = Initialiser.constant(0);

  @Config(description = "The number of classes.")
  private int classes = 1;

  @Config(description = "How many rows are kept.")
  private int rows = 1;

  @Config(description = "How many of them vote.")
  private int neighbours = 1;

  @Config(description = "Added to the squared reach of the votes, above 0.")
  private double leastReach = 1;

  @Config(description = "Divides the logarithms of the shares of votes.")
  private double temperature = 1;

  /** The defaults, as {@code config} starts from: one row of one class. */
  public NearestRowsArchitecture() {}

  NearestRowsArchitecture(
      int classes, int rows, int neighbours, double leastReach, double temperature) {
    this.classes = classes;
    this.rows = rows;
    this.neighbours = neighbours;
    this.leastReach = leastReach;
    this.temperature = temperature;
    postConfig();
  }

  @Override
  public void postConfig() {
    Sizes.requireField("classes", Sizes.UNITS, classes);
    Sizes.requireField("rows", Sizes.UNITS, rows);
    Sizes.requireField("neighbours", Sizes.UNITS, neighbours);
    Fields.require(
        leastReach > 0 && leastReach < Float.MAX_VALUE,
        "leastReach",
        "a number above 0",
        leastReach);
    Fields.requireTemperature(temperature);
  }

  @Override
  public NearestRows connect(Scaling scaling, boolean sparse, MissingColumns missing) {
    if (!missing.isNone()) {
      throw new IllegalArgumentException(
          "Expected no columns that may be missing in a classifier by nearest rows, found some");
    }
    int columns = scaling.columns();
    return new NearestRows(
        new Input("features", columns, sparse),
        scaling,
        Origin.none(columns),
        new Dense("row", columns, rows, ZERO),
        new Dense("vote", rows, classes, ZERO),
        neighbours,
        leastReach,
        temperature);
  }

  int classes() {
    return classes;
  }
}
