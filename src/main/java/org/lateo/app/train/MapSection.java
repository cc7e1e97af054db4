package org.lateo.app.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.app.report.LineChart.Point;
import org.lateo.app.report.ScatterChart;
import org.lateo.app.report.ScatterChart.Group;
import org.lateo.app.report.Section;
import org.lateo.output.LatentCode;
import org.lateo.output.MutableLatentCodeInfo;
import org.lateo.tables.Sheet;

/** The part of a report that shows where rows lie in the latent space. */
final class MapSection {
  /** As many classes as there are colours; all further classes share the last colour. */
  private static final int MOST_CLASSES = 10;

  private MapSection() {}

  static Section of(List<LatentCode> codes, Sheet sheet) {
    int[] axes = widest(codes);
    String[] names = codes.get(0).getNames();
    List<Group> groups = groups(codes, sheet, axes);
    return new Section(
        "A map of the rows",
        "Each dot is a row, placed by two of the numbers in its code: the two that differ most from"
            + " row to row.",
        List.of(
            new ScatterChart(
                caption(sheet, codes.size()), names[axes[0]], names[axes[1]], groups)));
  }

  private static String caption(Sheet sheet, int rows) {
    String near =
        "Rows that lie near each other are alike to the model. Shown are " + rows + " rows.";
    return sheet.hasResponses()
        ? near
            + " The colours are the classes, which the autoencoder has not seen: where colours are"
            + " apart, it has separated the classes by itself. Two numbers of many cannot show all"
            + " of that."
        : near;
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

  private static List<Group> groups(List<LatentCode> codes, Sheet sheet, int[] axes) {
    List<Group> groups =
        ScatterChart.groups(
            sheet.rows().stream().map(row -> row.response().orElse("")).toList(),
            codes.stream()
                .map(LatentCode::getMean)
                .map(mean -> new Point(mean[axes[0]], mean[axes[1]]))
                .toList());
    return groups.size() <= MOST_CLASSES ? groups : merged(groups);
  }

  private static List<Group> merged(List<Group> groups) {
    List<Group> merged = new ArrayList<>(groups.subList(0, MOST_CLASSES - 1));
    List<Point> others = new ArrayList<>();
    groups.subList(MOST_CLASSES - 1, groups.size()).forEach(g -> others.addAll(g.points()));
    merged.add(new Group("others", others));
    return merged;
  }
}
