package org.lateo.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.output.LatentCode;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.report.page.LineChart.Point;
import org.lateo.report.page.ScatterChart;
import org.lateo.report.page.Section;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.classification.Label;

/** The part of a report that shows where rows lie in the latent space. */
record MapSection(Facts facts, VAEModel model) {
  /** More dots hide each other. */
  private static final int MOST_ROWS = 1500;

  /** Nothing without rows, or of codes of one number. */
  Optional<Section> section() {
    List<? extends Example<?>> rows = facts.first(MOST_ROWS);
    return rows.size() < 2 || model.latent() < 2
        ? Optional.empty()
        : Optional.of(section(rows, model.encode(rows)));
  }

  private static Section section(List<? extends Example<?>> rows, List<LatentCode> codes) {
    int[] axes = widest(codes);
    String[] names = codes.get(0).getNames();
    List<String> classes = rows.stream().map(row -> word(row.getOutput())).toList();
    List<Point> points =
        codes.stream()
            .map(LatentCode::getMean)
            .map(mean -> new Point(mean[axes[0]], mean[axes[1]]))
            .toList();
    return new Section(
        "A map of the rows",
        "Each dot is a row, placed by two of the numbers in its code: the two that differ most from"
            + " row to row.",
        new ScatterChart(
            caption(codes.size(), classes.stream().anyMatch(name -> !name.isEmpty())),
            names[axes[0]],
            names[axes[1]],
            ScatterChart.groups(classes, points)));
  }

  private static String caption(int rows, boolean hasClasses) {
    String near =
        "Rows that lie near each other are alike to the model. Shown are "
            + Facts.count(rows)
            + " rows.";
    return hasClasses
        ? near
            + " The colours are the classes, which the autoencoder has not seen: where colours are"
            + " apart, it has separated the classes by itself. Two numbers of many cannot show all"
            + " of that."
        : near;
  }

  /** What the colour of a row stands for; nothing of rows without a label. */
  private static String word(Output<?> output) {
    if (output instanceof Label label) {
      return label.getLabel().equals(Label.UNKNOWN) ? "" : Facts.name(label.getLabel());
    }
    return output instanceof Event event && event.getType() != EventType.UNKNOWN
        ? event.getType().toString()
        : "";
  }

  /** The two dimensions whose means vary most. */
  private static int[] widest(List<LatentCode> codes) {
    MutableLatentCodeInfo info = new MutableLatentCodeInfo(codes.get(0).getNames());
    codes.forEach(info::observe);
    return IntStream.range(0, codes.get(0).size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -info.getVariance(i)))
        .limit(2)
        .sorted()
        .mapToInt(i -> i)
        .toArray();
  }
}
