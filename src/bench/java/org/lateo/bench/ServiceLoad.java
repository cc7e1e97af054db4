package org.lateo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import service.HostileRequest;
import service.Limits;
import service.ServiceProcess;

/**
 * The example service under load, on this machine, in a JVM of its own: how many requests it
 * answers, how long they take, and what memory it needs.
 *
 * <pre>{@code
 * mvn -Pbench -DskipTests verify -Dbench.main=org.lateo.bench.ServiceLoad -Djmh.args="hostile=true"
 * }</pre>
 *
 * <p>Arguments: {@code files}, with commas, else the pump of {@code test-data}; {@code head};
 * {@code clients}; {@code seconds}; {@code warmup}, in seconds; {@code rows} of a request; {@code
 * hostile}, whether clients that do everything wrong come along. It exits with 1 if a good request
 * failed or a bad one was not refused as it should be.
 */
public final class ServiceLoad {
  private static final int HOSTILE_CLIENTS = 2;
  private static final int PATIENCE = 2;

  private final Map<String, String> options = new HashMap<>();
  private final List<String> memory = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private ServiceLoad(String[] arguments) {
    for (String argument : arguments) {
      String[] sides = argument.split("=", 2);
      options.put(sides[0], sides[1]);
    }
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws Exception {
    System.exit(new ServiceLoad(arguments).run() ? 0 : 1);
  }

  private int number(String name, int otherwise) {
    return Integer.parseInt(options.getOrDefault(name, "" + otherwise));
  }

  private boolean run() throws Exception {
    List<Path> files = new ArrayList<>();
    if (options.containsKey("files")) {
      for (String file : options.get("files").split(",", -1)) {
        files.add(Path.of(file));
      }
    }
    try (ServiceProcess service = ServiceProcess.start(files, "seconds=" + PATIENCE)) {
      load(service, number("warmup", 5), false);
      memory.clear();
      return load(service, number("seconds", 60), true);
    }
  }

  /** Whether all went well. */
  private boolean load(ServiceProcess service, int seconds, boolean told) throws Exception {
    String path = "/" + options.getOrDefault("head", "score");
    int columns = columns(service, path.substring(1));
    long start = System.nanoTime();
    long until = start + seconds * 1_000_000_000L;
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<LoadClient>> clients = new ArrayList<>();
    for (int c = 0; c < number("clients", 4); c++) {
      URI to = uri(service, path);
      clients.add(threads.submit(new LoadClient(to, number("rows", 1), columns, until, c)));
    }
    List<Future<HostileClient>> hostile = new ArrayList<>();
    List<HostileRequest> wrong = HostileRequest.all(path, columns, Limits.DEFAULT);
    for (int c = 0;
        c < HOSTILE_CLIENTS && options.getOrDefault("hostile", "").equals("true");
        c++) {
      hostile.add(threads.submit(new HostileClient(service.port(), path, wrong, until)));
    }
    watch(service, start, seconds);
    boolean well = report(clients, hostile, told);
    threads.shutdown();
    return well;
  }

  private static URI uri(ServiceProcess service, String path) {
    return URI.create("http://localhost:" + service.port() + path);
  }

  private String get(ServiceProcess service, String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri(service, path)).build(), BodyHandlers.ofString())
        .body();
  }

  private int columns(ServiceProcess service, String head) throws Exception {
    for (JsonNode model : new ObjectMapper().readTree(get(service, "/model")).get("models")) {
      if (model.get("head").asText().equals(head)) {
        return model.get("columns").asInt();
      }
    }
    throw new IllegalArgumentException("head: expected one that is served, found " + head);
  }

  /** Notes the memory at the start, in the middle and at the end. */
  private void watch(ServiceProcess service, long start, long seconds) throws Exception {
    for (int half = 0; half <= 2; half++) {
      long wait = start + half * seconds * 500_000_000L - System.nanoTime();
      Thread.sleep(Math.max(0, wait / 1_000_000));
      memory.add(megabytes(service));
    }
  }

  private String megabytes(ServiceProcess service) throws Exception {
    String heap =
        get(service, "/metrics")
            .lines()
            .filter(line -> line.startsWith("lateo_heap_bytes "))
            .findFirst()
            .orElseThrow();
    double bytes = Double.parseDouble(heap.substring(heap.indexOf(' ') + 1));
    return String.format(Locale.ROOT, "%s, heap %.0f", resident(service), bytes / (1 << 20));
  }

  /** Where the system tells. */
  private static String resident(ServiceProcess service) throws IOException {
    Path status = Path.of("/proc", "" + service.process().pid(), "status");
    if (!Files.exists(status)) {
      return "resident unknown";
    }
    String line =
        Files.readAllLines(status).stream()
            .filter(l -> l.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return "resident " + Integer.parseInt(line.replaceAll("\\D", "")) / 1024;
  }

  private boolean report(
      List<Future<LoadClient>> clients, List<Future<HostileClient>> hostile, boolean told)
      throws ExecutionException, InterruptedException {
    Latencies latencies = new Latencies();
    List<String> failures = new ArrayList<>();
    for (Future<LoadClient> client : clients) {
      latencies.addAll(client.get().latencies());
      failures.addAll(client.get().failures());
    }
    int refused = 0;
    List<String> accepted = new ArrayList<>();
    for (Future<HostileClient> client : hostile) {
      refused += client.get().count();
      accepted.addAll(client.get().failures());
    }
    if (told) {
      table(latencies, failures.size(), refused, accepted.size());
    }
    failures.addAll(accepted);
    failures.stream().limit(10).forEach(failure -> say("%s", failure));
    return failures.isEmpty();
  }

  private void table(Latencies latencies, int failures, int refused, int accepted) {
    int seconds = number("seconds", 60);
    say("%d clients, %d s, %d rows a request", number("clients", 4), seconds, number("rows", 1));
    say("");
    say("| requests/s | p50 ms | p90 | p99 | p99.9 | max | errors | hostile requests | accepted |");
    say("|---|---|---|---|---|---|---|---|---|");
    say(
        "| %.0f |%s %d | %d | %d |",
        latencies.count() / (double) seconds, latencies.cells(), failures, refused, accepted);
    say("");
    say("| megabytes at the start | in the middle | at the end |");
    say("|---|---|---|");
    say("| %s |", String.join(" | ", memory));
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
