package org.lateo.config;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The {@code @Config} fields of a class of parts, read and written as text.
 *
 * @param type the class
 * @param fields by name, its superclasses' among them
 */
record PartFields<T extends Part>(Class<T> type, Map<String, Field> fields) {
  static <T extends Part> PartFields<T> of(Class<T> type) {
    Map<String, Field> fields = new TreeMap<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.isAnnotationPresent(Config.class)) {
          field.setAccessible(true);
          fields.putIfAbsent(field.getName(), field);
        }
      }
    }
    return new PartFields<>(type, fields);
  }

  Set<String> names() {
    return fields.keySet();
  }

  /** A part's values by field, without the parts that it holds and without null. */
  Map<String, String> values(Part part) {
    Map<String, String> values = new TreeMap<>();
    fields.forEach(
        (name, field) -> {
          Object value = get(field, part);
          if (value != null && !(value instanceof Part)) {
            values.put(name, FieldText.write(value));
          }
        });
    return values;
  }

  /** The parts that a part holds, by field. */
  Map<String, Part> parts(Part part) {
    Map<String, Part> parts = new TreeMap<>();
    fields.forEach(
        (name, field) -> {
          if (get(field, part) instanceof Part held) {
            parts.put(name, held);
          }
        });
    return parts;
  }

  private static Object get(Field field, Part part) {
    try {
      return field.get(part);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Made accessible: " + field, e);
    }
  }

  /** A part whose fields are all at their default. */
  T defaults() {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw new IllegalArgumentException(
          "Expected a class with a constructor without arguments, found " + type.getName(), e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "The constructor of " + type.getName() + " failed: " + e.getCause(), e);
    }
  }

  /**
   * A part with values for some fields.
   *
   * @param text values by the names of fields
   * @param nested makes the parts that the part holds, given the types of their fields
   * @throws IllegalArgumentException if a value cannot be read or is refused, naming the field
   */
  T with(PartText text, BiFunction<Class<? extends Part>, PartText, Part> nested) {
    T part = defaults();
    String title = text.name();
    text.settings()
        .forEach((name, value) -> set(fields.get(name), part, read(name, value, title, nested)));
    text.parts()
        .forEach(
            (name, held) -> set(fields.get(name), part, nested.apply(partType(name, title), held)));
    try {
      part.postConfig();
    } catch (PropertyException e) {
      throw new IllegalArgumentException(e.getProperty() + ": " + e.getMsg(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(title + ": " + e.getMessage(), e);
    }
    return part;
  }

  private Object read(
      String name,
      String value,
      String title,
      BiFunction<Class<? extends Part>, PartText, Part> nested) {
    Class<?> fieldType = fields.get(name).getType();
    return Part.class.isAssignableFrom(fieldType)
        ? nested.apply(partType(name, title), PartText.of(value.strip()))
        : FieldText.read(fieldType, value, name + " of " + title);
  }

  private Class<? extends Part> partType(String name, String title) {
    Class<?> fieldType = fields.get(name).getType();
    if (!Part.class.isAssignableFrom(fieldType)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected %s as %s of %s, found a part", fieldType.getSimpleName(), name, title));
    }
    return fieldType.asSubclass(Part.class);
  }

  private static void set(Field field, Part part, Object value) {
    try {
      field.set(part, value);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "Expected a field that can be set, found " + field + " to be final", e);
    }
  }
}
