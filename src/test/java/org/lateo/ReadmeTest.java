package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** The code of the README and of some pages is compiled, and run. */
class ReadmeTest {
  private static final Path SNIPPETS = Path.of("src/test/java/org/lateo");

  @ParameterizedTest
  @CsvSource({
    "README.md, ReadmeSnippets.java, 10",
    "src/site/markdown/missing-values.md, ReadmeSnippets.java, 4",
    "src/site/markdown/comparison.md, ComparisonSnippets.java, 9"
  })
  void everyLineOfCodeIsInTheSnippets(String page, String snippets, int least) throws IOException {
    Path file = SNIPPETS.resolve(snippets);
    String known = oneLine(Files.readAllLines(file));
    List<String> code = javaLines(Files.readAllLines(Path.of(page)));
    assertTrue(code.size() >= least, () -> "expected code in " + page + ", found " + code);
    for (String line : code) {
      String wanted = oneLine(List.of(line));
      assertTrue(known.contains(wanted), () -> "not in " + file + ": " + line);
    }
  }

  /** Without blanks, since lines of code are broken elsewhere than those of pages. */
  private static String oneLine(List<String> lines) {
    return String.join("", lines).replaceAll("\\s", "");
  }

  private static List<String> javaLines(List<String> readme) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : readme) {
      if (line.startsWith("```")) {
        inside = line.equals("```java");
      } else if (inside && !line.isBlank()) {
        lines.add(line.strip());
      }
    }
    return lines;
  }

  @Test
  void theSnippetsRun() throws IOException {
    MutableDataset<Label> dataset = dataset();
    Example<Label> row = dataset.getExample(0);
    assertEquals(row, ReadmeSnippets.fewLabels(dataset, row).getExample());
    ArrayExample<Label> gaps = new ArrayExample<>(row.getOutput());
    gaps.add("bit0", 1);
    double bit = ReadmeSnippets.missingValues(dataset, List.of(gaps));
    assertTrue(bit > 0 && bit < 1, () -> "a probability, found " + bit);
    assertEquals(
        dataset.size() + 2 + 10, ReadmeSnippets.more(dataset, dataset.getData().subList(0, 2)));
    VAEModel model = VAETrainer.builder().hidden(4).latent(2).epochs(1).build().fit(dataset);
    assertTrue(Files.readString(ReadmeSnippets.report(model, dataset)).contains("60 points"));
    assertEquals(2, ReadmeSnippets.serving(dataset.getData().subList(0, 2)).size());
  }

  @Test
  void theUncertaintyRuns() {
    double[][] homes = new double[40][];
    Arrays.setAll(homes, i -> new double[] {i});
    MutableDataset<Regressor> rows =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("homes", new RegressionFactory()),
            new RegressionFactory());
    for (double[] home : homes) {
      Regressor price = new Regressor("price", 3 * home[0] + home[0] % 3);
      rows.add(new ArrayExample<>(price, new String[] {"size"}, home));
    }
    double[] high = ReadmeSnippets.uncertain(rows, rows.getExample(20));
    assertEquals(60, high[0], 15);
  }

  @Test
  void theTableRuns(@TempDir Path folder) throws IOException {
    Path rows = folder.resolve("customers.csv");
    Files.writeString(rows, "plan;age\nfree;30\npro;NA\nfree;41\n");
    Path newer = Files.writeString(folder.resolve("newer.csv"), "age,plan\n?,pro\n");
    assertEquals(1, ReadmeSnippets.scores(newer, ReadmeSnippets.table(rows)).size());
  }

  @Test
  void theComparisonRuns(@TempDir Path folder) throws IOException {
    StringBuilder rows = new StringBuilder("plan,age,visits,kind\n");
    for (int i = 0; i < 40; i++) {
      String plan = i % 2 == 0 ? "free" : "pro";
      rows.append(plan + "," + (20 + i * 7 % 31) + "," + i % 2 * 5 + ",");
      rows.append(i % 4 < 2 ? plan + "\n" : "\n");
    }
    Files.writeString(folder.resolve("customers.csv"), rows);
    String unlabelled = rows.toString().replaceAll(",[a-z]*\n", "\n");
    Files.writeString(folder.resolve("rows.csv"), unlabelled);
    Files.writeString(folder.resolve("usual.csv"), unlabelled);
    Files.writeString(folder.resolve("new.csv"), "age,plan,visits\n30,pro,5\n99,free,5\n");
    assertEquals(6, ComparisonSnippets.run(folder));
  }

  @Test
  void theDetectorRuns() {
    AnomalyFactory factory = new AnomalyFactory();
    MutableDataset<Event> events =
        new MutableDataset<>(new SimpleDataSourceProvenance("bits", factory), factory);
    for (Example<Label> row : dataset()) {
      events.add(new ArrayExample<>(new Event(Event.EventType.EXPECTED), row, 1f));
    }
    assertTrue(
        Double.isFinite(
            ReadmeSnippets.unusualRows(events, events.getExample(0), events.getData())));
  }

  /** Two kinds of rows of eight bits, half of them without a label. */
  private static MutableDataset<Label> dataset() {
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("bits", factory), factory);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 60; i++) {
      Label label = i % 4 < 2 ? LabelFactory.UNKNOWN_LABEL : new Label("kind" + i % 2);
      ArrayExample<Label> example = new ArrayExample<>(label);
      for (int c = 0; c < 8; c++) {
        boolean likely = (c < 4) == (i % 2 == 0);
        example.add("bit" + c, random.nextDouble() < (likely ? 0.9 : 0.1) ? 1 : 0);
      }
      dataset.add(example);
    }
    return dataset;
  }
}
