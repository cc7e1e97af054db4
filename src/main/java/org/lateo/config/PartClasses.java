package org.lateo.config;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finds classes: where the application looks for them, then where Lateo lies. */
final class PartClasses {
  /**
   * What is registered, by loader and interface: reading it from jars takes about as long as all
   * else that is done with a part. The reference is soft because classes hold their loader.
   */
  private static final Map<ClassLoader, SoftReference<Map<Class<?>, List<?>>>> REGISTERED =
      new WeakHashMap<>();

  private PartClasses() {}

  /**
   * The registered classes that implement an interface, not yet initialised.
   *
   * @throws IllegalArgumentException if a class is registered that does not exist or is no such
   */
  @SuppressWarnings("unchecked") // The list of an interface is of classes that implement it.
  static <T> List<Class<? extends T>> registered(Class<T> type) {
    ClassLoader loader = loader(type);
    return (List<Class<? extends T>>)
        of(loader).computeIfAbsent(type, missing -> read(type, loader));
  }

  private static Map<Class<?>, List<?>> of(ClassLoader loader) {
    synchronized (REGISTERED) {
      SoftReference<Map<Class<?>, List<?>>> known = REGISTERED.get(loader);
      Map<Class<?>, List<?>> found = known == null ? null : known.get();
      if (found == null) {
        found = new ConcurrentHashMap<>();
        REGISTERED.put(loader, new SoftReference<>(found));
      }
      return found;
    }
  }

  private static <T> List<Class<? extends T>> read(Class<T> type, ClassLoader loader) {
    try {
      return ServiceLoader.load(type, loader).stream()
          .<Class<? extends T>>map(ServiceLoader.Provider::type)
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "Expected classes of " + type.getName() + " in META-INF/services: " + e.getMessage(), e);
    }
  }

  /** The thread's loader of classes, where it knows the interface as we do. */
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
