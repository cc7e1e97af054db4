package org.lateo.config;

import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds classes: where the application looks for them, then where Lateo lies. */
final class PartClasses {
  /**
   * The registered classes by loader and interface: reading their names from jars takes longer than
   * all else that is done with a part. The reference is soft because classes hold their loader.
   */
  private static final Map<ClassLoader, SoftReference<Map<Class<?>, SortedMap<String, Class<?>>>>>
      REGISTERED = new WeakHashMap<>();

  private PartClasses() {}

  /**
   * The registered classes that implement an interface, not yet initialised, by name; where two
   * have one name, the first, which is Lateo's own if one is.
   *
   * @param name names a class
   * @throws IllegalArgumentException if a registered class does not exist or does not implement the
   *     interface
   */
  static SortedMap<String, Class<?>> registered(Class<?> type, Function<Class<?>, String> name) {
    ClassLoader loader = loader(type);
    return of(loader).computeIfAbsent(type, missing -> read(type, loader, name));
  }

  private static Map<Class<?>, SortedMap<String, Class<?>>> of(ClassLoader loader) {
    synchronized (REGISTERED) {
      SoftReference<Map<Class<?>, SortedMap<String, Class<?>>>> known = REGISTERED.get(loader);
      Map<Class<?>, SortedMap<String, Class<?>>> found = known == null ? null : known.get();
      if (found == null) {
        found = new ConcurrentHashMap<>();
        REGISTERED.put(loader, new SoftReference<>(found));
      }
      return found;
    }
  }

  private static SortedMap<String, Class<?>> read(
      Class<?> type, ClassLoader loader, Function<Class<?>, String> name) {
    SortedMap<String, Class<?>> classes = new TreeMap<>();
    try {
      ServiceLoader.load(type, loader).stream()
          .map(ServiceLoader.Provider::type)
          .forEach(found -> classes.putIfAbsent(name.apply(found), found));
      return Collections.unmodifiableSortedMap(classes);
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "Expected classes of " + type.getName() + " in META-INF/services: " + e.getMessage(), e);
    }
  }

  /** The thread's class loader if it loads the same interface, else the interface's own. */
  private static ClassLoader loader(Class<?> type) {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread != null && load(type.getName(), ofThread).filter(type::equals).isPresent()
        ? ofThread
        : type.getClassLoader();
  }

  /** The class of a name, not yet initialised. */
  static Optional<Class<?>> find(String name, Class<?> type) {
    return Stream.of(loader(type), type.getClassLoader())
        .flatMap(loader -> load(name, loader).stream())
        .findFirst();
  }

  private static Optional<Class<?>> load(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }
}
