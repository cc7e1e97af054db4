package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.semisupervised.LabelMasking;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** From a path to a model, and from the model to later rows. */
final class TableTest {
  private static final VAETrainer SMALL =
      VAETrainer.builder().hidden(4).latent(2).epochs(2).missing("size", "colour").build();

  @TempDir private Path folder;

  /** Decimal commas, gaps, words, dates, an id, text and an output. */
  private Path write(String name, int rows) throws IOException {
    return Written.text(
        folder,
        name,
        Stream.concat(
                Stream.of("id;colour;size;when;note;kind"),
                IntStream.range(0, rows).mapToObj(TableTest::row))
            .toArray(String[]::new));
  }

  private static String row(int i) {
    return String.join(
        ";",
        "" + i,
        i % 9 == 4 ? "?" : "c" + i % 2,
        i % 7 == 3 ? "NA" : i % 5 + ",5",
        (10 + i % 3) + ".01.2024",
        "note " + i % 37,
        i % 2 == 0 ? "good" : "bad");
  }

  private TableOptions training() throws IOException {
    return TableOptions.of(write("train.csv", 40))
        .withCells(CellFormat.DEFAULT.withDecimalComma())
        .withResponse("kind");
  }

  /** Alone, with the words of an id that training never saw, text that changed, no output. */
  private Table later(Model<?> model) throws IOException {
    Path file =
        Written.text(
            folder,
            "later.tsv",
            "new\tid\tnote\twhen\tsize\tcolour",
            "1\tA\t7\t12.01.2024\t3,5\tc1");
    return Table.read(file, model);
  }

  private static void assertFeatures(List<String> expected, Table table) {
    assertEquals(expected, features(table.unlabelled().getExample(0)));
  }

  private static List<String> features(Example<?> row) {
    List<String> names = new ArrayList<>();
    row.forEach(feature -> names.add(feature.getName() + "=" + feature.getValue()));
    return names;
  }

  @Test
  void laterRowsAreReadAsThoseOfTraining() throws IOException {
    Table table = Table.read(training());
    assertEquals(
        List.of("id", "category", "number", "date dd.MM.yyyy", "text", "response"),
        table.columns().stream().map(Column::typeText).toList());
    assertArrayEquals(new String[] {"\\Qcolour\\E", "\\Qsize\\E"}, table.missing());
    VAEModel model = SMALL.fit(table.unlabelled());
    List<String> expected = List.of("colour@c1=1.0", "size=3.5", "when=19734.0");
    assertFeatures(expected, later(model));
    LatentFeatureModel<Label> classifier =
        new LatentFeatureTrainer<>(SMALL, new LogisticRegressionTrainer()).train(table.labels());
    assertFeatures(expected, later(classifier));
    VAEAnomalyModel detector =
        VAEAnomalyTrainer.builder().autoencoder(SMALL).members(1).build().train(table.events());
    assertFeatures(expected, later(detector));
    Path file = folder.resolve("model");
    detector.serializeToFile(file);
    assertFeatures(expected, later(Model.deserializeFromFile(file)));
  }

  /** What may be missing is; another column is not zero unless it is asked for. */
  @Test
  void aFileThatLacksAColumnOfTheModelIsRefused() throws IOException {
    VAEModel model = SMALL.fit(Table.read(training()).unlabelled());
    TableOptions file =
        TableOptions.of(Written.text(folder, "less.csv", "id;When;size", "1;12.01.2024;3,5"));
    TableException refused = assertThrows(TableException.class, () -> Table.read(file, model));
    assertEquals(
        "less.csv: expected the model's column 'when', found none, but 'When'; is 'When' meant for"
            + " 'when'?",
        refused.getMessage());
    assertEquals(List.of("when"), refused.columns());
    Table read = Table.read(file.withAbsentAsZero(), model);
    assertFeatures(List.of("size=3.5"), read);
    assertEquals(
        List.of(
            "less.csv: the model does not know the column 'When', and leaves it out (name it as the"
                + " response, if it is the output)",
            "less.csv lacks a column of the model, which counts as missing in every row: 'colour'",
            "less.csv lacks a column of the model, which counts as zero in every row: 'when'"),
        warnings(() -> Table.read(file.withAbsentAsZero(), model)));
  }

  /** An index that no row has is zero in every row; one that the model does not know is told. */
  @Test
  void sparseRowsMayLackColumnsOfTheModel() throws IOException {
    Path rows = Written.text(folder, "a.svm", "1 1:2 2:3", "1 2:1 3:1", "1 1:1 3:4");
    VAEModel model =
        VAETrainer.builder()
            .hidden(4)
            .latent(2)
            .epochs(2)
            .build()
            .fit(Table.read(rows).unlabelled());
    Path later = Written.text(folder, "b.svm", "1 1:2 7:3");
    assertEquals(
        List.of("b.svm: the model does not know the column '0000007', and leaves it out"),
        warnings(() -> Table.read(later, model)));
  }

