package org.lateo.app.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.app.SmallData;
import org.lateo.app.input.InputException;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.tables.Datasets;
import org.lateo.tables.OutputKind;
import org.lateo.tables.SheetReader;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

final class ClassifierTaskTest {
  @TempDir private Path folder;
  private Dataset<Label> dataset;

  @BeforeEach
  void read() {
    TableOptions options = TableOptions.of(SmallData.csv(folder)).withResponse("kind");
    dataset = Datasets.toTrain(SheetReader.read(options), OutputKind.labels());
  }

  private static List<Integer> labelled(Dataset<Label> rows) {
    return IntStream.range(0, rows.size())
        .filter(i -> LabelMasking.isLabelled(rows.getExample(i)))
        .boxed()
        .toList();
  }

  @Test
  void keepsEachClassByItsShare() {
    Dataset<Label> some = ClassifierTask.keep(dataset, 9, 1);
    assertEquals(60, some.size());
    List<Integer> kept = labelled(some);
    assertEquals(9, kept.size());
    long plus =
        kept.stream().filter(i -> some.getExample(i).getOutput().getLabel().equals("plus")).count();
    assertEquals(6, plus);
    kept.forEach(i -> assertSame(dataset.getExample(i), some.getExample(i)));
    assertEquals(9, LabelMasking.labelledRows(some).size());
  }

  @Test
  void drawsBySeed() {
    assertEquals(
        labelled(ClassifierTask.keep(dataset, 9, 1)), labelled(ClassifierTask.keep(dataset, 9, 1)));
    assertNotEquals(
        labelled(ClassifierTask.keep(dataset, 9, 1)), labelled(ClassifierTask.keep(dataset, 9, 2)));
  }

  @Test
  void refusesTooManyAndTooFew() {
    for (int count : new int[] {1, 46}) {
      InputException e =
          assertThrows(InputException.class, () -> ClassifierTask.keep(dataset, count, 1));
      assertEquals(
          "--labelled: expected from 2 labels, one for each class, to 45, all of them, found "
              + count,
          e.getMessage());
    }
  }
}
