package org.lateo.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.report.page.Bars;
import org.lateo.report.page.Bars.Bar;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.HeatTable;
import org.lateo.report.page.KeyFigures;
import org.lateo.report.page.KeyFigures.KeyFigure;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.LineChart.Point;
import org.lateo.report.page.Page;
import org.lateo.report.page.Section;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.HeldOutRows;
import org.lateo.semisupervised.TriedMethod;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** What a report tells of a classifier. */
final class ClassifierPage {
  /** The confusion of more classes is a list of pairs. */
  private static final int MOST_CLASSES = 20;

  private static final int MOST_PAIRS = 15;
  private static final int GROUPS = 10;

  private final Facts facts;
  private final Model<Label> model;
  private final Optional<VAEModel> autoencoder;

  /** Labelled rows whose labels the model has not seen; none if there are none. */
  private final Optional<HeldOutRows> judged;

  ClassifierPage(Facts facts, Model<Label> model, Optional<VAEModel> autoencoder) {
    this.facts = facts;
    this.model = model;
    this.autoencoder = autoencoder;
    this.judged = judged(facts, model).filter(rows -> rows.size() > 0);
  }

  private static Optional<HeldOutRows> judged(Facts facts, Model<Label> model) {
    if (facts.isFresh()) {
      return facts.labelled().map(rows -> HeldOutRows.of(model, rows));
    }
    return model instanceof FewLabelsModel few ? few.heldOut() : Optional.empty();
  }

  Page page() {
    List<Section> sections = new ArrayList<>(List.of(glance()));
    tried().ifPresent(sections::add);
    judged.ifPresent(rows -> sections.add(confusion(rows)));
    judged
        .filter(rows -> model.generatesProbabilities())
        .ifPresent(r -> sections.add(calibration(r)));
    if (facts.isTraining()) {
      facts
          .labelled()
          .flatMap(rows -> new CurveSection(rows, autoencoder).section())
          .ifPresent(sections::add);
    }
    autoencoder.flatMap(vae -> new MapSection(facts, vae).section()).ifPresent(sections::add);
    return new Page(
        "The classes of " + facts.shownSource(),
        String.format(
            Locale.ROOT,
            "It tells %d classes apart: %s.",
            classes().size(),
            classes().stream()
                .limit(MOST_CLASSES)
                .map(Facts::name)
                .collect(Collectors.joining(", "))),
        sections);
  }

  private List<String> classes() {
    return model.getOutputIDInfo().getDomain().stream().map(Label::getLabel).sorted().toList();
  }

  private Section glance() {
    return new Section(
        "At a glance",
        judged.isEmpty()
            ? "No labelled rows were at hand that the model has not learned from: a"
                + " report of other rows shows how often it is right on them."
            : facts.isFresh()
                ? "Judged by labelled rows that the model has not learned from."
                : "Judged by the labelled rows, each while its label was hidden from the model.",
        new KeyFigures(
            new KeyFigure(
                "Accuracy",
                judged.map(rows -> Facts.percent(rows.accuracy())).orElse("unknown"),
                judged
                    .map(rows -> "of " + Facts.count(rows.size()) + " held-out rows are right")
                    .orElse("without held-out rows")),
            new KeyFigure(
                "Chance",
                judged.map(rows -> Facts.percent(rows.commonest())).orElse("unknown"),
                "by always saying the commonest class"),
            new KeyFigure("Method", method(), "by which the classifier was made"),
            new KeyFigure(
                "Classes", Facts.count(classes().size()), "that the classifier tells apart")));
  }

  private String method() {
    return model instanceof FewLabelsModel few
        ? few.chosen()
        : model.getClass().getSimpleName().replaceAll("Model$", "");
  }

