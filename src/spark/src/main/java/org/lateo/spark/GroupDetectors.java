package org.lateo.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.rows.ProvenanceText;
import org.lateo.rows.Reproduction;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * A detector for each group of rows, such as those of a machine or a customer: a task trains it in
 * memory, by an ordinary trainer, and as many are trained at a time as the cluster has cores. Rows
 * of a group are ordered by a hash of their content first, so that its detector does not depend on
 * where they were.
 */
public final class GroupDetectors {
  private static final StructType RESULT =
      new StructType(
          new StructField[] {
            DataTypes.createStructField("group", DataTypes.StringType, false),
            DataTypes.createStructField("rows", DataTypes.IntegerType, false),
            DataTypes.createStructField("model", DataTypes.BinaryType, true),
            DataTypes.createStructField("failure", DataTypes.StringType, true)
          });

  private GroupDetectors() {}

  /**
   * Trains the detectors, when the result is read.
   *
   * @param group the column of the groups' names, a text; rows where it is null are left out
   * @param inputCols columns of numbers and texts
   * @param trainer trains each of them; with {@code threads(1)}, since its task has one core
   * @return a row for each group: {@code group}, {@code rows} (their number), {@code model} (the
   *     bytes of a model file, see {@link #detector}) and, instead of a model, {@code failure} (why
   *     there is none, such as too few rows)
   * @throws IllegalArgumentException if a column is not there or of another type
   */
  public static Dataset<Row> train(
      Dataset<Row> rows, String group, List<String> inputCols, VAEAnomalyTrainer trainer) {
    TrainingColumns columns =
        TrainingColumns.ofColumns(rows, inputCols, trainer::mayMiss).keepingZeros();
    int at = rows.schema().fieldIndex(group);
    Groups groups =
        new Groups(columns.input(), columns.codec(), ProvenanceText.of(trainer.getProvenance()));
    return rows.filter(rows.col(group).isNotNull())
        .groupByKey((MapFunction<Row, String>) row -> row.getString(at), Encoders.STRING())
        .mapGroups(groups, Encoders.row(RESULT));
  }

  /**
   * The detector of a row of {@link #train}.
   *
   * @throws IllegalArgumentException if the group has none, with the reason
   */
  public static VAEAnomalyModel detector(Row trained) {
    byte[] model = trained.getAs("model");
    if (model == null) {
      throw new IllegalArgumentException(
          "Expected a detector of the group "
              + trained.getAs("group")
              + ", found none: "
              + trained.getAs("failure"));
    }
    return (VAEAnomalyModel) new ModelBytes(model).model();
  }

  /** Trains on the rows of a group. */
  private record Groups(InputColumns input, RowCodec codec, String trainer)
      implements MapGroupsFunction<String, Row, Row> {
    @Override
    public Row call(String group, Iterator<Row> rows) {
      List<Example<Event>> examples = examples(rows);
      try {
        byte[] model = model(examples).serialize().toByteArray();
        return RowFactory.create(group, examples.size(), model, null);
      } catch (IllegalArgumentException e) {
        return RowFactory.create(group, examples.size(), null, e.getMessage());
      }
    }

    private List<Example<Event>> examples(Iterator<Row> rows) {
      FeatureBuffer buffer = new FeatureBuffer();
      List<byte[]> contents = new ArrayList<>();
      while (rows.hasNext()) {
        input.read(rows.next(), buffer);
        contents.add(codec.encode(buffer));
        buffer.clear();
      }
      contents.sort((a, b) -> RowKey.of(a).compareTo(RowKey.of(b)));
      return contents.stream()
          .map(content -> codec.decode(content, AnomalyFactory.EXPECTED_EVENT))
          .toList();
    }

    private VAEAnomalyModel model(List<Example<Event>> examples) {
      AnomalyFactory factory = new AnomalyFactory();
      VAEAnomalyTrainer fresh =
          (VAEAnomalyTrainer)
              Reproduction.trainer(ProvenanceText.read(trainer, TrainerProvenance.class));
      return fresh.train(
          new MutableDataset<>(
              examples, new SimpleDataSourceProvenance("rows of Spark", factory), factory));
    }
  }
}
