package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.likelihood.Multinomial;
import org.lateo.rows.RowsProvenance;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.data.columnar.FieldProcessor;
import org.tribuo.data.columnar.RowProcessor;
import org.tribuo.data.columnar.processors.field.DoubleFieldProcessor;
import org.tribuo.data.columnar.processors.response.FieldResponseProcessor;
import org.tribuo.data.csv.CSVDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.test.Helpers;

/** Training straight from a source is training on its dataset, without the dataset. */
final class SourceTrainingTest {
  private static final int ROWS = 80;
  private static final DataSourceProvenance PROVENANCE =
      new SimpleDataSourceProvenance("rows", Labels.FACTORY);

  @TempDir private Path folder;

  /** Rows made anew whenever the source is read. */
  private record Source(int rows, IntFunction<Example<Label>> row) implements DataSource<Label> {
    @Override
    public OutputFactory<Label> getOutputFactory() {
      return Labels.FACTORY;
    }

    @Override
    public DataSourceProvenance getProvenance() {
      return PROVENANCE;
    }

    @Override
    public Iterator<Example<Label>> iterator() {
      return IntStream.range(0, rows).mapToObj(row).iterator();
    }
  }

  private static Source source(double[][] values) {
    return new Source(values.length, i -> example(i, values[i]));
  }

  /** Zeros are left out of every other row, and weights are 0, 0.5, 1 ... */
  private static Example<Label> example(int i, double... values) {
    Example<Label> example =
        new ArrayExample<>(i % 3 == 0 ? Labels.LOW : Labels.HIGH, i % 5 * 0.5f);
    for (int c = values.length - 1; c >= 0; c--) {
      if (i % 2 == 0 || values[c] != 0) {
        example.add(new Feature(Tiny.names(values.length)[c], values[c]));
      }
    }
    return example;
  }

  static Stream<VAETrainerBuilder> trainers() {
    return Stream.of(Tiny.trainer(), Tiny.trainer().likelihood(new Multinomial()).validation(0.2));
  }

  private static double[][] values(boolean counts) {
    return counts ? Tiny.countRows(ROWS, 120, 3) : Tiny.realRows(ROWS, Tiny.COLUMNS, 3);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void theModelIsThatOfTheDataset(VAETrainerBuilder trainer) {
    boolean counts = trainer.build().toString().contains("multinomial");
    Source source = source(values(counts));
    MutableDataset<Label> dataset = new MutableDataset<>(source);
    VAEModel expected = trainer.build().fit(dataset);
    VAEModel found = trainer.build().fit(source);
    Bits.assertSameModel(expected, found, dataset);
    assertEquals(counts, found.definition().sparse());
    assertEquals(expected.getFeatureIDMap(), found.getFeatureIDMap());
    assertEquals(expected.getOutputIDInfo(), found.getOutputIDInfo());
    DatasetProvenance of = expected.getProvenance().getDatasetProvenance();
    DatasetProvenance is = found.getProvenance().getDatasetProvenance();
    assertEquals(of.getSourceProvenance(), is.getSourceProvenance());
    assertEquals(of.getNumExamples(), is.getNumExamples());
    assertEquals(of.getNumFeatures(), is.getNumFeatures());
    assertEquals(of.getNumOutputs(), is.getNumOutputs());
    assertEquals(of.isDense(), is.isDense());
  }

  @Test
  void denseRowsAreKnownAsDense() {
    Source source = new Source(ROWS, i -> Tiny.example(Labels.LOW, Tiny.unitRows(ROWS, 4, 1)[i]));
    assertTrue(new MutableDataset<>(source).getProvenance().isDense());
    VAEModel model = Tiny.trainer().build().fit(source);
    assertTrue(model.getProvenance().getDatasetProvenance().isDense());
  }

  @Test
  void weightsAreHonoured() {
    double[][] values = values(false);
    Source weighted = source(values);
    Source equal =
        new Source(
            ROWS,
            i -> {
              Example<Label> example = example(i, values[i]);
              example.setWeight(1f);
              return example;
            });
    float[] first = Tiny.trainer().build().fit(weighted).definition().parameters();
    float[] second = Tiny.trainer().build().fit(equal).definition().parameters();
    assertTrue(!Arrays.equals(first, second));
  }

  /** The same object is handed out for every row: whoever kept it would see the last row only. */
  @Test
  void oneExampleServesForEveryRow() {
    double[][] values = Tiny.unitRows(ROWS, Tiny.COLUMNS, 3);
    Example<Label> only = Tiny.example(Labels.LOW, new double[Tiny.COLUMNS]);
    Source reusing =
        new Source(
            ROWS,
            i -> {
              for (int c = 0; c < Tiny.COLUMNS; c++) {
                only.set(new Feature(Tiny.names(Tiny.COLUMNS)[c], values[i][c]));
              }
              return only;
            });
    Source fresh = new Source(ROWS, i -> Tiny.example(Labels.LOW, values[i]));
    Bits.assertSameModel(
        Tiny.trainer().build().fit(fresh),
        Tiny.trainer().build().fit(reusing),
        new MutableDataset<>(fresh));
  }

  /** While the model is trained, no example of either reading is reachable. */
  @Test
  void noExampleIsHeld() {
    double[][] values = values(false);
    List<WeakReference<Example<Label>>> seen = new ArrayList<>();
    Source source =
        new Source(
            ROWS,
            i -> {
              Example<Label> example = example(i, values[i]);
              seen.add(new WeakReference<>(example));
              return example;
            });
    List<Long> alive = new ArrayList<>();
    TrainingListener listener = report -> alive.add(alive(seen));
    Tiny.trainer().epochs(1).build().fit(source, listener);
    assertEquals(2 * ROWS, seen.size());
    assertEquals(List.of(0L), alive);
  }

  private static long alive(List<WeakReference<Example<Label>>> examples) {
    for (int attempt = 0; attempt < 20; attempt++) {
      System.gc();
      if (examples.stream().allMatch(e -> e.get() == null)) {
        return 0;
      }
    }
    return examples.stream().filter(e -> e.get() != null).count();
  }

  @Test
  void theListenerHearsOfTheRows() {
    List<Integer> rows = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onRows(int count, double seconds) {
            assertTrue(seconds > 0);
            rows.add(count);
          }

          @Override
          public void onEpoch(EpochReport report) {
            assertEquals(1, rows.size());
          }
        };
    Tiny.trainer().build().fit(source(values(false)), listener);
    assertEquals(List.of(ROWS), rows);
  }

