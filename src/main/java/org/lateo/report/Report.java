package org.lateo.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lateo.FlowModel;
import org.lateo.VAEModel;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.output.Contains;
import org.lateo.report.page.Page;
import org.lateo.report.page.Section;
import org.lateo.storage.OutputFile;
import org.lateo.tables.Column;
import org.lateo.tables.ImageSize;
import org.lateo.train.EpochReport;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * A page about a model, for people: one HTML file without other files, network or scripts.
 *
 * <pre>{@code
 * Report.of(model).rows(table.events()).columns(table.columns()).write(Path.of("report"));
 * }</pre>
 *
 * <p>Of a detector it shows scores, threshold, alarms, the most unusual rows and why; of a
 * classifier what was tried, confusion and calibration; of an autoencoder a map, traversals,
 * reconstructions and what each latent dimension holds; of a flow log-densities, the most unusual
 * rows, and rows drawn beside rows; of a network that predicts numbers how far off it is, and
 * whether it knows. What rows would have to tell is left out where none are given.
 */
public final class Report {
  /** The name of the file. */
  public static final String FILE = "report.html";

  private final Facts facts;

  private Report(Facts facts) {
    this.facts = facts;
  }

  /**
   * A report of a model alone.
   *
   * @throws IllegalArgumentException if it is no detector, autoencoder, flow or Bayesian network of
   *     ours and no classifier
   */
  public static Report of(Model<?> model) {
    if (!isReported(model)) {
      throw new IllegalArgumentException(
          "Expected a detector, a classifier, an autoencoder, a flow or a network of ours, found "
              + model.getClass().getSimpleName());
    }
    return new Report(
        new Facts(
            model,
            Optional.empty(),
            List.of(),
            true,
            List.of(),
            Optional.empty(),
            List.of(),
            "",
            "ANOMALOUS"));
  }

  /** Whether there is a report of such a model. */
  public static boolean isReported(Model<?> model) {
    return model instanceof VAEAnomalyModel
        || model instanceof VAEModel
        || model instanceof FlowModel
        || model instanceof BayesianRegressionModel
        || model.validate(Label.class);
  }

  /** The same with rows that the model has not been trained on. */
  public Report rows(Dataset<?> rows) {
    return with(Optional.of(rows), true);
  }

  /** The same with the rows that the model was trained on, of which less can be told. */
  public Report trainedOn(Dataset<?> rows) {
    return with(Optional.of(rows), false);
  }

  private Report with(Optional<Dataset<?>> rows, boolean fresh) {
    return new Report(
        new Facts(
            facts.model(),
            rows,
            List.of(),
            fresh,
            facts.columns(),
            facts.images(),
            facts.history(),
            facts.command(),
            facts.anomalous()));
  }

  /**
   * The same with the numbers of the rows in their file, from 1; without them rows are counted.
   *
   * @param ofRows {@code [rows]}, or none
   * @throws IllegalArgumentException if there are not as many as rows
   */
  public Report numbers(List<Integer> ofRows) {
    if (!ofRows.isEmpty() && ofRows.size() != facts.size()) {
      throw new IllegalArgumentException(
          "Expected numbers of " + facts.size() + " rows, found " + ofRows.size());
    }
    return new Report(
        new Facts(
            facts.model(),
            facts.rows(),
            List.copyOf(ofRows),
            facts.isFresh(),
            facts.columns(),
            facts.images(),
            facts.history(),
            facts.command(),
            facts.anomalous()));
  }

  /** The same with the columns of the table, which say why they were read as they were. */
  public Report columns(List<Column> columns) {
    return with(columns, facts.images(), facts.history(), facts.command(), facts.anomalous());
  }

  /** The same of rows that are images, whose pixels are the features in ascending order. */
  public Report images(int height, int width) {
    Optional<ImageSize> size = Optional.of(new ImageSize(height, width));
    return with(facts.columns(), size, facts.history(), facts.command(), facts.anomalous());
  }

  /** The same with the epochs of the training, as a {@code TrainingListener} was told of them. */
  public Report history(List<EpochReport> epochs) {
    return with(facts.columns(), facts.images(), epochs, facts.command(), facts.anomalous());
  }

  /**
   * The same with the command that made the model.
   *
   * @param anomalous the response by which it told anomalous rows
   */
  public Report command(String line, String anomalous) {
    return with(facts.columns(), facts.images(), facts.history(), line, anomalous);
  }

  private Report with(
      List<Column> columns,
      Optional<ImageSize> images,
      List<EpochReport> history,
      String command,
      String anomalous) {
    return new Report(
        new Facts(
            facts.model(),
            facts.rows(),
            facts.numbers(),
            facts.isFresh(),
            List.copyOf(columns),
            images,
            List.copyOf(history),
            command,
            anomalous));
  }

  /** The page. */
  public String html() {
    List<Section> sections = new ArrayList<>();
    Page told = told();
    sections.addAll(told.sections());
    sections.addAll(new TrainingSection(facts).sections());
    sections.addAll(new ColumnsSection(facts).sections());
    sections.add(new AgainSection(facts).section());
    return new Page(told.title(), told.summary(), sections).html();
  }

  private Page told() {
    if (facts.model() instanceof VAEAnomalyModel detector) {
      return new AnomalyPage(facts, detector).page();
    }
    if (facts.model() instanceof VAEModel autoencoder) {
      return new LatentPage(facts, autoencoder).page();
    }
    if (facts.model() instanceof FlowModel flow) {
      return new FlowPage(facts, flow).page();
    }
    if (facts.model() instanceof BayesianRegressionModel network) {
      return new RegressionPage(facts, network).page();
    }
    return new ClassifierPage(facts, facts.model().castModel(Label.class), autoencoder()).page();
  }

  private Optional<VAEModel> autoencoder() {
    return facts.model() instanceof Contains whole
        ? whole.members().stream()
            .filter(VAEModel.class::isInstance)
            .map(VAEModel.class::cast)
            .findFirst()
        : Optional.empty();
  }

  /**
   * Writes {@value #FILE} into a folder, which is created if need be. The file appears whole or not
   * at all.
   *
   * @return the file
   * @throws IOException if it cannot be written, naming it
   */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path page = folder.resolve(FILE);
    try (OutputFile file = OutputFile.at(page)) {
      String html = html();
      file.write(to -> Files.writeString(to, html));
    }
    return page;
  }
}
