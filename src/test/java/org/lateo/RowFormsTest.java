package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.math.RandomStream;
import org.lateo.output.ImputedRow;
import org.lateo.output.LatentCode;
import org.lateo.tables.Table;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Rows as lists, datasets, data sources and arrays are the same rows. */
final class RowFormsTest {
  private static final int ROWS = 40;

  /** A data source of a dataset's rows. */
  private record Source<T extends Output<T>>(Dataset<T> rows) implements DataSource<T> {
    @Override
    public OutputFactory<T> getOutputFactory() {
      return rows.getOutputFactory();
    }

    @Override
    public DataSourceProvenance getProvenance() {
      return new SimpleDataSourceProvenance("rows", rows.getOutputFactory());
    }

    @Override
    public Iterator<Example<T>> iterator() {
      return rows.iterator();
    }
  }

  private static double[][] rows() {
    RandomStream random = RandomStream.of(1, "forms");
    double[][] rows = new double[ROWS][3];
    for (int i = 0; i < ROWS; i++) {
      double x = random.gaussian(2L * i);
      rows[i] = new double[] {x, 2 * x + 0.1 * random.gaussian(2L * i + 1), i % 4};
    }
    return rows;
  }

  @Test
  void ofAutoencoders() {
    double[][] rows = rows();
    VAETrainer trainer =
        VAETrainer.builder().hidden(4).latent(2).epochs(2).missing(".*").seed(1).build();
    VAEModel model = trainer.fit(rows);
    Dataset<LatentCode> dataset = Table.of(rows, column -> true).unlabelled();
    Source<LatentCode> source = new Source<>(dataset);
    List<Example<LatentCode>> list = dataset.getData();
    double[][] means = means(model.encode(list));
    assertArrayEquals(means, means(model.encode(dataset)));
    assertArrayEquals(means, means(model.encode(source)));
    assertArrayEquals(means, means(model.encode(rows)));
    double[] elbos = elbos(model.score(list));
    assertArrayEquals(elbos, elbos(model.score(dataset)));
    assertArrayEquals(elbos, elbos(model.score(source)));
    assertArrayEquals(elbos, elbos(model.score(rows)));
    double[] expected = model.logLikelihood(list, 5);
    assertArrayEquals(expected, model.logLikelihood(dataset, 5));
    assertArrayEquals(expected, model.logLikelihood(source, 5));
    assertArrayEquals(expected, model.logLikelihood(rows, 5));
    assertArrayEquals(
        means[3], model.predict(Table.of(rows, model).unlabelled()).get(3).getOutput().getMean());
  }

  private static double[][] means(List<LatentCode> codes) {
    return codes.stream().map(LatentCode::getMean).toArray(double[][]::new);
  }

  private static double[] elbos(List<LatentCode> codes) {
    return codes.stream().mapToDouble(LatentCode::getELBO).toArray();
  }

  @Test
  void gapsAreNaN() {
    double[][] rows = rows();
    rows[3][1] = Double.NaN;
    VAETrainer some =
        VAETrainer.builder().hidden(4).latent(2).epochs(2).missing("x1").seed(1).build();
    VAEModel model = some.fit(rows);
    ImputedRow row = model.impute(rows, 10).get(3);
    assertTrue(row.imputed()[1] && !row.imputed()[0]);
    assertEquals((float) rows[3][0], (float) row.values()[0]);
    rows[4][2] = Double.NaN;
    String refused =
        assertThrows(IllegalArgumentException.class, () -> some.fit(rows)).getMessage();
    assertEquals(
        "array: expected gaps in columns that may be missing, found gaps in 'x2'", refused);
    refused = assertThrows(IllegalArgumentException.class, () -> model.encode(rows)).getMessage();
    assertTrue(refused.startsWith("Expected a number in row 4 (from 0), feature x2"), refused);
    double[][] wide = {{1, 2}};
    refused = assertThrows(IllegalArgumentException.class, () -> model.score(wide)).getMessage();
    assertTrue(refused.startsWith("Expected rows of 3 numbers, one for each feature"), refused);
    assertThrows(IllegalArgumentException.class, () -> Table.of(rows, model));
  }

  @Test
  void ofDetectors() {
    double[][] rows = rows();
    Dataset<Event> usual = Table.of(rows).events();
    VAETrainer vae = VAETrainer.builder().hidden(4).latent(2).epochs(2).seed(1).build();
    VAEAnomalyTrainer trainer = VAEAnomalyTrainer.builder().autoencoder(vae).members(2).build();
    VAEAnomalyModel model = trainer.train(usual);
    Source<Event> source = new Source<>(usual);
    List<Example<Event>> list = usual.getData();
    assertArrayEquals(model.score(list), model.score(usual));
    assertArrayEquals(model.score(list), model.score(source));
    assertArrayEquals(model.score(list), model.score(rows));
    assertEquals(model.explain(list), model.explain(usual));
    assertEquals(model.explain(list), model.explain(rows));
    assertEquals(model.alarms(list, 0.5), model.alarms(source, 0.5));
    assertEquals(model.alarms(list, 0.5), model.alarms(rows, 0.5));
    assertEquals(
        model.withCalibration(usual).threshold(), model.withCalibration(source).threshold());
    trainer.setInvocationCount(0);
    assertArrayEquals(model.score(list), ((VAEAnomalyModel) trainer.train(source)).score(list));
  }
}
