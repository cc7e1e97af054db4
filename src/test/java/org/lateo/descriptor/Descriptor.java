package org.lateo.descriptor;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lateo.VAETrainer;

/**
 * What Lateo has for programs that look for trainers: its name and version, the versions of Tribuo
 * and Java, every trainer with the outputs it takes and the model it gives, and every part that a
 * trainer's option may name, all with options, types and defaults. {@code mvn test-compile
 * exec:java -Dexec.mainClass=org.lateo.descriptor.Descriptor -Dexec.classpathScope=test} writes it.
 */
public final class Descriptor {
  static final Path FOLDER = Path.of("plugin-descriptor");

  private static final Path SOURCES = Path.of("src", "main", "java");

  private Descriptor() {}

  /** Writes the descriptor, and the configuration of {@code lateo-config.xml} as JSON. */
  public static void main(String[] arguments) throws Exception {
    Files.writeString(FOLDER.resolve("lateo.json"), json());
    Files.writeString(FOLDER.resolve("lateo-config.json"), configuration());
  }

  /** The components of {@code lateo-config.xml} in OLCUT's JSON. */
  static String configuration() throws IOException {
    ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
    ConfigurationManager manager =
        new ConfigurationManager(FOLDER.resolve("lateo-config.xml").toString());
    Path file = Files.createTempFile("lateo", ".json");
    try {
      manager.save(file.toFile(), true);
      JsonNode all = new ObjectMapper().readTree(file.toFile());
      sort((ArrayNode) all.at("/config/components"));
      return writer().writeValueAsString(all) + "\n";
    } finally {
      Files.delete(file);
    }
  }

  /** By name, without what is false by itself. */
  private static void sort(ArrayNode components) {
    List<JsonNode> sorted = new ArrayList<>();
    components.forEach(sorted::add);
    sorted.sort(Comparator.comparing(component -> component.get("name").asText()));
    sorted.forEach(component -> ((ObjectNode) component).remove(List.of("export", "import")));
    components.removeAll().addAll(sorted);
  }

  private static ObjectWriter writer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new ObjectMapper()
        .writer(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
  }

  static String json() throws IOException, ReflectiveOperationException {
    return writer().writeValueAsString(describe()) + "\n";
  }

  private static Map<String, Object> describe() throws IOException, ReflectiveOperationException {
    List<Object> trainers = new ArrayList<>();
    List<Object> parts = new ArrayList<>();
    for (Class<?> type : configurable()) {
      DescribedClass described = new DescribedClass(type);
      (described.isTrainer() ? trainers : parts).add(described.describe());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", "lateo");
    all.put("version", pom("<artifactId>lateo</artifactId>\\s*<version>(.*?)</version>"));
    all.put("tribuo", List.of(pom("<tribuo.version>(.*?)</")));
    all.put("java", ">=" + pom("<maven.compiler.release>(.*?)</"));
    all.put("configurations", List.of("lateo-config.xml", "lateo-config.json"));
    all.put("trainers", trainers);
    all.put("parts", parts);
    return all;
  }

  private static String pom(String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of("pom.xml")));
    if (!found.find()) {
      throw new IllegalStateException("pom.xml has no " + pattern);
    }
    return found.group(1);
  }

  /** Every class of the library that OLCUT can make, by name; the command line's aside. */
  private static List<Class<?>> configurable() throws IOException, ReflectiveOperationException {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES.resolve(Path.of("org", "lateo")))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String name = SOURCES.relativize(file).toString().replaceAll("[/\\\\]", ".");
        if (name.contains("-info") || name.startsWith("org.lateo.app")) {
          continue;
        }
        Class<?> type =
            Class.forName(
                name.substring(0, name.length() - ".java".length()),
                false,
                VAETrainer.class.getClassLoader());
        if (DescribedClass.isOne(type)) {
          found.add(type);
        }
      }
    }
    return found;
  }
}
