package org.lateo;

import java.util.List;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.output.LatentCode;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * The lines of Java on the page that compares Lateo with others, line by line; {@link ReadmeTest}
 * holds the two together and runs them.
 */
final class ComparisonSnippets {
  /** The folder of the files that the lines name. */
  private static java.nio.file.Path folder;

  private ComparisonSnippets() {}

  /** Stands for {@link java.nio.file.Path}, so that files lie in a folder of the test's. */
  private static final class Path {
    private Path() {}

    static java.nio.file.Path of(String name) {
      return folder.resolve(name);
    }
  }

  /** Runs the lines of each use; the number of answers. */
  static int run(java.nio.file.Path in) {
    folder = in;
    return unusual().size() + fewLabels().size() + codes();
  }

  private static List<AnomalyExplanation> unusual() {
    Table usual = Table.read(Path.of("usual.csv"));
    VAEAnomalyModel detector = new VAEAnomalyTrainer().train(usual.events());
    List<AnomalyExplanation> why =
        detector.explain(Table.read(Path.of("new.csv"), detector).events());
    return why;
  }

  private static List<Prediction<Label>> fewLabels() {
    Table some = Table.read(TableOptions.of(Path.of("customers.csv")).withResponse("kind"));
    FewLabelsModel model = new FewLabelsTrainer(VAETrainer.builder().build()).train(some.labels());
    List<Prediction<Label>> kinds = model.predict(Table.read(Path.of("new.csv"), model).labels());
    return kinds;
  }

  private static int codes() {
    VAEModel codes = VAETrainer.builder().build().fit(Table.read(Path.of("rows.csv")).unlabelled());
    List<LatentCode> ofNew = codes.encode(Table.read(Path.of("new.csv"), codes).unlabelled());
    double difference = codes.exportONNX("encoder", Path.of("codes.onnx"));
    return difference < 1e-4 ? ofNew.size() : 0;
  }
}
