package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lateo.FlowTrainer;
import org.lateo.VAETrainer;
import org.lateo.anomaly.AnomalyDefaults;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.app.verb.Refusals;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.codes.CodeDefaults;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.lateo.conformal.ConformalRegressionTrainer;
import org.lateo.objective.Reconstruction;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.tables.CellFormat;

/** Every default that a help text prints is that of the code, read from fields. */
final class PrintedDefaultsTest {
  /** What happens without an option, in words or of the command line's own. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("--rows", "all"),
          Map.entry("--separator", "found out"),
          Map.entry("--encoding", "UTF-8"),
          Map.entry("--threads", "one a processor"),
          Map.entry("--time-budget", "no limit"),
          Map.entry("--refine", "that of all epochs"),
          Map.entry("--coverage", "no such promise"),
          Map.entry("--task", "latent"),
          Map.entry("--method", "auto"),
          Map.entry("--model", "vae"),
          Map.entry("--anomalous", "ANOMALOUS"),
          Map.entry("--gaps", String.join(",", CellFormat.DEFAULT.gaps())));

  private static final Pattern ENTRY =
      Pattern.compile(
          "(?ms)^ {2,6}(?:-\\w, )?(--[a-z-]+)(.*?)(?=^ {2,6}(?:-\\w, )?--[a-z]|^\\S|\\z)");

  private static final Pattern DEFAULT = Pattern.compile("\\(default: (.*?)\\)\\.");

  /** The defaults that a help text prints, by option. */
  private static Map<String, String> printed(Object... arguments) {
    Ran ran = Ran.run(arguments).ok();
    assertFalse(ran.out().contains("${") || ran.out().contains("default: null"), ran.out());
    assertFalse(ran.out().contains("%n") || ran.out().contains("%%"), ran.out());
    Map<String, String> defaults = new TreeMap<>();
    Matcher entry = ENTRY.matcher(ran.out());
    while (entry.find()) {
      String text =
          entry.group(2).replaceAll("\\s*\\R\\s*", " ").replace("rate=0. 05", "rate=0.05");
      Matcher found = DEFAULT.matcher(text);
      if (found.find()) {
        defaults.put(entry.group(1), found.group(1));
      }
    }
    return defaults;
  }

