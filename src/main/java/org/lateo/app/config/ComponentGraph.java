package org.lateo.app.config;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.MapProperty;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which components of an OLCUT configuration name which others.
 *
 * @param named by the name of a component, the values of its properties
 */
record ComponentGraph(Map<String, List<String>> named) {
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

  /** The first component, from one on, that names itself or one that leads back to it. */
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
