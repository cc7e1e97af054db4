package org.lateo.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.lateo.math.RandomStream;

/** One client with a connection of its own: it asks, waits for the answer, and asks again. */
final class LoadClient implements Callable<LoadClient> {
  private static final int BODIES = 64;

  private final URI to;
  private final long until;
  private final List<String> bodies = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Latencies latencies = new Latencies();
  private final List<String> failures = new ArrayList<>();

  /**
   * @param until when it stops, as {@link System#nanoTime} tells
   * @param seed of its rows, values in [0, 1)
   */
  LoadClient(URI to, int rows, int columns, long until, long seed) {
    this.to = to;
    this.until = until;
    RandomStream random = RandomStream.of(seed, "load");
    for (int b = 0; b < BODIES; b++) {
      bodies.add(body(random.at(b), rows, columns));
    }
  }

  private static String body(RandomStream random, int rows, int columns) {
    StringJoiner all = new StringJoiner(",", "{\"rows\":[", "]}");
    for (int r = 0; r < rows; r++) {
      StringJoiner row = new StringJoiner(",", "[", "]");
      for (int c = 0; c < columns; c++) {
        row.add(String.format(Locale.ROOT, "%.5f", random.uniform((long) r * columns + c)));
      }
      all.add(row.toString());
    }
    return all.toString();
  }

  @Override
  public LoadClient call() {
    for (int i = 0; System.nanoTime() < until; i++) {
      ask(bodies.get(i % BODIES));
    }
    return this;
  }

  private void ask(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      latencies.add(System.nanoTime() - start);
      if (answer.statusCode() != 200) {
        failures.add(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      failures.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.add(e.toString());
    }
  }

  /** Of every request that was answered. */
  Latencies latencies() {
    return latencies;
  }

  /** What went wrong, in words. */
  List<String> failures() {
    return failures;
  }
}