  /** The fields of a trainer and of its parts, as help texts show them. */
  private static Map<String, String> fields(Object of) throws ReflectiveOperationException {
    Map<String, String> all = new TreeMap<>();
    for (Class<?> type = of.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.isAnnotationPresent(Config.class)) {
          field.setAccessible(true);
          Object value = field.get(of);
          if (value instanceof Part part) {
            fields(part).forEach(all::putIfAbsent);
          }
          all.put(field.getName(), text(value));
        }
      }
    }
    return all;
  }

  private static String text(Object value) {
    if (value instanceof Part part) {
      return PartKind.name(part);
    }
    if (value instanceof int[] sizes) {
      return String.join(",", IntStream.of(sizes).mapToObj(Integer::toString).toList());
    }
    boolean list = value != null && value.getClass().isArray();
    return list
        ? Integer.toString(Array.getLength(value))
        : String.valueOf(value).toLowerCase(Locale.ROOT);
  }

  /** The field that an option sets. */
  private static String field(String option) throws ReflectiveOperationException {
    Field map = Refusals.class.getDeclaredField("OPTION_OF_FIELD");
    map.setAccessible(true);
    String name = option.substring(2);
    for (Map.Entry<?, ?> known : ((Map<?, ?>) map.get(null)).entrySet()) {
      if (known.getValue().equals(name) && !known.getKey().equals("decoderHidden")) {
        return (String) known.getKey();
      }
    }
    return name;
  }

  private static void assertDefaults(
      Map<String, String> printed, List<Map<String, String>> trainers)
      throws ReflectiveOperationException {
    List<String> compared = new ArrayList<>();
    List<Map<String, String>> all = new ArrayList<>(trainers);
    all.add(Map.of("codes", fields(new FewLabelsTrainer()).get("codes")));
    all.add(Map.of("calibration", conformal().get("calibration")));
    all.add(Map.of("weights", network().get("method")));
    for (Map.Entry<String, String> shown : printed.entrySet()) {
      String option = shown.getKey();
      if (WORDS.containsKey(option)) {
        assertEquals(WORDS.get(option), shown.getValue(), option);
      } else if (option.equals("--members")) {
        String both = detector().get("members") + ", of bayes " + network().get("members");
        assertEquals(both, shown.getValue());
      } else if (!option.equals("--likelihood")) {
        compared.add(option);
        String field = field(option);
        assertTrue(
            all.stream().anyMatch(t -> shown.getValue().equals(t.get(field))),
            () -> option + ": printed " + shown.getValue() + ", " + field + " of " + all);
      }
    }
    assertTrue(compared.size() >= 20, compared.toString());
  }

  private static Map<String, String> detector() throws ReflectiveOperationException {
    Map<String, String> detector = fields(VAEAnomalyTrainer.builder().build());
    detector.computeIfPresent("threshold", (k, name) -> name + ":rate=" + detector.get("rate"));
    return detector;
  }

  private static Map<String, String> conformal() throws ReflectiveOperationException {
    return fields(ConformalRegressionTrainer.builder().build());
  }

  private static Map<String, String> network() throws ReflectiveOperationException {
    return fields(BayesianRegressionTrainer.builder().build());
  }

  @Test
  void ofNetworks() throws ReflectiveOperationException {
    Map<String, String> printed = printed("train", "--task", "regress", "--help");
    printed.values().removeIf("none, not of bayes"::equals);
    assertFalse(printed.containsKey("--prior"), "that of weights has no option");
    Map<String, String> network = network();
    assertDefaults(printed, List.of(network, detector(), plain(), flow()));
    assertEquals(network.get("hidden"), printed.get("--hidden"));
    assertEquals(network.get("epochs"), printed.get("--epochs"));
  }

  /** The objective of a plain autoencoder. */
  private static Map<String, String> plain() throws ReflectiveOperationException {
    return fields(new Reconstruction());
  }

  /** What only a flow has. */
  private static Map<String, String> flow() throws ReflectiveOperationException {
    Map<String, String> flow = fields(FlowTrainer.builder().build());
    flow.keySet().retainAll(Set.of("kind", "layers", "bins", "scaling", "jitter"));
    return flow;
  }

  private static Map<String, String> flowOfDetector() throws ReflectiveOperationException {
    return fields(AnomalyDefaults.flow(1000).build());
  }

  @Test
  void ofDetectorsOfFlows() throws ReflectiveOperationException {
    Map<String, String> printed =
        printed("train", "--task", "anomaly", "--model", "flow", "--help");
    assertEquals("by the number of columns", printed.remove("--hidden"));
    assertEquals("0.0 to 0.1", printed.remove("--validation"));
    assertEquals("0 to 30", printed.remove("--patience"));
    printed.values().removeIf("none, not of flows"::equals);
    assertDefaults(printed, List.of(flowOfDetector(), detector(), plain()));
    assertEquals("0.02", printed.get("--jitter"));
  }

  /** Options that a flow does not have are said to be none of its. */
  @Test
  void ofFlows() throws ReflectiveOperationException {
    Map<String, String> printed = printed("train", "--model", "flow", "--help");
    assertEquals("by the number of columns", printed.remove("--hidden"));
    Map<String, String> fields = fields(FlowTrainer.builder().build());
    printed.values().removeIf("none, not of flows"::equals);
    assertDefaults(printed, List.of(fields, detector(), plain()));
    assertEquals(fields.get("epochs"), printed.get("--epochs"));
    assertEquals(fields.get("activation"), printed.get("--activation"));
  }

  @Test
  void ofAutoencoders() throws ReflectiveOperationException {
    assertDefaults(
        printed("train", "--help"),
        List.of(fields(VAETrainer.builder().build()), detector(), plain(), flow()));
  }

  /** A classifier's autoencoder depends on how many rows and columns there are. */
  @Test
  void ofClassifiers() throws ReflectiveOperationException {
    Map<String, String> printed = printed("train", "--task", "classify", "--help");
    Map<String, String> few = fields(CodeDefaults.choose(1, 1).build());
    Map<String, String> many = fields(CodeDefaults.choose(1_000_000, 1_000).build());
    assertEquals(many.get("epochs") + " to " + few.get("epochs"), printed.remove("--epochs"));
    for (String option : List.of("--latent", "--batch", "--learning-rate", "--average")) {
      String field = field(option);
      assertNotEquals(few.get(field), many.get(field), option);
      assertEquals(few.get(field) + " to " + many.get(field), printed.remove(option), option);
    }
    assertDefaults(
        printed, List.of(fields(CodeDefaults.choose(1, 1).build()), detector(), plain(), flow()));
  }

  /** What depends on the table is a range, of which the values of tables are. */
  @Test
  void ofDetectors() throws ReflectiveOperationException {
    Map<String, String> printed = printed("train", "--task", "anomaly", "--help");
    List<Map<String, String>> tables = new ArrayList<>(List.of(detector()));
    for (int rows : new int[] {1, 200, 5000, 1_000_000}) {
      for (List<String> names : List.of(List.of("a"), List.of("a", "b@c", "d", "e"))) {
        tables.add(fields(AnomalyDefaults.choose(rows, names).build()));
      }
    }
    assertEquals("2 to 10", printed.remove("--latent"));
    assertEquals("20 to 5000", printed.remove("--epochs"));
    assertEquals("0.0 to 0.1", printed.remove("--validation"));
    assertEquals("standard-normal or mixture", printed.remove("--prior"));
    assertEquals("student-t or mixed", printed.get("--likelihood"));
    for (Map<String, String> table : tables.subList(1, tables.size())) {
      int latent = Integer.parseInt(table.get("latent"));
      int epochs = Integer.parseInt(table.get("epochs"));
      assertTrue(latent >= 2 && latent <= 10 && epochs >= 20 && epochs <= 5000, table.toString());
    }
    Map<String, String> some = new TreeMap<>(tables.get(2));
    assertDefaults(printed, List.of(some, detector(), plain(), flowOfDetector()));
  }

  @Test
  void ofOtherVerbs() {
    for (String verb : List.of("encode", "score", "predict", "evaluate", "impute", "export")) {
      Map<String, String> printed = printed(verb, "--help");
      printed.keySet().removeAll(WORDS.keySet());
      printed.keySet().removeAll(List.of("--seed", "--samples"));
      assertEquals(Map.of(), printed, verb);
    }
    assertEquals("500", printed("bench", "--help").get("--hidden"));
  }
}
