package org.lateo.bench;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import org.lateo.app.input.DataOptions;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.SheetReader;
import org.lateo.semisupervised.LabelMasking;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * A set of rows with labels, in two parts.
 *
 * @param name by which results are kept
 */
record FewLabelsSet(String name, Dataset<Label> train, Dataset<Label> test) {
  private static final int LETTERS_TO_TRAIN = 16_000;
  private static final double ADULTS_TO_TEST = 1 / 3.0;

  /** The columns of adult that hold words. */
  private static final Set<String> WORDS =
      Set.of(
          "workclass",
          "education",
          "marital-status",
          "occupation",
          "relationship",
          "race",
          "sex",
          "native-country");

  /**
   * Reads a set: {@code digits}, or with where it lies {@code mnist=FOLDER} and {@code
   * fashion=FOLDER} of IDX files, {@code letter=FILE}, {@code adult=FILE}, {@code news=FOLDER} of
   * train.svm.gz and test.svm.gz. With {@code :ROWS} behind, of that many training rows.
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
                  rows(DataOptions.of(where.resolve("train.svm.gz"))),
                  rows(DataOptions.of(where.resolve("test.svm.gz"))));
          default ->
              throw new IllegalArgumentException(
                  "Expected digits, mnist=, fashion=, letter=, adult= or news=, found " + text);
        };
    return limited.length > 1 ? all.first(Integer.parseInt(limited[1])) : all;
  }

  private static FewLabelsSet images(String name, Path folder, String train, String test) {
    return new FewLabelsSet(name, images(folder, train), images(folder, test));
  }

  private static Dataset<Label> images(Path folder, String part) {
    return rows(
        DataOptions.of(folder.resolve(part + "-images-idx3-ubyte.gz"))
            .withLabels(folder.resolve(part + "-labels-idx1-ubyte.gz")));
  }

  private static Dataset<Label> rows(DataOptions options) {
    return Datasets.toTrain(SheetReader.read(options), OutputKind.labels());
  }

  private static FewLabelsSet letters(Path file) {
    Dataset<Label> all = rows(DataOptions.of(file).withResponse("letter"));
    return new FewLabelsSet(
        "letter",
        part(all, IntStream.range(0, LETTERS_TO_TRAIN)),
        part(all, IntStream.range(LETTERS_TO_TRAIN, all.size())));
  }

  /** A third of each class for testing; seed 0. */
  private static FewLabelsSet adults(Path file) {
    Dataset<Label> all =
        rows(DataOptions.of(file).withResponse("income").withCategorical(WORDS::contains));
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
}
