package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.output.LatentCode;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

final class DatasetsTest {
  @TempDir private Path folder;

  private Sheet sheet(String... lines) throws IOException {
    return SheetReader.read(
        TableOptions.of(Written.text(folder, "a.csv", lines)).withResponse("kind"));
  }

  private static List<Feature> features(Example<?> example) {
    List<Feature> features = new ArrayList<>();
    example.forEach(features::add);
    return features;
  }

  @Test
  void firstExampleNamesColumnsOfZeros() throws IOException {
    Sheet sheet = sheet("x,y,never,kind", "0,1,0,a", "0,0,0,b", "2,0,0,a");
    Dataset<LatentCode> dataset = Datasets.toTrain(sheet, OutputKind.none());
    assertEquals(3, dataset.getFeatureMap().size());
    assertEquals(
        List.of(new Feature("never", 0), new Feature("y", 1)), features(dataset.getExample(0)));
    assertEquals(List.of(new Feature("x", 0)), features(dataset.getExample(1)));
    assertEquals(List.of(new Feature("x", 2)), features(dataset.getExample(2)));
    assertTrue(dataset.getData().stream().allMatch(e -> e.getOutput().isUnknown()));
  }

  @Test
  void examplesForAModelHaveAFeatureItKnows() throws IOException {
    Sheet sheet = sheet("a,b,kind", "1,2,k", "3,0,k", "0,0,k");
    Dataset<LatentCode> dataset = Datasets.toPredict(sheet, OutputKind.none(), List.of("b", "c"));
    assertEquals(
        List.of(new Feature("a", 1), new Feature("b", 2)), features(dataset.getExample(0)));
    assertEquals(
        List.of(new Feature("a", 3), new Feature("b", 0)), features(dataset.getExample(1)));
    assertEquals(List.of(new Feature("b", 0)), features(dataset.getExample(2)));
  }

  private Sheet sheetWithGaps(String... lines) throws IOException {
    return SheetReader.read(
        TableOptions.of(Written.text(folder, "a.csv", lines)).withMissing(c -> !c.equals("z")));
  }

  /** Only columns that are never missing get zeros that are not in the file. */
  @Test
  void gapsStayGaps() throws IOException {
    Sheet sheet = sheetWithGaps("x,never,y,z", "0,,,0", ",,2,0");
    Dataset<LatentCode> dataset = Datasets.toTrain(sheet, OutputKind.none());
    assertEquals(
        List.of(new Feature("x", 0), new Feature("z", 0)), features(dataset.getExample(0)));
    assertEquals(List.of(new Feature("y", 2)), features(dataset.getExample(1)));
    Dataset<LatentCode> known = Datasets.toPredict(sheet, OutputKind.none(), List.of("x", "z"));
    assertEquals(List.of(new Feature("y", 2), new Feature("z", 0)), features(known.getExample(1)));
  }

  @Test
  void refusesRowsOfGaps() throws IOException {
    Sheet sheet = sheetWithGaps("x,y", "1,2", ",3");
    TableException e =
        assertThrows(
            TableException.class, () -> Datasets.toPredict(sheet, OutputKind.none(), List.of("x")));
    assertEquals(
        "a.csv, row 2: expected a value in at least one known column, found all of them missing",
        e.getMessage());
  }

  @Test
  void refusesDataOfAnotherModel() throws IOException {
    Sheet sheet = sheet("a,b,kind", "1,2,k");
    TableException e =
        assertThrows(
            TableException.class,
            () -> Datasets.toPredict(sheet, OutputKind.none(), List.of("c", "d")));
    assertEquals(
        "a.csv: expected a column of the model's, which are 'c', 'd', found 'a', 'b'",
        e.getMessage());
  }

  @Test
  void labelsAreKnownOrUnknown() throws IOException {
    Sheet sheet = sheet("x,kind", "1,cat", "2,");
    Dataset<Label> dataset = Datasets.toTrain(sheet, OutputKind.labels());
    assertEquals(new Label("cat"), dataset.getExample(0).getOutput());
    assertEquals(LabelFactory.UNKNOWN_LABEL, dataset.getExample(1).getOutput());
  }

  @Test
  void eventsAreAnomalousByName() throws IOException {
    Sheet sheet = sheet("x,kind", "1,FAULT", "2,fine", "3,");
    Dataset<Event> dataset = Datasets.toTrain(sheet, OutputKind.events("FAULT"));
    List<EventType> types = dataset.getData().stream().map(e -> e.getOutput().getType()).toList();
    assertEquals(List.of(EventType.ANOMALOUS, EventType.EXPECTED, EventType.UNKNOWN), types);
  }

  @Test
  void provenanceNamesTheFileNotTheFolder() throws IOException {
    Sheet sheet = sheet("x,kind", "1,cat");
    String provenance = Datasets.toTrain(sheet, OutputKind.labels()).getProvenance().toString();
    assertTrue(provenance.contains("a.csv, SHA-256 "), provenance);
    assertTrue(!provenance.contains(folder.toString()), provenance);
  }

  @Test
  void longListsAreCut() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      names.add("c" + i);
    }
    assertTrue(Names.list(names).endsWith("'c9' and 2 more"), Names.list(names));
    assertTrue(Names.list(names.subList(0, 11)).endsWith("'c10'"));
  }
}
