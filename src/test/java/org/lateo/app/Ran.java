package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A run of the command line in this JVM. */
record Ran(int code, String out, String err) {

  static Ran run(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    int code = Main.run(stream(out), stream(err), texts);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Asserts that all went well. */
  Ran ok() {
    assertEquals(0, code, err);
    return this;
  }

  /** Asserts that the user is told in this one line. */
  void refused(String message) {
    assertEquals(message, err.strip());
    assertEquals(2, code);
    assertEquals("", out);
  }

  /** Asserts that the user is told in one line that starts like this. */
  void refusedAbout(String start) {
    assertTrue(err.startsWith(start), err);
    assertEquals(1, err.lines().count(), err);
    assertEquals(2, code);
    assertEquals("", out);
  }

  /** The object on the last line of the output. */
  JsonNode json() {
    List<String> lines = out.lines().toList();
    try {
      return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    } catch (JsonProcessingException e) {
      throw new AssertionError(out, e);
    }
  }
}
