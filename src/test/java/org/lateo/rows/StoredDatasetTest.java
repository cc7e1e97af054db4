package org.lateo.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lateo.JavaSerialization;
import org.lateo.Labels;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.data.LazyList;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.dataset.DatasetView;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A dataset whose examples are made when they are read is one in memory to whoever uses it. */
final class StoredDatasetTest {
  private static final SimpleDataSourceProvenance SOURCE =
      new SimpleDataSourceProvenance("rows", Labels.FACTORY);

  private static Example<Label> example(int row) {
    String[] names = row % 3 == 0 ? new String[] {"a", "b"} : new String[] {"a", "b", "c"};
    double[] values = IntStream.range(0, names.length).mapToDouble(c -> row + 10.0 * c).toArray();
    return new ArrayExample<>(row % 2 == 0 ? Labels.LOW : Labels.HIGH, names, values);
  }

  private static final List<Example<Label>> EXAMPLES =
      new LazyList<>(40, StoredDatasetTest::example);

  private static final MutableDataset<Label> IN_MEMORY =
      new MutableDataset<>(EXAMPLES, SOURCE, Labels.FACTORY);

  private final Dataset<Label> stored = new StoredDataset<>(SOURCE, Labels.FACTORY, EXAMPLES);

  @Test
  void domainAndProvenanceAreThoseOfADatasetInMemory() {
    assertEquals(IN_MEMORY.size(), stored.size());
    assertEquals(IN_MEMORY.getData(), stored.getData());
    assertEquals(IN_MEMORY.getOutputs(), stored.getOutputs());
    assertEquals(IN_MEMORY.getFeatureIDMap().keySet(), stored.getFeatureIDMap().keySet());
    assertEquals(IN_MEMORY.getFeatureMap().get("c"), stored.getFeatureMap().get("c"));
    assertEquals(
        IN_MEMORY.getOutputIDInfo().toReadableString(),
        stored.getOutputIDInfo().toReadableString());
    assertEquals(
        IN_MEMORY.getOutputInfo().toReadableString(), stored.getOutputInfo().toReadableString());
    String provenance = IN_MEMORY.getProvenance().toString();
    assertEquals(provenance, stored.getProvenance().toString());
    assertEquals(IN_MEMORY.serialize(), stored.serialize());
  }

  @Test
  void trainsTheSameModel() {
    VAETrainer trainer = VAETrainer.builder().hidden(5).latent(2).epochs(3).build();
    VAEModel expected = trainer.fit(IN_MEMORY);
    trainer.setInvocationCount(0);
    assertArrayEquals(
        expected.definition().parameters(), trainer.fit(stored).definition().parameters());
  }

  @Test
  void shufflesAndHasViews() {
    stored.shuffle(true);
    List<Example<Label>> shuffled = new ArrayList<>();
    stored.forEach(shuffled::add);
    assertTrue(!shuffled.equals(EXAMPLES));
    Comparator<Example<Label>> byValue = Comparator.comparingDouble(e -> e.lookup("a").getValue());
    shuffled.sort(byValue);
    assertEquals(EXAMPLES, shuffled);
    stored.shuffle(false);
    assertEquals(EXAMPLES.get(0), stored.iterator().next());
    Dataset<Label> view = new DatasetView<>(stored, new int[] {7, 3}, "two");
    assertEquals(EXAMPLES.get(3), view.getExample(1));
  }

  @Test
  void isWrittenAsADatasetInMemory() throws Exception {
    Dataset<?> copy = (Dataset<?>) JavaSerialization.roundTrip(stored);
    assertEquals(MutableDataset.class, copy.getClass());
    assertEquals(stored.size(), copy.size());
  }

  @Test
  void refusesWhatNoDatasetTakes() {
    List<Example<Label>> empty = List.of(new ArrayExample<>(Labels.LOW));
    assertThrows(
        IllegalArgumentException.class, () -> new StoredDataset<>(SOURCE, Labels.FACTORY, empty));
  }
}
