package org.lateo.app.config;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.MapProperty;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lateo.app.input.InputException;
import org.tribuo.Trainer;

/** A trainer from an OLCUT configuration, in XML or JSON by the file's ending. */
public final class ConfiguredTrainer {
  private ConfiguredTrainer() {}

  /**
   * The trainer of a name in a file.
   *
   * @throws InputException if there is no such file or no such trainer in it
   */
  public static Trainer<?> read(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": expected a configuration file, found none");
    }
    LocalConfiguration.check(file);
    ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
    try (ConfigurationManager manager = new ConfigurationManager(file.toUri().toURL())) {
      if (lookup(manager, file, name) instanceof Trainer<?> trainer) {
        return trainer;
      }
      throw new InputException(file + ": expected '" + name + "' to be a trainer");
    } catch (PropertyException | ConfigLoaderException | MalformedURLException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  /** OLCUT makes a component's parts first, without end if a component is a part of itself. */
  private static Configurable lookup(ConfigurationManager manager, Path file, String name) {
    try {
      return manager.lookup(name);
    } catch (StackOverflowError e) {
      String found =
          ComponentGraph.of(manager)
              .partOfItself(name)
              .map(component -> "'" + component + "'")
              .orElse("a property of '" + name + "'");
      throw new InputException(
          file + ": expected components that do not refer to themselves, found " + found, e);
    }
  }

  /**
   * Which components of an OLCUT configuration name which others.
   *
   * @param named the values of each component's properties, by the component's name
   */
  private record ComponentGraph(Map<String, List<String>> named) {
    static ComponentGraph of(ConfigurationManager manager) {
      Map<String, List<String>> named = new TreeMap<>();
      for (String name : manager.getComponentNames()) {
        Stream<Property> properties =
            manager.getConfigurationData(name).map(ConfigurationData::getProperties).stream()
                .flatMap(map -> map.values().stream());
        named.put(name, properties.flatMap(ComponentGraph::values).toList());
      }
      return new ComponentGraph(named);
    }

    private static Stream<String> values(Property property) {
      if (property instanceof ListProperty list) {
        return list.getSimpleList().stream().map(Object::toString);
      }
      return property instanceof MapProperty map
          ? map.getMap().values().stream().map(Object::toString)
          : Stream.of(property.toString());
    }

    /** The first component reached from a component that is, directly or not, a part of itself. */
    Optional<String> partOfItself(String from) {
      return reached(from).filter(name -> reachedFromParts(name).contains(name)).findFirst();
    }

    private Stream<String> reached(String from) {
      return Stream.concat(Stream.of(from), reachedFromParts(from).stream());
    }

    private Set<String> reachedFromParts(String from) {
      Set<String> reached = new HashSet<>();
      Deque<String> next = new ArrayDeque<>(parts(from));
      while (!next.isEmpty()) {
        String name = next.remove();
        if (reached.add(name)) {
          next.addAll(parts(name));
        }
      }
      return reached;
    }

    private List<String> parts(String name) {
      return named.getOrDefault(name, List.of()).stream().filter(named::containsKey).toList();
    }
  }
}
