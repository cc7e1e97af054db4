package org.lateo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lateo.Jvm;

/** The command line as a process of its own, and signals to it. */
final class Lateo {
  private Lateo() {}

  /** A process that is given arguments. */
  static ProcessBuilder process(List<?> arguments) {
    List<String> command = Jvm.command();
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.lateo.app.Main"));
    arguments.forEach(argument -> command.add(argument.toString()));
    return new ProcessBuilder(command);
  }

  /** Sends a signal, such as INT. */
  static void signal(Process process, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** A process that was started in the background of a shell ignores them, and so do its own. */
  static boolean takesInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(ignored, 16) & 2) == 0;
  }
}
