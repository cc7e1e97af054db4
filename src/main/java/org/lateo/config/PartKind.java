package org.lateo.config;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A kind of parts, such as likelihoods: how they are named, written as text and made from text.
 *
 * <p>A part is named by its class: by the class's full name or, where the class is registered with
 * {@link ServiceLoader} as ours are, by a short one. That is the simple name in lower case with
 * hyphens between words, without words of the interface at its end: {@code StudentT} is {@code
 * student-t}, {@code VampPrior} is {@code vamp}. Case and hyphens do not matter in short names.
 *
 * <p>Nothing but parts of the kind is ever made: the class that a text names is looked at before it
 * is initialised, and refused unless it implements the kind's interface.
 *
 * @param title what messages call a part of the kind, such as {@code likelihood}
 * @param type the interface, which extends {@link Part} itself
 * @param <T> the interface
 */
public record PartKind<T extends Part>(String title, Class<T> type) {
  private static final String WORDS = "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])";

  /** How deep parts hold parts: a text can nest deeper than the stack of a reader is. */
  private static final int DEEPEST = 8;

  /**
   * The kind of an interface.
   *
   * @throws IllegalArgumentException if it does not extend {@link Part} itself
   */
  public static <T extends Part> PartKind<T> of(Class<T> type) {
    if (!Part.isKind(type)) {
      throw new IllegalArgumentException(
          "Expected an interface that extends Part, found " + type.getName());
    }
    String[] words = type.getSimpleName().split(WORDS);
    return new PartKind<>(String.join(" ", words).toLowerCase(Locale.ROOT), type);
  }

  private static PartKind<?> of(Part part) {
    return of(Part.kindOf(part.getClass()));
  }

  /** The short names of the registered classes. */
  public Set<String> names() {
    return registered().keySet();
  }

  private SortedMap<String, Class<?>> registered() {
    return PartClasses.registered(type, this::shortName);
  }

  private String shortName(Class<?> of) {
    List<String> ofKind = List.of(type.getSimpleName().split(WORDS));
    Deque<String> words = new ArrayDeque<>(List.of(of.getSimpleName().split(WORDS)));
    while (words.size() > 1 && ofKind.contains(words.getLast())) {
      words.removeLast();
    }
    return String.join("-", words).toLowerCase(Locale.ROOT);
  }

  /** A part's name: the short name if its class is registered, else the full name of the class. */
  public static String name(Part part) {
    return name(part.getClass());
  }

  /** The name of parts of a class, as {@link #name(Part)}. */
  public static String name(Class<? extends Part> type) {
    return of(Part.kindOf(type)).registered().entrySet().stream()
        .filter(known -> known.getValue().equals(type))
        .findFirst()
        .map(Map.Entry::getKey)
        .orElseGet(type::getName);
  }

  /**
   * A full description of a part, for storage: its name and the value of every field.
   *
   * @throws IllegalArgumentException if the description does not read back as the same part, saying
   *     why
   */
  public static PartText describe(Part part) {
    PartText text = text(part);
    PartText again = text(of(part).create(text));
    if (!again.equals(text)) {
      throw new IllegalArgumentException(
          "Expected a part that reads back as it was written, " + text + ", found " + again);
    }
    return text;
  }

  private static PartText text(Part part) {
    PartFields<?> fields = PartFields.of(part.getClass());
    Map<String, PartText> parts = new TreeMap<>();
    fields.parts(part).forEach((field, held) -> parts.put(field, text(held)));
    return new PartText(name(part), fields.values(part), parts);
  }

  /**
   * A part as a user writes it, without fields that have their default: {@code
   * gaussian:variance=ROW}.
   */
  public static String format(Part part) {
    return withoutDefaults(part).toString();
  }

  private static PartText withoutDefaults(Part part) {
    PartFields<?> fields = PartFields.of(part.getClass());
    PartText all = text(part);
    PartText ofDefaults = text(fields.defaults());
    Map<String, String> settings = new TreeMap<>(all.settings());
    settings.entrySet().removeAll(ofDefaults.settings().entrySet());
    Map<String, PartText> parts = new TreeMap<>();
    fields.parts(part).forEach((field, held) -> parts.put(field, withoutDefaults(held)));
    parts.keySet().removeIf(field -> all.parts().get(field).equals(ofDefaults.parts().get(field)));
    return new PartText(name(part), settings, parts);
  }

  /**
   * Makes the part that a text names; see {@link PartText#of}.
   *
   * @throws IllegalArgumentException if the text is malformed, and as {@link #create} throws
   */
  public T parse(String text) {
    return create(PartText.of(text.strip()));
  }

  /**
   * Makes a part from a name and settings; settings that are not given keep their default.
   *
   * @throws IllegalArgumentException if no class has that name, a setting does not exist or a value
   *     is refused, listing what exists
   */
  public T create(PartText text) {
    return create(text, 0);
  }

  private T create(PartText text, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          String.format(
              "Expected parts within parts at most %d deep, found the %s %s deeper",
              DEEPEST, title, text.name()));
    }
    PartFields<? extends T> fields = PartFields.of(type(text.name()));
    Set<String> given = new TreeSet<>(text.settings().keySet());
    given.addAll(text.parts().keySet());
    if (!fields.names().containsAll(given)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected settings of %s for the %s %s, found %s",
              fields.names(), title, text.name(), given));
    }
    return fields.with(text, (of, held) -> held(of, held, depth + 1));
  }

  private static Part held(Class<? extends Part> of, PartText text, int depth) {
    Part part = of(Part.kindOf(of)).create(text, depth);
    if (!of.isInstance(part)) {
      throw new IllegalArgumentException(
          "Expected a " + of.getSimpleName() + ", found " + text.name());
    }
    return part;
  }

  /**
   * The class of a name.
   *
   * @throws IllegalArgumentException if no class has that name, listing the short names
   */
  public Class<? extends T> type(String name) {
    return ofShortName(name)
        .or(() -> PartClasses.find(name, type))
        .filter(type::isAssignableFrom)
        .filter(found -> !Modifier.isAbstract(found.getModifiers()))
        .orElseThrow(() -> unknown(name))
        .asSubclass(type);
  }

  private Optional<Class<?>> ofShortName(String name) {
    return registered().entrySet().stream()
        .filter(known -> plain(known.getKey()).equals(plain(name)))
        .<Class<?>>map(Map.Entry::getValue)
        .findFirst();
  }

  private static String plain(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        String.format(
            "Expected %s %s of %s or the name of a class that implements %s, found %s",
            "aeiou".indexOf(title.charAt(0)) < 0 ? "a" : "an",
            title,
            names(),
            type.getName(),
            name));
  }
}
