package org.lateo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.PropertySheet;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the fields that OLCUT configures, so that objects without {@code equals} compare. */
final class ConfigFields {

  private ConfigFields() {}

  static Map<String, Config> annotations(Class<?> type) {
    Map<String, Config> annotations = new TreeMap<>();
    for (Field field : fields(type)) {
      annotations.put(field.getName(), field.getAnnotation(Config.class));
    }
    return annotations;
  }

  /** Values by field name; configurables become their class and their own fields. */
  static Map<String, Object> values(Object configurable) {
    Map<String, Object> values = new TreeMap<>();
    for (Field field : fields(configurable.getClass())) {
      try {
        field.setAccessible(true);
        values.put(field.getName(), comparable(field.get(configurable)));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return values;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // OLCUT asks for a class of configurables.
  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>(PropertySheet.getAllFields((Class) type));
    fields.removeIf(field -> field.getAnnotation(Config.class) == null);
    return fields;
  }

  private static Object comparable(Object value) {
    if (value instanceof Configurable) {
      return List.of(value.getClass().getName(), values(value));
    } else if (value != null && value.getClass().isArray()) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        list.add(Array.get(value, i));
      }
      return list;
    }
    return value;
  }
}
