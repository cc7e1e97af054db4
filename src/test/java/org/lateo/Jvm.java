package org.lateo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Virtual machines that tests start. */
public final class Jvm {
  /** From this version on Java warns of what JavaCPP and protobuf do, unless it is told not to. */
  private static final int WARNS = 24;

  private Jvm() {}

  /** The command of this JVM's kind, to which options and a class are added. */
  public static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= WARNS) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    return command;
  }

  /** As above, in a locale in which Tribuo can save models. */
  public static List<String> commandForTribuo() {
    List<String> command = command();
    command.addAll(List.of("-Duser.language=en", "-Duser.country=US"));
    return command;
  }
}
