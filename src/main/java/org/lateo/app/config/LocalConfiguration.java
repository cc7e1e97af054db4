package org.lateo.app.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.lateo.app.input.InputException;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Checks, before OLCUT reads a configuration, that it consists of plain files on this machine:
 * OLCUT would fetch document types and serialized Java objects from any address, would initialise
 * classes that lists name, and would read files that include each other without end.
 */
final class LocalConfiguration {
  private static final long MOST_BYTES = 16 << 20;

  /** Attributes and fields by which components are stored or found elsewhere. */
  private static final Set<String> ELSEWHERE = Set.of("serialized", "import", "export", "entries");

  private final Set<Path> seen = new HashSet<>();

  private LocalConfiguration() {}

  /**
   * Checks a file, XML or JSON by its ending, and the files that it includes.
   *
   * @throws InputException if a file is missing, above 16 MiB, unreadable or included twice, has a
   *     document type, or names serialized objects or classes in lists
   */
  static void check(Path file) {
    new LocalConfiguration().read(file);
  }

  private void read(Path file) {
    try {
      if (!seen.add(file.toRealPath())) {
        throw new InputException(file + ": expected each file to be included once, found it twice");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new InputException(
            String.format(
                "%s: expected a configuration of at most %d bytes, found %d",
                file, MOST_BYTES, Files.size(file)));
      }
      List<String> included = isJson(file) ? ofJson(file) : ofXml(file);
      included.forEach(other -> read(beside(file, other)));
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  private static Path beside(Path file, String other) {
    try {
      Path path = file.resolveSibling(other);
      if (Files.isRegularFile(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Refused below.
    }
    throw new InputException(file + ": expected included files beside it, found " + other);
  }

  private static InputException stored(Path file, String what) {
    return new InputException(
        file + ": expected components with a type and properties, found " + what);
  }

  /** The files that an XML file includes. */
  private static List<String> ofXml(Path file) throws IOException {
    Elements elements = new Elements(file);
    try (InputStream in = Files.newInputStream(file)) {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.newSAXParser().parse(in, elements);
      return elements.included;
    } catch (SAXParseException e) {
      throw new InputException(
          String.format(
              "%s: expected XML without a document type, found in line %d: %s",
              file, e.getLineNumber(), e.getMessage()),
          e);
    } catch (SAXException e) {
      throw new InputException(file + ": expected XML, found " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK's parser can refuse document types", e);
    }
  }

  private static final class Elements extends DefaultHandler {
    private final Path file;
    private final List<String> included = new ArrayList<>();

    Elements(Path file) {
      this.file = file;
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      if (name.equals("serialized")) {
        throw stored(file, "an element 'serialized'");
      }
      if (name.equals("type")) {
        throw stored(file, "an element 'type'"); // Its class is initialised, whatever it is.
      }
      if (name.equals("file") && attributes.getValue("value") != null) {
        included.add(attributes.getValue("value"));
      }
      for (String attribute : ELSEWHERE) {
        if (name.equals("component") && attributes.getValue(attribute) != null) {
          throw stored(file, "the attribute '" + attribute + "'");
        }
      }
    }
  }

  /** The files that a JSON file includes. */
  private static List<String> ofJson(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode config = mapper.readTree(in).path("config");
      if (!config.path("serialized-objects").isMissingNode()) {
        throw stored(file, "'serialized-objects'");
      }
      for (JsonNode component : config.path("components")) {
        for (String field : ELSEWHERE) {
          if (component.has(field)) {
            throw stored(file, "'" + field + "'");
          }
        }
      }
      if (!config.findValues("properties").stream().allMatch(LocalConfiguration::isWithoutType)) {
        throw stored(file, "an entry 'type'");
      }
      List<String> included = new ArrayList<>();
      config.path("config-files").forEach(other -> included.add(other.path("value").asText()));
      return included;
    }
  }

  /** Whether no list holds a class, which would be initialised, whatever it is. */
  private static boolean isWithoutType(JsonNode properties) {
    for (JsonNode list : properties) {
      if (list.isArray() && list.findValue("type") != null) {
        return false;
      }
    }
    return true;
  }
}
