package service;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lateo.Jvm;

/**
 * The service in a JVM of its own, whose heap is all there from the start: if it grows, that is not
 * the heap.
 */
public final class ServiceProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Listening on http://(.+):(\\d+)");

  private final Process process;
  private final Path log;
  private final String host;
  private final int port;

  private ServiceProcess(Process process, Path log, String host, int port) {
    this.process = process;
    this.log = log;
    this.host = host;
    this.port = port;
  }

  /** Starts it on any free port, and waits until it listens. */
  public static ServiceProcess start(List<Path> files, String... limits) throws IOException {
    Path log = Files.createTempFile("service", ".log");
    List<String> command = Jvm.command();
    command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Service.class.getName(), "port=0"));
    command.addAll(List.of(limits));
    files.forEach(file -> command.add(file.toString()));
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    Matcher ready = READY.matcher(line == null ? "" : line);
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IOException("Expected a service, found " + line + Files.readString(log));
    }
    return new ServiceProcess(process, log, ready.group(1), Integer.parseInt(ready.group(2)));
  }

  /** The address that it says it listens at. */
  public String host() {
    return host;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** The JVM. */
  public Process process() {
    return process;
  }

  /** What it wrote to its standard error. */
  public List<String> errors() throws IOException {
    return Files.readAllLines(log);
  }

  /** Ends it, if it is still there. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.delete(log);
  }
}
