package org.lateo.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAEModel;
import org.lateo.output.LatentCode;
import org.tribuo.Example;

/** What transformers read, add, refuse and store. */
final class TransformerTest {
  private static final double[][] ROWS = TestModels.rows(300, 5);

  private static SparkSession session;
  private static VAEModel model;
  private static VAEModel mixed;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    session = Sessions.local();
    model = TestModels.vae();
    mixed = MixedModel.train();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static double[] elbos(Dataset<Row> rows) {
    return Frames.collect(rows).stream().mapToDouble(row -> row.<Double>getAs("elbo")).toArray();
  }

  private static double[] elbos(List<LatentCode> codes) {
    return codes.stream().mapToDouble(LatentCode::getELBO).toArray();
  }

  private static VAETransformer scoring(VAEModel of) {
    return VAETransformer.of(of).setElboCol("elbo");
  }

  @Test
  void readsDenseAndSparseVectorsAndColumns() {
    double[] expected = elbos(model.score(ROWS));
    double[][] withZeros = Arrays.stream(ROWS).map(double[]::clone).toArray(double[][]::new);
    Arrays.stream(withZeros).forEach(row -> row[2] = 0);
    withZeros[4] = new double[TestModels.COLUMNS];
    assertArrayEquals(
        expected, elbos(scoring(model).transform(Frames.ofVectors(session, ROWS, false))), 0d);
    assertArrayEquals(
        elbos(model.score(withZeros)),
        elbos(scoring(model).transform(Frames.ofVectors(session, withZeros, true))),
        0d);
    List<String> names = new ArrayList<>(TestModels.names());
    java.util.Collections.reverse(names);
    String[] reversed = names.toArray(String[]::new);
    assertArrayEquals(
        expected,
        elbos(
            scoring(model)
                .setInputCols(reversed)
                .transform(Frames.ofColumns(session, ROWS, TestModels.names()))),
        0d);
  }

  @Test
  void readsTextsAndMissingValues() {
    List<MixedModel.Person> people = new ArrayList<>(MixedModel.people(200));
    people.add(new MixedModel.Person(30d, 70, "never seen", "a"));
    List<Example<LatentCode>> examples = people.stream().map(MixedModel.Person::example).toList();
    Dataset<Row> rows =
        scoring(mixed)
            .setInputCols("kind", "age", "colour", "weight")
            .transform(MixedModel.frame(session, people));
    assertArrayEquals(elbos(mixed.score(examples)), elbos(rows), 0d);
    double[] some =
        elbos(
            scoring(mixed)
                .setInputCols("kind", "weight")
                .transform(MixedModel.frame(session, people)));
    assertEquals(people.size(), some.length);
  }

  @Test
  void aVectorsZeroIsNotMissingButItsNaNIs() {
    // In the order of names: age, colour@blue, colour@red, kind@a, kind@b, weight.
    double[][] rows = {
      {0, 0, 0, 1, 0, 70}, {Double.NaN, 0, 1, 1, 0, 70}, {35, Double.NaN, Double.NaN, 0, 1, 0}
    };
    double[] expected = elbos(mixed.score(rows));
    assertArrayEquals(
        expected, elbos(scoring(mixed).transform(Frames.ofVectors(session, rows, false))), 0d);
    assertArrayEquals(
        expected, elbos(scoring(mixed).transform(Frames.ofVectors(session, rows, true))), 0d);
  }

  private static String messageOf(Executable call) {
    Throwable found = assertThrows(Exception.class, call);
    while (!(found instanceof IllegalArgumentException) && found.getCause() != null) {
      found = found.getCause();
    }
    return String.valueOf(found.getMessage());
  }

  private static void assertRefused(String expected, Executable call) {
    String found = messageOf(call);
    assertTrue(found.contains(expected), found);
  }

  @Test
  void saysWhatIsWrongWithColumns() {
    Dataset<Row> vectors = Frames.ofVectors(session, ROWS, false);
    Dataset<Row> people = MixedModel.frame(session, MixedModel.people(5));
    assertRefused(
        "expected the name of at least one column to add (codeCol, elboCol), found none",
        () -> VAETransformer.of(model).transform(vectors));
    assertRefused(
        "Column f: expected one of the data frame, found [id, features]",
        () -> scoring(model).setFeaturesCol("f").transform(vectors));
    assertRefused(
        "Column id: expected vectors, found int",
        () -> scoring(model).setFeaturesCol("id").transform(vectors));
    assertRefused(
        "Column id: expected a new name for elboCol, found a column of that name",
        () -> VAETransformer.of(model).setElboCol("id").transform(vectors));
    assertRefused(
        "Expected the column weight among the input columns, found [kind]",
        () -> scoring(mixed).setInputCols("kind").transform(people));
    assertRefused(
        "Column id: expected one of the columns [age, colour, kind, weight], found another name",
        () -> scoring(mixed).setInputCols("kind", "weight", "id").transform(people));
    assertRefused(
        "Column weight: expected numbers, found string",
        () ->
            scoring(mixed)
                .setInputCols("kind", "weight")
                .transform(people.withColumn("weight", functions.lit("heavy"))));
    assertRefused(
        "Column kind: expected texts, found int",
        () ->
            scoring(mixed)
                .setInputCols("kind", "weight")
                .transform(people.withColumn("kind", functions.lit(1))));
  }

