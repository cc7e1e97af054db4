package org.lateo.golden;

import java.util.Random;
import java.util.function.IntFunction;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Data of the golden cases: sums, products and whole numbers of uniform draws, so that every
 * processor and every JDK makes the same bits.
 */
final class GoldenData {
  private static final LabelFactory LABELS = new LabelFactory();
  private static final AnomalyFactory EVENTS = new AnomalyFactory();

  private GoldenData() {}

  /** Six columns in [0, 1] that follow from two numbers. */
  static MutableDataset<Label> unit(int rows) {
    return unlabelled(rows, row -> unitRow(row, (column, value) -> value));
  }

  /** As {@link #unit}, each column at a place of its own. */
  static MutableDataset<Label> real(int rows) {
    return unlabelled(rows, row -> unitRow(row, (column, value) -> 100 * column + 7 * value));
  }

  /** Positive numbers. */
  static MutableDataset<Label> positive(int rows) {
    return unlabelled(rows, row -> unitRow(row, (column, value) -> 0.01 + 20 * value * value));
  }

  /** Counts in 60 columns of which each row has about six, held as non-zeros. */
  static MutableDataset<Label> counts(int rows) {
    return unlabelled(
        rows,
        row -> {
          Random random = random(row);
          int topic = random.nextInt(3);
          double[] values = new double[60];
          for (int draw = 0; draw < 8; draw++) {
            values[(20 * topic + random.nextInt(25)) % 60]++;
          }
          ArrayExample<Label> example = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL);
          for (int c = 0; c < values.length; c++) {
            if (values[c] > 0) {
              example.add("w" + (char) ('A' + c), values[c]);
            }
          }
          return example;
        });
  }

  /** Ninety columns in [0, 1], for several tiles of every kind. */
  static MutableDataset<Label> wide(int rows) {
    return unlabelled(
        rows,
        row -> {
          Random random = random(row);
          double u = random.nextDouble();
          ArrayExample<Label> example = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL);
          for (int c = 0; c < 90; c++) {
            double share = (c % 10) / 10.0;
            example.add("c" + (100 + c), share * u + (1 - share) * random.nextDouble());
          }
          return example;
        });
  }

  /** One field of five colours, some rarer than others. */
  static MutableDataset<Label> categories(int rows) {
    return unlabelled(
        rows,
        row -> {
          Random random = random(row);
          int colour = random.nextInt(1 + random.nextInt(5));
          ArrayExample<Label> example = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL);
          example.add("colour@" + "rgbyw".charAt(colour), 1);
          return example;
        });
  }

  /** Columns of several kinds that follow a colour. */
  static MutableDataset<Label> table(int rows) {
    return unlabelled(rows, row -> tableRow(row, 0));
  }

  /** As {@link #table}, one value in five absent; counts always there. */
  static MutableDataset<Label> gaps(int rows) {
    return unlabelled(rows, row -> tableRow(row, 0.2));
  }

  private static Example<Label> tableRow(int row, double absent) {
    Random random = random(row);
    int kind = random.nextInt(3);
    ArrayExample<Label> example = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL);
    add(example, "amount", 0.5 + (1 + kind) * random.nextDouble(), random, absent);
    example.add("count", random.nextInt(2 + 2 * kind));
    add(example, "height", 10 * kind + bell(random), random, absent);
    add(example, "kind@" + "abc".charAt(kind), 1, random, absent);
    add(example, "used", random.nextInt(2), random, absent);
    return example;
  }

  private static void add(
      ArrayExample<Label> example, String name, double value, Random random, double absent) {
    if (random.nextDouble() >= absent) {
      example.add(name, value);
    }
  }

  /** Three groups of patterns of ten bits, each bit flipped by chance. */
  static MutableDataset<Label> groups(int rows, int labelled) {
    return dataset(LABELS, rows, row -> groupRow(row, row < labelled));
  }

  private static Example<Label> groupRow(int row, boolean labelled) {
    Random random = random(row);
    int group = row % 3;
    ArrayExample<Label> example =
        new ArrayExample<>(
            labelled
                ? new Label("group" + group)
                : new Label(LabelFactory.UNKNOWN_LABEL.getLabel()));
    for (int c = 0; c < 10; c++) {
      boolean on = c % 3 == group;
      example.add("b" + c, random.nextInt(8) == 0 == on ? 0 : 1);
    }
    return example;
  }

  /** A pump's readings, two of which follow from two others, and a field of two modes. */
  static MutableDataset<Event> pump(int rows) {
    return dataset(EVENTS, rows, row -> pumpRow(row, EventType.EXPECTED, 1, 0));
  }

  /**
   * As {@link #pump}, other rows: one in four has a wrong pressure, one value in ten is absent
   * where {@code gaps}, and the last has a feature that no pump had.
   */
  static MutableDataset<Event> strangePump(int rows, boolean gaps) {
    return dataset(
        EVENTS,
        rows,
        row -> {
          boolean wrong = row % 4 == 3;
          ArrayExample<Event> example =
              pumpRow(
                  row + 1000,
                  wrong ? EventType.ANOMALOUS : EventType.EXPECTED,
                  wrong ? 1.5 : 1,
                  gaps ? 0.1 : 0);
          if (row == rows - 1) {
            example.add("mode@off", 1);
          }
          return example;
        });
  }

  /** A load and a heat that follows from it, at one site, at one time but for one row. */
  static MutableDataset<Event> site(int rows) {
    return dataset(EVENTS, rows, row -> siteRow(row, 7, row == 5 ? 1 : 0));
  }

  /** As {@link #site}, other rows: one in four is of another site. */
  static MutableDataset<Event> strangeSite(int rows) {
    return dataset(EVENTS, rows, row -> siteRow(row + 1000, row % 4 == 3 ? 8 : 7, row % 2));
  }

  private static ArrayExample<Event> siteRow(int row, int site, int later) {
    Random random = random(row);
    double load = bell(random);
    ArrayExample<Event> example = new ArrayExample<>(new Event(EventType.EXPECTED));
    example.add("heat", 20 + 3 * load + bell(random));
    example.add("load", load);
    example.add("site", site);
    example.add("time", 1_700_000_050.0 + later);
    return example;
  }

  private static ArrayExample<Event> pumpRow(
      int row, EventType type, double factor, double absent) {
    Random random = random(row);
    double speed = 50 + 10 * bell(random);
    boolean high = random.nextInt(3) == 0;
    double flow = speed * (high ? 3 : 1) + bell(random);
    ArrayExample<Event> example = new ArrayExample<>(new Event(type));
    String[] names = {"current", "flow", "noise", "pressure", "speed"};
    double[] values = {
      0.1 * flow + 0.05 * bell(random),
      flow,
      bell(random),
      factor * (0.02 * speed * speed + 0.5 * bell(random)),
      speed
    };
    for (int c = 0; c < names.length; c++) {
      if (random.nextDouble() >= absent) {
        example.add(names[c], values[c]);
      }
    }
    example.add(high ? "mode@high" : "mode@low", 1);
    return example;
  }

  private static Example<Label> unitRow(int row, Column column) {
    Random random = random(row);
    double u = random.nextDouble();
    double v = random.nextDouble();
    ArrayExample<Label> example = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL);
    for (int c = 0; c < 6; c++) {
      double share = (c + 1) / 8.0;
      double mixed = share * u + (1 - share) * (c % 2 == 0 ? v : 1 - v);
      example.add("f" + c, column.value(c, 0.9 * mixed + 0.1 * random.nextDouble()));
    }
    return example;
  }

  /** The value of a column, made of one in [0, 1]. */
  private interface Column {
    double value(int column, double unit);
  }

  /** Mean 0 and variance 1, the shape of a bell. */
  private static double bell(Random random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  private static Random random(int row) {
    return new Random(977L * row + 13);
  }

  private static MutableDataset<Label> unlabelled(int rows, IntFunction<Example<Label>> row) {
    return dataset(LABELS, rows, row);
  }

  private static <T extends Output<T>> MutableDataset<T> dataset(
      OutputFactory<T> factory, int rows, IntFunction<Example<T>> row) {
    MutableDataset<T> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("golden", factory), factory);
    for (int r = 0; r < rows; r++) {
      dataset.add(row.apply(r));
    }
    return dataset;
  }
}
