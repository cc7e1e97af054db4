package org.lateo.descriptor;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lateo.config.Part;
import org.lateo.model.Architecture;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.Trainer;

/** A class that OLCUT can make, with its options and their defaults. */
record DescribedClass(Class<?> type) {
  /** What every part is. */
  private static final Set<Class<?>> GENERAL = Set.of(Configurable.class, Part.class);

  private static final TypeFactory TYPES = TypeFactory.defaultInstance();
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** The comment before a class, and its first sentence. */
  private static final Pattern COMMENT =
      Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/(?:(?!/\\*\\*|;).)*?\\bclass \\w");

  private static final Pattern SENTENCE = Pattern.compile("(?s)(.*?[^.]\\.)(\\s.*|$)");

  boolean isTrainer() {
    return Trainer.class.isAssignableFrom(type);
  }

  /** What stands in the descriptor. */
  Map<String, Object> describe() throws ReflectiveOperationException, IOException {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("class", type.getName());
    described.put("description", sentence());
    if (isTrainer()) {
      described.put("output", output());
      described.put("model", model());
    } else {
      described.put("is", kinds());
    }
    described.put("options", options());
    return described;
  }

  private String sentence() throws IOException {
    String name = type.getName().replaceAll("\\$.*", "").replace('.', '/');
    Matcher comment = COMMENT.matcher(Files.readString(SOURCES.resolve(name + ".java")));
    if (!comment.find()) {
      throw new IllegalStateException("No comment before " + type);
    }
    String text =
        comment
            .group(1)
            .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
            .replaceAll("\\{@\\w+ (?:[\\w.]*#)?([^}]*)}", "$1")
            .replaceAll("</?\\w+>", "")
            .strip();
    Matcher sentence = SENTENCE.matcher(text);
    return sentence.matches() ? sentence.group(1) : text;
  }

  /** The type of outputs that it trains on, or {@code any}. */
  private String output() {
    Class<?> output = known().findSuperType(Trainer.class).containedType(0).getRawClass();
    return output == Output.class ? "any" : output.getName();
  }

  private String model() throws NoSuchMethodException {
    Method train = type.getMethod("train", Dataset.class);
    JavaType declaring = known().findSuperType(train.getDeclaringClass());
    return TYPES
        .resolveMemberType(train.getGenericReturnType(), declaring.getBindings())
        .getRawClass()
        .getName();
  }

  /** The class, with what its superclasses' type variables stand for. */
  private JavaType known() {
    return TYPES.constructType(type);
  }

  /** The interfaces of parts that it implements: what an option may ask for. */
  private List<String> kinds() {
    Set<String> kinds = new TreeSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      addKinds(each, kinds);
    }
    return List.copyOf(kinds);
  }

  private static void addKinds(Class<?> type, Set<String> kinds) {
    for (Class<?> each : type.getInterfaces()) {
      if (Configurable.class.isAssignableFrom(each) && !GENERAL.contains(each)) {
        kinds.add(each.getName());
        addKinds(each, kinds);
      }
    }
  }

  private Map<String, Object> options() throws ReflectiveOperationException {
    Object made = made();
    Map<String, Object> options = new TreeMap<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        Config config = field.getAnnotation(Config.class);
        if (config != null && !config.description().isEmpty()) {
          options.put(field.getName(), option(field, config, made));
        }
      }
    }
    return options;
  }

  /** One with every option at its default, before anything follows from others. */
  private Object made() throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static Map<String, Object> option(Field field, Config config, Object made)
      throws ReflectiveOperationException {
    field.setAccessible(true);
    Map<String, Object> option = new LinkedHashMap<>();
    option.put("type", field.getGenericType().getTypeName());
    choices(field).ifPresent(choices -> option.put("choices", choices));
    option.put("mandatory", config.mandatory());
    option.put("default", value(field.get(made)));
    option.put("description", config.description());
    return option;
  }

  private static Optional<List<String>> choices(Field field) {
    Object[] constants = field.getType().getEnumConstants();
    return constants == null
        ? Optional.empty()
        : Optional.of(Arrays.stream(constants).map(c -> ((Enum<?>) c).name()).toList());
  }

  private static Object value(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value.getClass().isArray()) {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        items.add(value(Array.get(value, i)));
      }
      return items;
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(DescribedClass::value).toList();
    }
    return value instanceof Configurable ? Map.of("class", value.getClass().getName()) : value + "";
  }

  /**
   * Whether OLCUT can make it and an option may name it; models name architectures, users do not.
   */
  static boolean isOne(Class<?> type) {
    return Configurable.class.isAssignableFrom(type)
        && !Architecture.class.isAssignableFrom(type)
        && !type.isInterface()
        && !Modifier.isAbstract(type.getModifiers());
  }
}
