package org.lateo.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All that the Python wrappers and the page's Python call in the JVM is there. They run with a
 * stand-in for PySpark that prints the calls, see {@code calls.py}; each is looked up in Java.
 */
final class PythonTest {
  private static final Path CALLS = Path.of("src", "test", "python", "calls.py");
  private static final Path WRAPPERS = Path.of("src", "main", "python");
  private static final Path PAGE = Path.of("..", "site", "markdown", "spark.md");

  /** A name and the kinds of its arguments. */
  private static final Pattern CALL = Pattern.compile("([\\w.]+)\\(([^)]*)\\)\\.?");

  /** What Python's gateway takes for an argument of each kind. */
  private static final Map<String, Predicate<Class<?>>> KINDS =
      Map.of(
          "str", type -> type == String.class,
          "int", type -> type == int.class,
          "float", type -> type == double.class,
          "Strings", type -> type == String[].class,
          "Chain", type -> !type.isPrimitive() && type != String.class);

  private static List<String> lines(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.lines().toList();
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void allThatPythonCallsIsThere() throws Exception {
    assumeTrue(hasPython(), "needs python3");
    List<String> lines =
        lines("python3", "-B", CALLS.toString(), WRAPPERS.toString(), PAGE.toString());
    List<String> calls = lines.subList(0, lines.size() - 1);
    assertTrue(calls.size() > 50, lines::toString);
    calls.forEach(PythonTest::assertThere);
    assertTrue(
        lines.get(calls.size()).startsWith("refused: Expected a classic session"), lines::toString);
  }

  private static void assertThere(String chain) {
    Matcher call = CALL.matcher(chain);
    Class<?> type = null;
    while (call.find()) {
      List<String> kinds = call.group(2).isEmpty() ? List.of() : List.of(call.group(2).split(","));
      type = type == null ? first(call.group(1), kinds) : result(type, call.group(1), kinds);
    }
  }

  /** A constructor or a static method. */
  private static Class<?> first(String name, List<String> kinds) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (!Character.isUpperCase(last.charAt(0))) {
      return result(named(name.substring(0, name.lastIndexOf('.'))), last, kinds);
    }
    assertTrue(
        Arrays.stream(named(name).getConstructors())
            .anyMatch(made -> takes(made.getParameterTypes(), kinds)),
        () -> "no constructor " + name + kinds);
    return named(name);
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("no class " + name, e);
    }
  }

  /** What a method returns; of one that returns its own object, that object's class. */
  private static Class<?> result(Class<?> type, String name, List<String> kinds) {
    Class<?> returned =
        methods(type)
            .filter(method -> method.getName().equals(name))
            .filter(method -> takes(method.getParameterTypes(), kinds))
            .map(Method::getReturnType)
            .reduce((a, b) -> a.isAssignableFrom(b) ? b : a)
            .orElseThrow(() -> new AssertionError("no method " + type + "." + name + kinds));
    return returned.isAssignableFrom(type) ? type : returned;
  }

  private static Stream<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods());
  }

  private static boolean takes(Class<?>[] parameters, List<String> kinds) {
    boolean all = parameters.length == kinds.size();
    for (int i = 0; all && i < parameters.length; i++) {
      all = KINDS.get(kinds.get(i)).test(parameters[i]);
    }
    return all;
  }
}
