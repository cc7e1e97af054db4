package org.lateo.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A model of two numbers and two texts, of which {@code age} and {@code colour} may be missing. */
final class MixedModel {
  /** A row of a table; null is missing. */
  record Person(Double age, double weight, String colour, String kind) {
    Row row(int id) {
      return RowFactory.create(id, age, weight, colour, kind);
    }

    Example<LatentCode> example() {
      List<Feature> features = new ArrayList<>();
      if (age != null) {
        features.add(new Feature("age", age));
      }
      features.add(new Feature("weight", weight));
      if (colour != null) {
        features.add(new Feature("colour@" + colour, 1));
      }
      features.add(new Feature("kind@" + kind, 1));
      return new ArrayExample<>(LatentCode.UNKNOWN, features);
    }
  }

  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            Frames.field("id", DataTypes.IntegerType),
            Frames.field("age", DataTypes.DoubleType),
            Frames.field("weight", DataTypes.DoubleType),
            Frames.field("colour", DataTypes.StringType),
            Frames.field("kind", DataTypes.StringType)
          });

  private MixedModel() {}

  static List<Person> people(int count) {
    Random random = new Random(3);
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean first = random.nextBoolean();
      people.add(
          new Person(
              random.nextInt(9) == 0 ? null : 40 + 10 * random.nextGaussian(),
              (first ? 60 : 90) + 5 * random.nextGaussian(),
              random.nextInt(7) == 0 ? null : first ? "red" : "blue",
              first ? "a" : "b"));
    }
    return people;
  }

  static VAEModel train() {
    LatentCodeFactory factory = new LatentCodeFactory();
    return VAETrainer.builder()
        .hidden(10)
        .latent(2)
        .epochs(3)
        .missing("age", "colour")
        .build()
        .fit(
            new MutableDataset<>(
                people(400).stream().map(Person::example).toList(),
                new SimpleDataSourceProvenance("generated", factory),
                factory));
  }

  static Dataset<Row> frame(SparkSession session, List<Person> people) {
    List<Row> rows = new ArrayList<>();
    people.forEach(person -> rows.add(person.row(rows.size())));
    return session.createDataFrame(rows, SCHEMA);
  }
}
