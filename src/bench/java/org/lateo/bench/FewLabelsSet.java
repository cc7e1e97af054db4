package org.lateo.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.lateo.VAETrainerBuilder;
import org.lateo.codes.CodeDefaults;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.tables.CellFormat;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;

/**
 * A set of rows with labels, in two parts.
 *
 * @param name by which results are kept
 */
record FewLabelsSet(String name, Dataset<Label> train, Dataset<Label> test) {
  /** So many rows tell errors apart. */
  private static final int MOST_TESTED = 4_000;

  private static final int LETTERS_TO_TRAIN = 16_000;
  private static final int GENERATED_TO_TEST = 5_000;
  private static final double ADULTS_TO_TEST = 1 / 3.0;

  /** In adult a question mark is a category: not every method takes gaps. */
  private static final CellFormat UNKNOWN_AS_WORD = CellFormat.DEFAULT.withGaps(Set.of());

  /**
   * Reads a set: {@code digits}, or with where it lies {@code mnist=FOLDER} and {@code
   * fashion=FOLDER} of IDX files, {@code letter=FILE}, {@code adult=FILE}, {@code news=FOLDER} of
   * train.svm.gz and test.svm.gz. With {@code :ROWS} behind, of that many training rows. {@code
   * generated=ROWS} is so many of {@link GeneratedRows}.
   */
  static FewLabelsSet read(String text) {
    String[] limited = text.split(":");
    String[] parts = limited[0].split("=");
    Path where = Path.of(parts.length > 1 ? parts[1] : "test-data");
    FewLabelsSet all =
        switch (parts[0]) {
          case "digits" -> images("digits", where, "digits-train", "digits-test");
          case "mnist", "fashion" -> images(parts[0], where, "train", "t10k");
          case "letter" -> letters(where);
          case "adult" -> adults(where);
          case "news" ->
              new FewLabelsSet(
                  "news",
                  rows(TableOptions.of(where.resolve("train.svm.gz"))),
                  rows(TableOptions.of(where.resolve("test.svm.gz"))));
          case "generated" -> generated(Integer.parseInt(parts[1]));
          default ->
              throw new IllegalArgumentException(
                  "Expected digits, mnist=, fashion=, letter=, adult=, news= or generated=, found "
                      + text);
        };
    return limited.length > 1 ? all.first(Integer.parseInt(limited[1])) : all;
  }

  private static FewLabelsSet images(String name, Path folder, String train, String test) {
    return new FewLabelsSet(name, images(folder, train), images(folder, test));
  }

  private static Dataset<Label> images(Path folder, String part) {
    return rows(
        TableOptions.of(folder.resolve(part + "-images-idx3-ubyte.gz"))
            .withLabels(folder.resolve(part + "-labels-idx1-ubyte.gz")));
  }

  private static Dataset<Label> rows(TableOptions options) {
    return Table.read(options).labels();
  }

  private static FewLabelsSet generated(int rows) {
    GeneratedRows kind = new GeneratedRows();
    return new FewLabelsSet("generated-" + rows, kind.of(rows, 1), kind.of(GENERATED_TO_TEST, 2));
  }

  private static FewLabelsSet letters(Path file) {
    Dataset<Label> all = rows(TableOptions.of(file).withResponse("letter"));
    return new FewLabelsSet(
        "letter",
        part(all, IntStream.range(0, LETTERS_TO_TRAIN)),
        part(all, IntStream.range(LETTERS_TO_TRAIN, all.size())));
  }

  /** A third of each class for testing; seed 0. */
  private static FewLabelsSet adults(Path file) {
    Dataset<Label> all =
        rows(TableOptions.of(file).withResponse("income").withCells(UNKNOWN_AS_WORD));
    Dataset<Label> test = LabelMasking.keep(all, (int) Math.round(all.size() * ADULTS_TO_TEST), 0);
    return new FewLabelsSet(
        "adult",
        part(all, IntStream.range(0, all.size()).filter(r -> !isTest(test, r))),
        part(all, IntStream.range(0, all.size()).filter(r -> isTest(test, r))));
  }

  private static boolean isTest(Dataset<Label> test, int row) {
    return LabelMasking.isLabelled(test.getExample(row));
  }

  private static Dataset<Label> part(Dataset<Label> all, IntStream rows) {
    MutableDataset<Label> part =
        new MutableDataset<>(all.getSourceProvenance(), all.getOutputFactory());
    rows.mapToObj(all::getExample).forEach(part::add);
    return part;
  }

  private FewLabelsSet first(int rows) {
    return new FewLabelsSet(
        name, part(train, IntStream.range(0, Math.min(rows, train.size()))), test);
  }

  /** The default choice of an autoencoder of the rows. */
  VAETrainerBuilder autoencoder() {
    return CodeDefaults.choose(train.size(), train.getFeatureMap().size());
  }

  /** What a model says of test rows. */
  LabelEvaluation evaluate(Model<Label> model) {
    List<Example<Label>> tested = test.getData().subList(0, Math.min(MOST_TESTED, test.size()));
    return new LabelEvaluator().evaluate(model, model.predict(tested), test.getProvenance());
  }

  /** The share of test rows, of which there are at most 4,000, that a model errs on. */
  double errorPercent(Model<Label> model) {
    return 100 * (1 - evaluate(model).accuracy());
  }
}