  /** The warnings that Lateo logs meanwhile. */
  private static List<String> warnings(Runnable work) {
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(ModelColumns.class.getName());
    logger.addHandler(handler);
    try {
      work.run();
    } finally {
      logger.removeHandler(handler);
    }
    return messages;
  }

  /** Also where the rows were derived from those of the table. */
  @Test
  void partsOfATableRememberIt() throws IOException {
    MutableDataset<Label> some = LabelMasking.keep(Table.read(training()).labels(), 4, 1);
    LatentFeatureModel<Label> model =
        new LatentFeatureTrainer<>(SMALL, new LogisticRegressionTrainer()).train(some);
    assertFeatures(List.of("colour@c1=1.0", "size=3.5", "when=19734.0"), later(model));
  }

  @Test
  void theOutputIsReadAgainIfItIsThere() throws IOException {
    Table table = Table.read(training());
    VAEModel model = SMALL.fit(table.unlabelled());
    Table again = Table.read(write("again.csv", 12), model);
    assertEquals(
        table.labels().getExample(3).getOutput(), again.labels().getExample(3).getOutput());
    assertEquals(LabelFactory.UNKNOWN_LABEL, later(model).labels().getExample(0).getOutput());
    assertEquals(12, again.size());
  }

  @Test
  void arraysAreTablesToo() {
    double[][] rows = new double[12][10];
    for (int r = 0; r < rows.length; r++) {
      Arrays.setAll(rows[r], c -> 1 + c);
      rows[r][9] = r % 3 == 0 ? Double.NaN : r;
    }
    rows[1][0] = 0;
    Table table = Table.of(rows);
    assertArrayEquals(new String[] {"\\Qx9\\E"}, table.missing());
    assertEquals(9, features(table.unlabelled().getExample(0)).size());
    assertEquals("x1=2.0", features(table.unlabelled().getExample(1)).get(0));
    Table named = Table.of(new double[][] {{0, 5}, {3, 0}}, "b", "a");
    assertEquals(List.of("a=5.0"), features(named.unlabelled().getExample(0)));
    assertEquals(List.of("b=3.0"), features(named.unlabelled().getExample(1)));
    assertEquals("x007=1.0", features(Table.of(ones(1, 101)).unlabelled().getExample(0)).get(7));
  }

  @Test
  void columnsOfAFieldInAnArrayAreMissingTogether() {
    double[][] rows = {{1, 0, 2}, {Double.NaN, Double.NaN, 2}, {0, 1, 2}};
    Table table = Table.of(rows, "a@x", "a@y", "b");
    assertArrayEquals(new String[] {"\\Qa\\E"}, table.missing());
    assertEquals(
        List.of("a@x=1.0", "a@y=0.0", "b=2.0"), features(table.unlabelled().getExample(0)));
    assertEquals(List.of("b=2.0"), features(table.unlabelled().getExample(1)));
    assertRefused(
        "row 2: expected values in all columns of the field 'a' or in none, found a gap",
        new double[][] {{1, 0}, {Double.NaN, 1}},
        "a@x",
        "a@y");
  }

  /** Of a language that has digits of its own too. */
  @Test
  void namesOfColumnsDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(List.of("x00", "x01"), ArrayRows.names(11).subList(0, 2));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static double[][] ones(int rows, int columns) {
    double[][] ones = new double[rows][columns];
    Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
    return ones;
  }

  @Test
  void arraysThatAreNoTablesAreRefused() {
    assertRefused("at least one row", new double[0][0]);
    assertRefused("row 2: expected 2 numbers, found 1", new double[][] {{1, 2}, {3}});
    assertRefused("finite", new double[][] {{1}, {Double.NEGATIVE_INFINITY}});
    assertRefused("1 numbers, found 2", new double[][] {{1, 2}}, "a");
    assertRefused("different names", new double[][] {{1, 2}}, "a", "a");
  }

  private static void assertRefused(String why, double[][] rows, String... names) {
    TableException refused = assertThrows(TableException.class, () -> Table.of(rows, names));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  /** A model of rows made in memory is known by its features. */
  @Test
  void modelsOfOtherRowsReadByTheirFeatures() throws IOException {
    Dataset<Label> rows = Table.read(training()).labels();
    MutableDataset<Label> copied =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("memory", rows.getOutputFactory()),
            rows.getOutputFactory());
    rows.forEach(copied::add);
    VAEModel model = SMALL.fit(copied);
    Path file = Written.text(folder, "b.csv", "colour,size,when,id", "c0,1.5,19734,x");
    assertFeatures(List.of("colour@c0=1.0", "size=1.5", "when=19734.0"), Table.read(file, model));
  }
}
