package org.lateo.app.config;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.ListProperty;
import com.oracle.labs.mlrg.olcut.config.property.MapProperty;
import com.oracle.labs.mlrg.olcut.config.property.Property;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lateo.app.input.InputException;

/**
 * Looks at the components of a configuration before OLCUT makes any: OLCUT initialises whatever
 * class is named and makes an object of it before it sees that something else is asked for, makes
 * components that are parts of themselves without end, and puts global properties into each other
 * until no memory is left.
 */
final class Components {
  private final Path file;
  private final ConfigurationManager manager;
  private final GlobalValues values;
  private final Set<Asked> checked = new HashSet<>();

  /** A component, and what its class must be a kind of. */
  private record Asked(String name, Class<?> type) {}

  private Components(Path file, ConfigurationManager manager) {
    this.file = file;
    this.manager = manager;
    this.values = new GlobalValues(file, manager.getImmutableGlobalProperties());
  }

  /**
   * Checks a component and those that it is made of.
   *
   * @param type what is asked for
   * @throws InputException if a class is not what the field asks for that it is named in, or a
   *     component is a part of itself
   */
  static void check(Path file, ConfigurationManager manager, String name, Class<?> type) {
    new Components(file, manager).check(new Asked(name, type), new LinkedHashSet<>());
  }

  /** Classes that do not exist are left to OLCUT, which says so. */
  private void check(Asked asked, Set<String> above) {
    Optional<ConfigurationData> data = manager.getConfigurationData(asked.name);
    if (data.isEmpty()) {
      return;
    }
    if (!above.add(asked.name)) {
      throw refused("components that do not refer to themselves", "'" + asked.name + "'");
    }
    if (data.get().getClassName() == null) {
      throw refused("the name of a class as the type of '" + asked.name + "'", "something else");
    }
    if (checked.add(asked)) {
      load(data.get().getClassName()).ifPresent(found -> check(asked, found, data.get(), above));
    }
    above.remove(asked.name);
  }

  private void check(Asked asked, Class<?> found, ConfigurationData data, Set<String> above) {
    if (!asked.type.isAssignableFrom(found)) {
      throw refused(
          "'" + asked.name + "' to be a " + asked.type.getName(), "the class " + found.getName());
    }
    for (Map.Entry<String, Property> property : data.getProperties().entrySet()) {
      List<String> texts =
          texts(property.getValue()).map(text -> expanded(text, asked.name)).toList();
      type(found, property.getKey())
          .filter(Configurable.class::isAssignableFrom)
          .ifPresent(type -> texts.forEach(text -> check(new Asked(text, type), above)));
    }
  }

  private String expanded(String text, String component) {
    return values
        .expanded(text)
        .orElseThrow(
            () ->
                refused(
                    "components that do not refer to themselves",
                    "a property of '" + component + "'"));
  }

  private InputException refused(String expected, String found) {
    return new InputException(file + ": expected " + expected + ", found " + found);
  }

  /** The class of a name, not initialised, from where OLCUT takes it. */
  private static Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name, false, ConfigurationManager.class.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static Stream<String> texts(Property property) {
    if (property instanceof ListProperty list) {
      return list.getSimpleList().stream().map(Object::toString);
    }
    return property instanceof MapProperty map
        ? map.getMap().values().stream().map(Object::toString)
        : Stream.of(property.toString());
  }

  /** What a configured field asks for, or each of its entries. */
  private static Optional<Class<?>> type(Class<?> of, String name) {
    for (Class<?> c = of; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.getName().equals(name) && field.isAnnotationPresent(Config.class)) {
          return Optional.of(type(field));
        }
      }
    }
    return Optional.empty();
  }

  private static Class<?> type(Field field) {
    if (field.getType().isArray()) {
      return field.getType().getComponentType();
    }
    if (field.getGenericType() instanceof ParameterizedType generic && !isPart(field)) {
      Type[] arguments = generic.getActualTypeArguments();
      return raw(arguments[arguments.length - 1]);
    }
    return field.getType();
  }

  /** Whether a field holds a part, which may have parameters too, as in {@code Trainer<Label>}. */
  private static boolean isPart(Field field) {
    return Configurable.class.isAssignableFrom(field.getType());
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType generic) {
      return raw(generic.getRawType());
    }
    return type instanceof Class<?> plain ? plain : Configurable.class;
  }
}
