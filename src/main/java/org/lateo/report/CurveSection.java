package org.lateo.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.report.page.LineChart;
import org.lateo.report.page.LineChart.Line;
import org.lateo.report.page.Section;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.semisupervised.LearningCurve;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.dataset.DatasetView;

/**
 * The part of a report about what more labels would bring: the error of logistic regression, which
 * trains fast, against the number of labels.
 *
 * @param rows some labelled
 * @param autoencoder whose codes are compared with the features
 */
record CurveSection(Dataset<Label> rows, Optional<VAEModel> autoencoder) {
  /** With fewer labels there is nothing to see. */
  private static final int FEWEST = 40;

  /** So many labels suffice for a curve, and train in seconds. */
  private static final int MOST = 600;

  private static final List<Long> DRAWS = List.of(1L, 2L, 3L);
  private static final int STEPS = 4;

  Optional<Section> section() {
    MutableDataset<Label> labelled = LabelMasking.labelledRows(rows);
    long classes = labelled.getOutputInfo().size();
    if (labelled.size() < Math.max(FEWEST, 8 * classes) || classes < 2) {
      return Optional.empty();
    }
    int kept = Math.min(MOST, labelled.size());
    return Optional.of(
        section(LabelMasking.labelledRows(LabelMasking.keep(labelled, kept, DRAWS.get(0)))));
  }

  private Section section(MutableDataset<Label> labelled) {
    Map<String, List<LearningCurve.Point>> curves = new LinkedHashMap<>();
    if (autoencoder.isEmpty() || autoencoder.get().missingFeatures().isEmpty()) {
      curves.put("on features", curve(labelled));
    }
    autoencoder.ifPresent(vae -> curves.put("on codes", curve(vae.encodeDataset(labelled))));
    return new Section(
        "What more labels would bring",
        "The error of logistic regression, trained on a part of the labels and tested on a third of"
            + " the labelled rows.",
        new LineChart(
            "Means over "
                + DRAWS.size()
                + " draws. A curve that still falls at its end asks for more"
                + " labels; codes of an autoencoder help most at its left end.",
            "labels",
            "error, share of rows",
            curves.entrySet().stream().map(e -> line(e.getKey(), e.getValue())).toList()));
  }

  private static Line line(String name, List<LearningCurve.Point> points) {
    List<LineChart.Point> means =
        points.stream()
            .mapToInt(LearningCurve.Point::labels)
            .distinct()
            .mapToObj(count -> mean(count, points))
            .toList();
    return new Line(name, means);
  }

  private static LineChart.Point mean(int labels, List<LearningCurve.Point> points) {
    double error =
        points.stream()
            .filter(point -> point.labels() == labels)
            .mapToDouble(LearningCurve.Point::error)
            .average()
            .orElseThrow();
    return new LineChart.Point(labels, error);
  }

  private static List<LearningCurve.Point> curve(Dataset<Label> labelled) {
    Dataset<Label> train = part(labelled, false);
    Dataset<Label> test = part(labelled, true);
    Map<String, Function<Dataset<Label>, Model<Label>>> method =
        Map.of("", LearningCurve.method(new KernelLogisticTrainer()));
    return new LearningCurve(train, test)
        .measure(method, counts(train), DRAWS, List.of(), point -> {});
  }

  private static Dataset<Label> part(Dataset<Label> labelled, boolean third) {
    int[] rows = IntStream.range(0, labelled.size()).filter(i -> (i % 3 == 2) == third).toArray();
    return new DatasetView<>(labelled, rows, third ? "tested" : "trained");
  }

  /** Halves of halves of the labels, ascending, none with fewer than two rows a class. */
  private static List<Integer> counts(Dataset<Label> train) {
    int classes = train.getOutputInfo().size();
    List<Integer> counts = new ArrayList<>();
    for (int step = STEPS - 1; step >= 0; step--) {
      int count = train.size() >> step;
      if (count >= Math.max(8, 2 * classes)) {
        counts.add(count);
      }
    }
    return counts;
  }
}
