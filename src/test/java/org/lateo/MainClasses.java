package org.lateo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lateo.output.LatentCode;

/** The compiled classes of src/main, so that contract tests notice a member they forgot. */
public final class MainClasses {
  private static final String SUFFIX = ".class";

  private MainClasses() {}

  /** The binary names of the concrete classes that are a {@code type}. */
  public static Set<String> concrete(Class<?> type) {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .map(file -> root().relativize(file).toString())
          .filter(file -> file.endsWith(SUFFIX) && !file.endsWith("-info.class"))
          .map(file -> load(file.substring(0, file.length() - SUFFIX.length())))
          .filter(c -> type.isAssignableFrom(c) && !Modifier.isAbstract(c.getModifiers()))
          .map(Class::getName)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    try {
      return Path.of(LatentCode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String path) {
    try {
      String name = path.replace('/', '.').replace('\\', '.');
      return Class.forName(name, false, MainClasses.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
