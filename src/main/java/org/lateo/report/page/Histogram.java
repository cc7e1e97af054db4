package org.lateo.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.report.page.Legend.Entry;

/**
 * How often values occur, as shares of the values of each group.
 *
 * @param caption what the chart shows
 * @param x the values' title
 * @param low where the first bar begins, which also counts what is below
 * @param high where the last bar ends, which also counts what is above
 * @param groups of values
 * @param marks lines across, such as a threshold
 */
public record Histogram(
    String caption, String x, double low, double high, List<Values> groups, List<Mark> marks)
    implements Block {
  private static final int BARS = 40;

  /** Values with a name. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Values(String name, double[] values) {}

  /** A value with a word beside it. */
  public record Mark(String word, double at) {}

  /** The share of the values in each bar, {@code [bars]}. */
  double[] shares(double[] values) {
    double[] shares = new double[BARS];
    for (double value : values) {
      double place = BARS * (value - low) / (high - low);
      shares[(int) Math.max(0, Math.min(BARS - 1, Math.floor(place)))] += 1.0 / values.length;
    }
    return shares;
  }

  @Override
  public String html() {
    List<double[]> shares = groups.stream().map(group -> shares(group.values())).toList();
    double most = shares.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
    Plot plot =
        new Plot(new Axis(x, low, high), new Axis("", 0, most > 0 ? 100 * most : 1).rounded());
    StringBuilder drawing = new StringBuilder();
    List<Entry> names = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      drawing.append(Plot.path("bars " + Legend.look(i), data(shares.get(i), plot)));
      names.add(new Entry(groups.get(i).name(), Legend.look(i)));
    }
    String over =
        marks.stream()
            .filter(mark -> mark.at() >= low && mark.at() <= high)
            .map(mark -> plot.mark(mark.at(), mark.word()))
            .collect(Collectors.joining());
    String chart = plot.html("wide", description(), drawing.toString(), over);
    return Html.figure("chart", Legend.html("share of rows, %", "bars", names) + chart, caption);
  }

  private String data(double[] shares, Plot plot) {
    double width = (high - low) / BARS;
    return IntStream.range(0, BARS)
        .filter(i -> shares[i] > 0)
        .mapToObj(
            i ->
                ("M" + plot.point(low + i * width, 0) + "L")
                    + (plot.point(low + i * width, 100 * shares[i]) + "L")
                    + (plot.point(low + (i + 1) * width, 100 * shares[i]) + "L")
                    + (plot.point(low + (i + 1) * width, 0) + "Z"))
        .collect(Collectors.joining());
  }

  private String description() {
    String of =
        groups.stream()
            .map(group -> group.values().length + " " + group.name())
            .collect(Collectors.joining(", "));
    Axis axis = new Axis(x, low, high);
    String lines =
        marks.stream()
            .map(mark -> "; " + mark.word() + " at " + axis.text(mark.at()))
            .collect(Collectors.joining());
    return ("Histogram of " + x + " from " + axis.text(low) + " to " + axis.text(high))
        + (": " + of + lines + ".");
  }
}
