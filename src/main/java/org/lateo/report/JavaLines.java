package org.lateo.report;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.CountedTrainer;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.tribuo.Trainer;

/**
 * A trainer as the Java expression that makes it: its builder, with the settings that are not at
 * their defaults. Settings are read from the trainer, so that a new one needs no line here: a
 * builder's methods are named as the trainer's fields.
 */
final class JavaLines {
  private JavaLines() {}

  /** The expression; nothing of a trainer that has no builder. */
  static Optional<String> of(Trainer<?> trainer) {
    return builder(trainer.getClass())
        .map(builder -> expression(trainer, builder) + "\n  .build()");
  }

  private static Optional<Method> builder(Class<?> type) {
    return CountedTrainer.class.isAssignableFrom(type)
        ? Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals("builder"))
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .findFirst()
        : Optional.empty();
  }

  /** The builder with its settings, not built. */
  private static String expression(Trainer<?> trainer, Method builder) {
    List<Object> given = given(trainer, builder);
    Object plain = call(call(null, builder, given.toArray()), "build");
    String arguments = given.stream().map(JavaLines::text).collect(Collectors.joining(", "));
    StringBuilder text = new StringBuilder(trainer.getClass().getSimpleName());
    text.append(".builder(").append(arguments).append(')');
    for (Method setter : setters(builder.getReturnType())) {
      field(trainer.getClass(), setter.getName())
          .filter(field -> given.stream().noneMatch(value -> value == get(field, trainer)))
          .filter(field -> !same(get(field, trainer), get(field, plain)))
          .ifPresent(
              field ->
                  text.append("\n  .")
                      .append(setter.getName())
                      .append('(')
                      .append(setting(setter, get(field, trainer)))
                      .append(')'));
    }
    return text.toString();
  }

  /** The values of the fields that the builder's arguments are for, in their order. */
  private static List<Object> given(Trainer<?> trainer, Method builder) {
    List<Object> given = new ArrayList<>();
    for (Class<?> type : builder.getParameterTypes()) {
      fields(trainer.getClass())
          .filter(field -> field.getType() == type && !Modifier.isStatic(field.getModifiers()))
          .map(field -> get(field, trainer))
          .filter(value -> !given.contains(value))
          .findFirst()
          .ifPresent(given::add);
    }
    return given;
  }

  private static List<Method> setters(Class<?> builder) {
    return Arrays.stream(builder.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
        .filter(method -> method.getParameterCount() == 1)
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .toList();
  }

  private static Optional<Field> field(Class<?> type, String name) {
    return fields(type).filter(field -> field.getName().equals(name)).findFirst();
  }

  /** The fields of a trainer and of the classes of ours that it extends. */
  private static Stream<Field> fields(Class<?> type) {
    return type == CountedTrainer.class
        ? Stream.empty()
        : Stream.concat(Arrays.stream(type.getDeclaredFields()), fields(type.getSuperclass()));
  }

  /** A value as an argument of a method of a builder, of which some take builders. */
  private static String setting(Method setter, Object value) {
    Class<?> type = setter.getParameterTypes()[0];
    if (CountedTrainer.Builder.class.isAssignableFrom(type)) {
      return expression((Trainer<?>) value, builder(value.getClass()).orElseThrow());
    }
    return text(value);
  }

  private static boolean same(Object a, Object b) {
    return (a == null || b == null) ? a == b : text(a).equals(text(b));
  }

  private static String text(Object value) {
    if (value instanceof Trainer<?> trainer) {
      return of(trainer)
          .orElse("new " + trainer.getClass().getSimpleName() + "()")
          .replace("\n", "\n    ");
    }
    if (value instanceof Part part) {
      String kind = Part.kindOf(part.getClass()).getSimpleName();
      return "PartKind.of(" + kind + ".class).parse(" + quoted(PartKind.format(part)) + ")";
    }
    if (value instanceof Enum<?> constant) {
      return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
    }
    if (value instanceof EnumSet<?> set) {
      return set.stream()
          .map(JavaLines::text)
          .collect(Collectors.joining(", ", "EnumSet.of(", ")"));
    }
    if (value != null && value.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(value))
          .mapToObj(i -> text(Array.get(value, i)))
          .collect(Collectors.joining(", "));
    }
    return value instanceof String text
        ? quoted(text)
        : value instanceof Long number ? number + "L" : String.valueOf(value);
  }

  /** A string as Java has it. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Object get(Field field, Object from) {
    try {
      field.setAccessible(true);
      return field.get(from);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object call(Object on, String method) {
    try {
      return call(on, on.getClass().getMethod(method));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object call(Object on, Method method, Object... arguments) {
    try {
      return method.invoke(on, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