  private Optional<Section> tried() {
    if (!(model instanceof FewLabelsModel few) || few.tried().isEmpty()) {
      return Optional.empty();
    }
    List<TriedMethod> tried = few.tried();
    List<Bar> bars =
        tried.stream()
            .filter(one -> Double.isFinite(one.logLoss()))
            .map(
                one ->
                    new Bar(
                        one.method(), one.logLoss(), one.error(), one.method().equals(method())))
            .toList();
    DataTable words =
        new DataTable(
            "The same in words. An error is the standard error over rows.",
            List.of("method", "what came out"),
            tried.stream().map(one -> List.of(one.method(), one.text())).toList());
    String chosen =
        few.describe().stream()
            .filter(line -> line.startsWith("chosen: "))
            .findFirst()
            .map(line -> "Chosen was " + line.substring("chosen: ".length()) + ".")
            .orElse("");
    String text =
        "Each method was trained while the labels of one part of the rows after another were hidden,"
            + " and judged by the probability that it gave the hidden labels. ";
    Bars losses =
        new Bars(
            "The shorter the better; a full-coloured bar is the method that was chosen.",
            "method",
            "log-loss of held-out rows, nats, with its standard error",
            bars);
    return Optional.of(
        bars.isEmpty()
            ? new Section("Methods", text + chosen, words)
            : new Section("Methods", text + chosen, losses, words));
  }

  private static Section confusion(HeldOutRows rows) {
    List<String> names = rows.classes().stream().map(Facts::name).toList();
    long[][] counts = rows.confusion();
    return new Section(
        "Which classes are confused",
        "Rows that the model has not learned from, by their class and by what the model takes them"
            + " for.",
        names.size() <= MOST_CLASSES
            ? new HeatTable(
                "Right answers are on the diagonal. A darker field holds more of its line's rows.",
                "is \\ taken for",
                names,
                counts)
            : new DataTable(
                "The pairs that are confused most often.",
                List.of("is", "taken for", "rows"),
                pairs(names, counts)));
  }

  private static List<List<String>> pairs(List<String> names, long[][] counts) {
    int classes = names.size();
    return IntStream.range(0, classes * classes)
        .filter(i -> i / classes != i % classes && counts[i / classes][i % classes] > 0)
        .boxed()
        .sorted(Comparator.comparingLong(i -> -counts[i / classes][i % classes]))
        .limit(MOST_PAIRS)
        .map(
            i ->
                List.of(
                    names.get(i / classes),
                    names.get(i % classes),
                    Facts.count(counts[i / classes][i % classes])))
        .toList();
  }

  private static Section calibration(HeldOutRows rows) {
    List<Point> groups = groups(rows);
    double off = groups.stream().mapToDouble(g -> Math.abs(g.y() - g.x())).average().orElse(0);
    return new Section(
        "Are the probabilities right?",
        "Of the rows to which the model gives a class with a probability of 80 %, four in five should"
            + " be right.",
        LineChart.ofShares(
            String.format(
                Locale.ROOT,
                "Held-out rows in groups of equally many, by how sure the model is. Above the dotted"
                    + " line it is right more often than it says, below it less often. On average the"
                    + " two differ by %.3f (the expected calibration error).",
                off),
            "probability of the class named",
            "share of rows that are right",
            List.of(new Line("held-out rows", groups), Line.diagonal("as it should be"))));
  }

  /** The mean probability and the share of right answers of each group, the least sure first. */
  static List<Point> groups(HeldOutRows rows) {
    int[] order =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingDouble(r -> sureness(rows, r)))
            .mapToInt(r -> r)
            .toArray();
    int count = Math.min(GROUPS, rows.size());
    return IntStream.range(0, count)
        .mapToObj(
            g ->
                Arrays.copyOfRange(order, g * order.length / count, (g + 1) * order.length / count))
        .map(group -> group(rows, group))
        .toList();
  }

  private static double sureness(HeldOutRows rows, int row) {
    return rows.probabilities()[row][rows.predicted(row)];
  }

  private static Point group(HeldOutRows rows, int[] of) {
    return new Point(
        Arrays.stream(of).mapToDouble(r -> sureness(rows, r)).average().orElseThrow(),
        Arrays.stream(of).filter(r -> rows.predicted(r) == rows.labels()[r]).count()
            / (double) of.length);
  }
}