  @Test
  void provenanceSurvives() {
    VAEModel model = Tiny.trainer().build().fit(source(values(false)));
    Helpers.testProvenanceMarshalling(model.getProvenance());
    Model<?> read = Model.deserialize(model.serialize());
    assertEquals(model.getProvenance(), read.getProvenance());
    DatasetProvenance rows = read.getProvenance().getDatasetProvenance();
    assertEquals(RowsProvenance.class, rows.getClass());
    assertEquals(MutableDataset.class.getName(), rows.getClassName(), "whose bits are promised");
  }

  private CSVDataSource<Label> csv() throws IOException {
    Path file = folder.resolve("rows.csv");
    List<String> lines = new ArrayList<>(List.of("a,b,c,kind"));
    for (double[] row : Tiny.unitRows(ROWS, 3, 5)) {
      lines.add(row[0] + "," + row[1] + "," + row[2] + ",x");
    }
    Files.write(file, lines);
    List<FieldProcessor> fields =
        Stream.of("a", "b", "c").<FieldProcessor>map(DoubleFieldProcessor::new).toList();
    RowProcessor<Label> rows =
        new RowProcessor.Builder<Label>()
            .setFieldProcessors(fields)
            .build(new FieldResponseProcessor<>("kind", "x", new LabelFactory()));
    return new CSVDataSource<>(file, rows, true);
  }

  /** Trainer and source are both rebuilt from what the model remembers. */
  @Test
  void theModelTrainsItselfAgain() throws IOException {
    VAEModel model = Tiny.trainer().build().fit(csv());
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
    VAETrainer trainer = manager.lookupAll(VAETrainer.class).get(0);
    ConfigurableDataSource<?> source = manager.lookupAll(ConfigurableDataSource.class).get(0);
    Bits.assertSameModel(model, trainer.fit(source), new MutableDataset<>(csv()));
  }

  @Test
  void refusesSourcesOfNothing() {
    VAETrainer trainer = Tiny.trainer().build();
    assertRefused(() -> trainer.fit(source(new double[0][])), "found 0 examples and 0 features");
    Source empty = new Source(3, i -> new ArrayExample<>(Labels.LOW));
    assertRefused(() -> trainer.fit(empty), "example with features", "found 0", "row 0");
  }

  @Test
  void refusesFeaturesThatStandTwice() {
    Source twice =
        new Source(
            3,
            i ->
                new ArrayExample<>(
                    Labels.LOW, new String[] {"a", i == 2 ? "a" : "b"}, new double[2]));
    assertRefused(() -> Tiny.trainer().build().fit(twice), "each once", "row 2");
  }

  @Test
  void refusesValuesAndWeightsThatAreNotFinite() {
    VAETrainer trainer = Tiny.trainer().build();
    for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e39}) {
      double[][] values = values(false);
      values[7][4] = value;
      assertRefused(() -> trainer.fit(source(values)), "finite", "" + value, "f004", "row 7");
    }
    Source weight =
        new Source(
            9,
            i -> {
              Example<Label> example = Tiny.example(Labels.LOW, 1, 2);
              example.setWeight(i == 6 ? -1f : 1f);
              return example;
            });
    assertRefused(() -> trainer.fit(weight), "weight of 0 or more", "-1.0", "row 6");
  }

  @Test
  void refusesSourcesThatChange() {
    VAETrainer trainer = Tiny.trainer().build();
    double[][] values = values(false);
    int[] readings = new int[1];
    Source other =
        new Source(
            ROWS,
            i -> {
              readings[0] += i == 0 ? 1 : 0;
              return example(i, values[readings[0] == 1 ? i : ROWS - 1 - i]);
            });
    assertRefused(() -> trainer.fit(other), "same rows", "80 rows the first time", "others");
    List<Example<Label>> once = new ArrayList<>();
    new Source(ROWS, i -> example(i, values[i])).forEach(once::add);
    Iterator<Example<Label>> stream = once.iterator();
    DataSource<Label> spent =
        new DataSource<>() {
          @Override
          public OutputFactory<Label> getOutputFactory() {
            return Labels.FACTORY;
          }

          @Override
          public DataSourceProvenance getProvenance() {
            return PROVENANCE;
          }

          @Override
          public Iterator<Example<Label>> iterator() {
            return stream;
          }
        };
    assertRefused(() -> trainer.fit(spent), "same rows", "found 80 rows", "and 0 the second");
  }

  /** A source that fails passes its exception on, and the row is named. */
  @Test
  void aSourceThatThrowsIsNamed() {
    IllegalStateException broken = new IllegalStateException("connection lost");
    Source source =
        new Source(
            ROWS,
            i -> {
              if (i == 7) {
                throw broken;
              }
              return example(i, 1, i, 2);
            });
    VAETrainer trainer = Tiny.trainer().build();
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> trainer.fit(source));
    assertSame(broken, thrown);
    assertSays(
        thrown.getSuppressed()[0],
        "Thrown by the source org.lateo.SourceTrainingTest$Source at row 7");
  }
}
