package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.MutableDataset;
import org.tribuo.dataset.DatasetView;
import org.tribuo.test.Helpers;

/** Tribuo's datasets, with nothing but unknown outputs and with some codes, survive storage. */
final class UnlabelledDatasetTest {

  private static MutableDataset<LatentCode> dataset(boolean unlabelled) {
    LatentCode output = unlabelled ? LatentCode.UNKNOWN : Codes.scored(-5, 1, 0.5, 2);
    return Codes.dataset(LatentCode.UNKNOWN, output, LatentCode.UNKNOWN, output);
  }

  private static void assertSurvives(Dataset<LatentCode> dataset) throws Exception {
    assertSameRows(dataset, Helpers.testDatasetSerialization(dataset));
    @SuppressWarnings("unchecked") // what was written is what is read
    Dataset<LatentCode> read = (Dataset<LatentCode>) JavaSerialization.roundTrip(dataset);
    assertSameRows(dataset, read);
  }

  private static void assertSameRows(Dataset<LatentCode> expected, Dataset<LatentCode> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.getExample(i), found.getExample(i));
      assertTrue(expected.getExample(i).getOutput().fullEquals(found.getExample(i).getOutput()));
    }
    assertEquals(expected.getOutputInfo(), found.getOutputInfo());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mutableDataset(boolean unlabelled) throws Exception {
    assertSurvives(dataset(unlabelled));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void immutableCopy(boolean unlabelled) throws Exception {
    assertSurvives(ImmutableDataset.copyDataset(dataset(unlabelled)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deepCopy(boolean unlabelled) throws Exception {
    MutableDataset<LatentCode> dataset = dataset(unlabelled);
    Dataset<LatentCode> copy = MutableDataset.createDeepCopy(dataset);
    assertSameRows(dataset, copy);
    assertSurvives(copy);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void view(boolean unlabelled) throws Exception {
    MutableDataset<LatentCode> dataset = dataset(unlabelled);
    assertSurvives(DatasetView.createView(dataset, e -> e.getOutput().isUnknown(), "unlabelled"));
    assertSurvives(new DatasetView<>(dataset, new int[] {3, 0}, "two"));
    assertSurvives(DatasetView.createBootstrapView(dataset, 3, 1L));
  }

  @Test
  void unknownRowsAreCountedAndFound() {
    MutableDataset<LatentCode> dataset = dataset(false);
    assertEquals(2, dataset.getOutputInfo().getUnknownCount());
    assertEquals(2, dataset.getOutputIDInfo().getUnknownCount());
    LatentCode unknown = dataset.getOutputFactory().getUnknownOutput();
    long found = 0;
    for (Example<LatentCode> example : Helpers.testDatasetSerialization(dataset)) {
      found += example.getOutput().equals(unknown) ? 1 : 0;
    }
    assertEquals(2, found);
  }

  @Test
  void clearingAllowsOtherDimensions() {
    MutableDataset<LatentCode> dataset = dataset(false);
    dataset.clear();
    dataset.add(Codes.row(Codes.encoded(1, 2, 3), 0));
    assertEquals(3, dataset.getOutputs().size());
    assertSame(LatentCodeFactory.class, dataset.getOutputFactory().getClass());
  }
}
