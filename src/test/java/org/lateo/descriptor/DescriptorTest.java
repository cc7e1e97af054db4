package org.lateo.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.Labels;
import org.lateo.Tiny;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.likelihood.Likelihood;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * The files of {@code plugin-descriptor} are what the code says today ({@link Descriptor} writes
 * them), lie in the jar, and every trainer of theirs trains.
 */
final class DescriptorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 60;

  private static String file(String name) throws IOException {
    return Files.readString(Descriptor.FOLDER.resolve(name));
  }

  private static ConfigurationManager manager(String file) {
    ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
    return new ConfigurationManager(Descriptor.FOLDER.resolve(file).toString());
  }

  @Test
  void descriptorIsTodays() throws Exception {
    assertTrue(
        file("lateo.json").equals(Descriptor.json()),
        "lateo.json is not what the code says; org.lateo.descriptor.Descriptor writes it");
  }

  @Test
  void jsonSaysWhatXmlSays() throws IOException {
    assertTrue(
        file("lateo-config.json").equals(Descriptor.configuration()),
        "lateo-config.json is not what lateo-config.xml says; org.lateo.descriptor.Descriptor writes it");
    ConfigurationManager xml = manager("lateo-config.xml");
    ConfigurationManager json = manager("lateo-config.json");
    assertEquals(xml.getComponentNames(), json.getComponentNames());
    for (String name : trainers().toList()) {
      assertEquals(trainer(xml, name).getProvenance(), trainer(json, name).getProvenance());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lateo.json", "lateo-config.xml", "lateo-config.json"})
  void liesInTheJar(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/META-INF/lateo/" + name)) {
      assertNotNull(in, name);
      assertEquals(file(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void isFoundOnTheClassPath() {
    ConfigurationManager manager = new ConfigurationManager("/META-INF/lateo/lateo-config.xml");
    assertTrue(manager.lookup("anomaly") instanceof VAEAnomalyTrainer);
  }

  /** Options that the configurations set are among those that the descriptor has. */
  @Test
  void everyOptionHasATypeAndADescription() throws IOException {
    JsonNode all = JSON.readTree(file("lateo.json"));
    int count = 0;
    for (String kind : List.of("trainers", "parts")) {
      for (JsonNode each : all.get(kind)) {
        assertFalse(each.get("description").asText().isBlank(), each::toString);
        for (JsonNode option : each.get("options")) {
          assertTrue(option.get("description").asText().endsWith("."), option::toString);
          count++;
        }
      }
    }
    assertTrue(count > 200, "few options: " + count);
  }

  /** Names of the components that train; but one, which trains on codes only, inside of m1m2. */
  static Stream<String> trainers() {
    ConfigurationManager manager = manager("lateo-config.xml");
    return manager.getComponentNames().stream()
        .filter(name -> manager.lookup(name) instanceof Trainer<?>)
        .filter(name -> !name.equals("m2-of-codes"))
        .sorted();
  }

  private static Trainer<?> trainer(ConfigurationManager manager, String name) {
    return (Trainer<?>) manager.lookup(name);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void trains(String name) throws Exception {
    ConfigurationManager manager = manager("lateo-config.xml");
    JsonNode described = described(manager.lookup(name).getClass().getName());
    Dataset<?> rows = rows(described.get("output").asText(), name);
    Model<?> model = train(trainer(manager, name), rows);
    assertEquals(Tiny.COLUMNS, model.getFeatureIDMap().size(), name);
    assertTrue(Class.forName(described.get("model").asText()).isInstance(model), () -> model + "");
  }

  /** What the descriptor says of a trainer. */
  private static JsonNode described(String type) throws IOException {
    for (JsonNode each : JSON.readTree(file("lateo.json")).get("trainers")) {
      if (each.get("class").asText().equals(type)) {
        return each;
      }
    }
    throw new IllegalStateException(type + " is not described");
  }

  /** Trainers of any output are those around another trainer, and say so. */
  @Test
  void outputsAreKnown() throws IOException {
    Set<String> ofAny = new TreeSet<>();
    for (JsonNode each : JSON.readTree(file("lateo.json")).get("trainers")) {
      if (each.get("output").asText().equals("any")) {
        ofAny.add(each.get("class").asText().replaceAll(".*\\.", ""));
      }
    }
    assertEquals(Set.of("ChosenFeaturesTrainer", "LatentFeatureTrainer"), ofAny);
  }

  /** Whatever kind of part an option asks for, the descriptor has one. */
  @Test
  void optionsFindTheirParts() throws IOException {
    JsonNode all = JSON.readTree(file("lateo.json"));
    Set<String> kinds = new TreeSet<>();
    all.get("parts").forEach(part -> part.get("is").forEach(kind -> kinds.add(kind.asText())));
    for (JsonNode each : all.get("trainers")) {
      for (JsonNode option : each.get("options")) {
        String type = option.get("type").asText();
        if (type.startsWith("org.lateo") && !type.endsWith("Trainer") && !option.has("choices")) {
          assertTrue(kinds.contains(type), type);
        }
      }
    }
    assertEquals(
        ServiceLoader.load(Likelihood.class).stream().count(),
        count(all, Likelihood.class.getName()));
  }

  private static long count(JsonNode all, String kind) {
    long count = 0;
    for (JsonNode part : all.get("parts")) {
      for (JsonNode each : part.get("is")) {
        count += each.asText().equals(kind) ? 1 : 0;
      }
    }
    return count;
  }

  private static Dataset<?> rows(String output, String name) {
    double[][] values = values(name);
    return switch (output.substring(output.lastIndexOf('.') + 1)) {
      case "LatentCode" -> of(values, new LatentCodeFactory(), i -> LatentCode.UNKNOWN);
      case "Event" -> of(values, new AnomalyFactory(), i -> AnomalyFactory.EXPECTED_EVENT);
      case "Regressor" -> regressors(values);
      case "Label", "any" ->
          name.startsWith("label") ? Labels.dataset(ROWS) : Labels.partly(ROWS, 3);
      default -> throw new IllegalArgumentException(output);
    };
  }

  private static double[][] values(String name) {
    if (name.equals("texts")) {
      return Tiny.countRows(ROWS, Tiny.COLUMNS, 3);
    }
    return name.contains("flow")
        ? Tiny.realRows(ROWS, Tiny.COLUMNS, 3)
        : Tiny.unitRows(ROWS, Tiny.COLUMNS, 3);
  }

  private static Dataset<Regressor> regressors(double[][] values) {
    return of(values, new RegressionFactory(), i -> new Regressor("y", values[i][0] + i % 3));
  }

  private static <T extends Output<T>> Dataset<T> of(
      double[][] values, OutputFactory<T> factory, IntFunction<T> output) {
    return Tiny.dataset(values, factory, output);
  }

  @SuppressWarnings("unchecked") // The descriptor says which rows a trainer takes.
  private static <T extends Output<T>> Model<T> train(Trainer<T> trainer, Dataset<?> rows) {
    return trainer.train((Dataset<T>) rows);
  }
}
