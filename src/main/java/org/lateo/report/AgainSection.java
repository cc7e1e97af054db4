package org.lateo.report;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lateo.FlowModel;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.report.page.Block;
import org.lateo.report.page.Section;
import org.lateo.report.page.Snippet;
import org.lateo.rows.LabelledSource;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.Reproduction;
import org.lateo.semisupervised.MaskedSource;
import org.lateo.storage.LateoVersion;
import org.lateo.tables.Column;
import org.lateo.tables.ColumnType;
import org.lateo.tables.Schema;
import org.lateo.tables.TableProvenance;
import org.tribuo.Trainer;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;

/** The part of a report that says how the model was made, as lines to copy. */
record AgainSection(Facts facts) {
  Section section() {
    List<Block> blocks = new ArrayList<>();
    if (!facts.command().isEmpty()) {
      blocks.add(new Snippet("On the command line", facts.command()));
    }
    java()
        .ifPresent(
            lines ->
                blocks.add(
                    new Snippet(
                        "In Java, where TableOptions say what options of columns say", lines)));
    return new Section(
        "How to do it again",
        "The same rows, settings and seed give the same model, with Lateo "
            + LateoVersion.VERSION
            + (blocks.isEmpty() ? "; the model's provenance holds them." : "."),
        blocks);
  }

  /** Nothing for a trainer that is not ours, or if it is not known which rows were anomalous. */
  private Optional<String> java() {
    boolean detector = facts.model() instanceof VAEAnomalyModel;
    if (detector && response().isPresent() && facts.command().isEmpty()) {
      return Optional.empty();
    }
    Trainer<?> trainer = Reproduction.trainer(facts.model().getProvenance().getTrainerProvenance());
    if (trainer instanceof VAETrainer vae && vae.goesOn()) {
      return Optional.empty(); // From a model of which it is not known where its file is.
    }
    return JavaLines.of(trainer).map(expression -> lines(trainer, expression));
  }

  private String lines(Trainer<?> trainer, String expression) {
    String type = trainer.getClass().getSimpleName();
    String table = isTable() ? "Table table =\n    " + table() + ";\n" : "";
    String model = facts.model().getClass().getSimpleName();
    return (table + type + " trainer =\n    " + expression.replace("\n", "\n    ") + ";\n")
        + (model + " model = trainer." + verb() + "(" + rows() + ");\n")
        + ("Path page =\n    Report.of(model)\n        .trainedOn(" + plainRows() + ")")
        + (isTable() ? "\n        .columns(table.columns())" : "")
        + "\n        .write(Path.of(\"report\"));";
  }

  private boolean isTable() {
    return !facts.sourceFile().isEmpty();
  }

  private String table() {
    String file = "Path.of(" + JavaLines.quoted(option("data").orElse(facts.sourceFile())) + ")";
    String options =
        response().map(name -> option("withResponse", JavaLines.quoted(name))).orElse("")
            + option("labels")
                .map(labels -> option("withLabels", "Path.of(" + JavaLines.quoted(labels) + ")"))
                .orElse("")
            + option("rows").map(rows -> option("withLimit", rows)).orElse("");
    return options.isEmpty()
        ? "Table.read(" + file + ")"
        : "Table.read(\n        TableOptions.of(" + file + ")" + options + ")";
  }

  private static String option(String method, String argument) {
    return "\n            ." + method + "(" + argument + ")";
  }

  /** The value of an option of the command. */
  private Optional<String> option(String name) {
    return Pattern.compile(" --" + name + "[ =](?:'([^']*)'|(\\S+))")
        .matcher(facts.command())
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .findFirst();
  }

  private Optional<String> response() {
    return TableProvenance.schemaOf(facts.model()).map(Schema::list).orElse(List.of()).stream()
        .filter(column -> column.type() == ColumnType.RESPONSE)
        .map(Column::name)
        .findFirst();
  }

  private boolean isUnlabelled() {
    return facts.model() instanceof VAEModel || facts.model() instanceof FlowModel;
  }

  private String verb() {
    return isUnlabelled() ? "fit" : "train";
  }

  private boolean isNetwork() {
    return facts.model() instanceof BayesianRegressionModel
        || facts.model() instanceof BayesianClassifierModel;
  }

  private String rows() {
    return isNetwork() ? "LabelMasking.labelledRows(" + keptRows() + ")" : keptRows();
  }

  private String keptRows() {
    String rows = plainRows();
    Map<String, Provenance> masked = masked(facts.model().getProvenance().getDatasetProvenance());
    return masked.isEmpty()
        ? rows
        : "LabelMasking.keep("
            + rows
            + ", "
            + masked.get("count")
            + ", "
            + masked.get("seed")
            + ")";
  }

  private String plainRows() {
    if (!isTable()) {
      return "rows";
    }
    if (isUnlabelled()) {
      return "table.unlabelled()";
    }
    if (facts.model() instanceof VAEAnomalyModel) {
      return response().isPresent()
          ? "table.events(" + JavaLines.quoted(facts.anomalous()) + ")"
          : "table.events()";
    }
    return facts.model() instanceof BayesianRegressionModel ? "table.numbers()" : "table.labels()";
  }

  /** Of rows that are those of a dataset with an output, that dataset. */
  private static Optional<DataProvenance> original(DataProvenance rows) {
    return rows instanceof DatasetProvenance dataset
            && dataset.getSourceProvenance() instanceof ConfiguredObjectProvenance source
            && source.getClassName().equals(LabelledSource.class.getName())
        ? Optional.of(
            ProvenanceText.read(
                source.getConfiguredParameters().get("dataset").toString(),
                DatasetProvenance.class))
        : Optional.empty();
  }

  /** The settings by which labels were hidden; none if they were not. */
  private static Map<String, Provenance> masked(DataProvenance rows) {
    if (original(rows).isPresent()) {
      return masked(original(rows).get());
    }
    return rows instanceof DatasetProvenance dataset
            && dataset.getSourceProvenance() instanceof ConfiguredObjectProvenance source
            && source.getClassName().equals(MaskedSource.class.getName())
            && source.getConfiguredParameters().get("kept").toString().equals("LABELS")
        ? source.getConfiguredParameters()
        : Map.of();
  }
}