  @Test
  void saysWhatIsWrongWithValues() {
    assertRefused(
        "Column features: expected vectors of 7 numbers, one for each feature, found one of 2",
        () ->
            scoring(model)
                .transform(Frames.ofVectors(session, new double[][] {{1, 2}}, false))
                .collect());
    double[] row = ROWS[0].clone();
    row[3] = Double.NaN;
    assertRefused(
        "Column features, feature x3: expected a number in every row, since it may not be missing,"
            + " found null or NaN",
        () ->
            scoring(model)
                .transform(Frames.ofVectors(session, new double[][] {row}, false))
                .collect());
    Dataset<Row> unknown =
        MixedModel.frame(session, MixedModel.people(5))
            .withColumn("kind", functions.lit(null).cast("string"));
    assertRefused(
        "Column kind: expected a text in every row, found null",
        () -> scoring(mixed).setInputCols("kind", "weight").transform(unknown).collect());
  }

  @Test
  void saysWhatAModelCannotDo() throws IOException {
    Dataset<Row> vectors = Frames.ofVectors(session, ROWS, false);
    assertRefused(
        "predictionCol: expected a model that classifies rows, found a VAEModel",
        () -> {
          Path file = folder.resolve("vae");
          model.serializeToFile(file);
          ClassifierTransformer.open(file.toString()).setPredictionCol("p").transform(vectors);
        });
    Path noModel = Files.writeString(folder.resolve("text"), "no model");
    assertRefused(noModel + ": Expected a model, found", () -> VAETransformer.open(noModel + ""));
  }

  @Test
  void isSavedAndLoaded() throws IOException {
    Path file = folder.resolve("vae");
    model.serializeToFile(file);
    VAETransformer first = VAETransformer.open(file.toString()).setElboCol("elbo");
    String path = folder.resolve("saved").toString();
    first.write().save(path);
    VAETransformer second = VAETransformer.load(path);
    assertEquals(first.uid(), second.uid());
    Dataset<Row> vectors = Frames.ofVectors(session, ROWS, false);
    assertArrayEquals(elbos(first.transform(vectors)), elbos(second.transform(vectors)), 0d);
    assertSame(first.lateoModel(), second.lateoModel(), "one model a JVM");
    assertThrows(IOException.class, () -> first.write().save(path));
    first.setElboCol("other").write().overwrite().save(path);
    assertEquals("other", VAETransformer.load(path).getOrDefault(second.elboCol()));
  }

  @Test
  void isAStageOfAPipeline() throws IOException {
    Dataset<Row> rows =
        Frames.ofVectors(session, ROWS, false)
            .withColumn(
                "class", functions.when(functions.expr("id % 2 = 0"), "even").otherwise("odd"));
    PipelineModel fitted =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("class").setOutputCol("label"),
                  VAETransformer.of(model).setCodeCol("code"),
                  new LogisticRegression().setFeaturesCol("code").setMaxIter(5)
                })
            .fit(rows);
    String path = folder.resolve("pipeline").toString();
    fitted.save(path);
    List<Row> expected = Frames.collect(fitted.transform(rows));
    List<Row> found = Frames.collect(PipelineModel.load(path).transform(rows));
    for (int r = 0; r < expected.size(); r++) {
      assertArrayEquals(
          expected.get(r).<Vector>getAs("probability").toArray(),
          found.get(r).<Vector>getAs("probability").toArray(),
          0d);
    }
  }

  @Test
  void scoresAStream() throws Exception {
    String from = folder.resolve("rows").toString();
    Dataset<Row> rows = Frames.ofVectors(session, ROWS, false);
    rows.repartition(3).write().parquet(from);
    StreamingQuery query =
        scoring(model)
            .transform(session.readStream().schema(rows.schema()).parquet(from))
            .writeStream()
            .format("memory")
            .queryName("scores")
            .trigger(Trigger.AvailableNow())
            .start();
    query.awaitTermination();
    assertArrayEquals(elbos(model.score(ROWS)), elbos(session.table("scores")), 0d);
  }
}
