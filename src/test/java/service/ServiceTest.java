package service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.ONNXVAE;
import org.lateo.math.RandomStream;

/** The service says what the files say, and refuses with a reason what it cannot answer. */
@Timeout(60)
final class ServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Limits LIMITS =
      Limits.DEFAULT
          .with("port", "0")
          .with("body", "20000")
          .with("rows", "1000")
          .with("seconds", "2");
  private static final String ARRAYS = "{\"rows\": [[0.5, 20, 0, 1], [1e-3, 99.5, 1, 0]]}";
  private static final String OBJECTS =
      "{\"rows\": [{\"b\": 20, \"a\": 0.5, \"colour@red\": 1}, "
          + "{\"a\": 1e-3, \"b\": 99.5, \"colour@blue\": 1, \"colour@red\": 0}]}";
  private static final float[][] ROWS = {{0.5f, 20, 0, 1}, {1e-3f, 99.5f, 1, 0}};

  @TempDir private static Path folder;
  private static List<Path> files;
  private static Service service;

  @BeforeAll
  static void start() throws IOException {
    files = Served.export(Served.model(), folder, "encoder", "score", "decoder");
    service = new Service(files, LIMITS);
  }

  @AfterAll
  static void stop() {
    service.close();
    service.close();
  }

  private static JsonNode ok(HttpResponse<String> response) throws IOException {
    assertEquals(200, response.statusCode(), response::body);
    return JSON.readTree(response.body());
  }

  private static JsonNode post(String path, String body) throws Exception {
    return ok(Served.post(service.port(), path, body)).get("rows");
  }

  private static void assertRefusal(int status, String says, String path, String body)
      throws Exception {
    HttpResponse<String> response = Served.post(service.port(), path, body);
    assertEquals(status, response.statusCode(), response::body);
    assertTrue(JSON.readTree(response.body()).get("error").asText().contains(says), response::body);
  }

  /** Of every output of both heads, of rows as arrays and as objects. */
  @Test
  void answersAreTheFilesOwn() throws Exception {
    for (Path file : files.subList(0, 2)) {
      try (ONNXVAE model = ONNXVAE.open(file)) {
        for (String body : List.of(ARRAYS, OBJECTS)) {
          assertAnswers(model.run(ROWS), post("/" + model.head(), body));
        }
      }
    }
  }

  private static void assertAnswers(Map<String, float[][]> expected, JsonNode rows) {
    assertEquals(2, rows.size());
    for (int r = 0; r < 2; r++) {
      assertEquals(expected.size(), rows.get(r).size());
      for (Map.Entry<String, float[][]> output : expected.entrySet()) {
        JsonNode found = rows.get(r).get(output.getKey());
        float[] values = output.getValue()[r];
        for (int c = 0; c < values.length; c++) {
          JsonNode value = values.length == 1 ? found : found.get(c);
          assertEquals(values[c], value.floatValue(), 1e-4f * (1 + Math.abs(values[c])));
        }
      }
    }
  }

  @Test
  void explanationsNameTheCostliestFeaturesFirst() throws Exception {
    JsonNode nats = post("/score", ARRAYS).get(0).get("feature_nats");
    JsonNode row = post("/score/explanation?top=3", ARRAYS).get(0);
    List<String> names = List.of("a", "b", "colour@blue", "colour@red");
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
    order.sort((c, d) -> Double.compare(nats.get(c).doubleValue(), nats.get(d).doubleValue()));
    assertEquals(3, row.get("features").size());
    for (int i = 0; i < 3; i++) {
      JsonNode found = row.get("features").get(i);
      assertEquals(names.get(order.get(i)), found.get("feature").asText());
      assertEquals(nats.get(order.get(i)).doubleValue(), found.get("nats").doubleValue(), 1e-4);
    }
    assertTrue(row.has("elbo") && row.has("kl") && row.has("reconstruction_nats"));
    assertRefusal(404, "/score/explanation", "/encoder/explanation", ARRAYS);
  }

  @Test
  void decodersTakeRowsOfZ() throws Exception {
    assertEquals(4, post("/decoder", "{\"rows\": [[0, 1]]}").get(0).get("reconstruction").size());
    assertRefusal(422, "found 1", "/decoder", "{\"rows\": [[0]]}");
    assertRefusal(422, "number for z1", "/decoder", "{\"rows\": [[0, null]]}");
    assertRefusal(422, "arrays", "/decoder", "{\"rows\": [{\"a\": 1}]}");
  }

  @Test
  void absentFeaturesAreZeroIfAsked() throws Exception {
    String sparse = "{\"rows\": [{\"b\": 20}]}";
    String dense = "{\"rows\": [[0, 20, 0, 0]]}";
    assertRefusal(422, "[a, colour@blue, colour@red]", "/encoder", sparse);
    assertEquals(post("/encoder", dense), post("/encoder?absent=zero", sparse));
    assertRefusal(422, "at least one", "/encoder?absent=zero", "{\"rows\": [{}]}");
  }

  /** Null, absent and NaN are the same; what is there of a field says the rest is zero. */
  @Test
  void missingValuesAreNull(@TempDir Path gapsFolder) throws Exception {
    List<Path> gaps = Served.export(Served.model("a|colour"), gapsFolder, "encoder");
    try (Service other = new Service(gaps, LIMITS);
        ONNXVAE model = ONNXVAE.open(gaps.get(0))) {
      JsonNode found =
          ok(
              Served.post(
                  other.port(),
                  "/encoder",
                  "{\"rows\": [{\"b\": 5, \"a\": null}, [null, 5, null, null]]}"));
      float[][] gap = {{Float.NaN, 5, Float.NaN, Float.NaN}};
      float expected = model.run(gap).get("mean")[0][0];
      for (JsonNode row : found.get("rows")) {
        assertEquals(expected, row.get("mean").get(0).floatValue(), 1e-5f);
      }
      HttpResponse<String> half =
          Served.post(other.port(), "/encoder", "{\"rows\": [[1, 5, null, 1]]}");
      assertEquals(422, half.statusCode(), half::body);
      assertTrue(half.body().contains("colour"), half::body);
    }
  }

  @Test
  void tellsWhatItServes() throws Exception {
    JsonNode models = ok(Served.get(service.port(), "/model")).get("models");
    assertEquals(3, models.size());
    JsonNode score = models.get(2);
    assertEquals("score", score.get("head").asText());
    assertEquals(4, score.get("columns").asInt());
    assertEquals("[\"a\",\"b\",\"colour@blue\",\"colour@red\"]", score.get("features").toString());
    assertEquals(4, score.get("outputs").get("feature_nats").asInt());
    assertEquals("ok", ok(Served.get(service.port(), "/health")).get("status").asText());
  }

  static List<HostileRequest> hostile() {
    return HostileRequest.all("/score", 4, LIMITS);
  }

  /** The service is there afterwards; {@link #metricsCount} sees that nothing is left behind. */
  @ParameterizedTest
  @MethodSource("hostile")
  void whatIsWrongIsRefused(HostileRequest request) throws Exception {
    assertEquals("", request.wrong(RawHttp.send(service.port(), request.bytes())));
    post("/score", ARRAYS);
  }

  /** Bytes changed at random: rows come out, or a refusal, and nothing else. */
  @Test
  void whateverIsSentIsReadOrRefused() {
    int refused = 0;
    try (ONNXVAE model = ONNXVAE.open(files.get(1))) {
      RowReader reader = new RowReader(model, 10);
      for (int i = 0; i < 5000; i++) {
        byte[] body = (i % 2 == 0 ? ARRAYS : OBJECTS).getBytes(StandardCharsets.UTF_8);
        RandomStream random = RandomStream.of(i, "body");
        for (int c = 0; c <= i % 3; c++) {
          body[random.below(body.length, 2L * c)] = (byte) random.below(256, 2L * c + 1);
        }
        try {
          assertEquals(4, reader.read(body, i % 5 == 0)[0].length);
        } catch (Refusal e) {
          assertTrue(Set.of(400, 422).contains(e.status()), e::getMessage);
          refused++;
        }
      }
    }
    assertTrue(refused > 2000 && refused < 5000, refused + " refused");
  }

  /** Of the model that is served where no file is given. */
  @Test
  void theRequestOfTheReadmeIsAnswered() throws Exception {
    String readme = Files.readString(Path.of("examples", "README.md"));
    int start = readme.indexOf("'{\"rows\"") + 1;
    String body = readme.substring(start, readme.indexOf('\'', start));
    try (Service other = new Service(PumpFiles.export(1), LIMITS)) {
      JsonNode row = ok(Served.post(other.port(), "/score/explanation", body)).get("rows").get(0);
      assertEquals(5, row.get("features").size());
    }
  }

  @Test
  void metricsCount() throws Exception {
    try (Service other = new Service(files, LIMITS)) {
      Served.post(other.port(), "/score", ARRAYS);
      Served.post(other.port(), "/score", "nonsense");
      Served.get(other.port(), "/nowhere");
      String text = Served.get(other.port(), "/metrics").body();
      for (String line :
          List.of(
              "lateo_requests_total{path=\"/score\",status=\"200\"} 1",
              "lateo_requests_total{path=\"/score\",status=\"400\"} 1",
              "lateo_requests_total{path=\"other\",status=\"404\"} 1",
              "lateo_request_seconds_bucket{le=\"+Inf\"} 3",
              "lateo_request_seconds_count 3",
              "lateo_rows_total 2",
              "lateo_queue_length 0",
              "lateo_queue_capacity 64")) {
        assertTrue(text.lines().anyMatch(line::equals), () -> line + " not in\n" + text);
      }
      String sample = "[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? [0-9.eE+-]+";
      assertTrue(text.lines().allMatch(line -> line.startsWith("# ") || line.matches(sample)));
      assertRising(text);
    }
  }

  private static void assertRising(String metrics) {
    long[] counts =
        metrics
            .lines()
            .filter(line -> line.startsWith("lateo_request_seconds_bucket"))
            .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
            .toArray();
    assertEquals(15, counts.length);
    assertTrue(IntStream.range(1, 15).allMatch(b -> counts[b - 1] <= counts[b]));
  }

  /** A lone row waits half a second for company: long enough to find the queue full. */
  @Test
  void whoFindsTheQueueFullIsSentAway() throws Exception {
    Limits narrow = LIMITS.with("queue", "1").with("linger", "500000");
    try (Service other = new Service(files, narrow)) {
      CompletableFuture<HttpResponse<String>> first = inBackground(other);
      awaitQueue(other);
      HttpResponse<String> second = Served.post(other.port(), "/score", ARRAYS);
      assertEquals(503, second.statusCode(), second::body);
      assertEquals("1", second.headers().firstValue("Retry-After").orElseThrow());
      assertEquals(200, first.get().statusCode());
      assertEquals(200, Served.post(other.port(), "/score", ARRAYS).statusCode());
    }
  }

  private static CompletableFuture<HttpResponse<String>> inBackground(Service other) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Served.post(other.port(), "/score", ARRAYS);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void awaitQueue(Service other) throws Exception {
    while (!Served.get(other.port(), "/metrics").body().contains("lateo_queue_length 1\n")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void stoppingFinishesWhatIsUnderWayAndRefusesWhatIsNew() throws Exception {
    Service other = new Service(files, LIMITS.with("linger", "1500000"));
    CompletableFuture<HttpResponse<String>> first = inBackground(other);
    awaitQueue(other);
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(other::close);
    HttpResponse<String> late = Served.get(other.port(), "/health");
    while (late.statusCode() == 200) {
      late = Served.get(other.port(), "/health");
    }
    assertEquals(503, late.statusCode());
    assertTrue(late.body().contains("stops"), late::body);
    assertEquals(200, first.get().statusCode());
    stopping.get();
  }

  @Test
  void filesAndLimitsAreChecked() {
    assertRefused(
        () -> new Service(List.of(files.get(0), files.get(0)), LIMITS), "a second encoder");
    assertRefused(() -> Limits.DEFAULT.with("colour", "1"), "found colour");
    assertRefused(() -> Limits.DEFAULT.with("rows", "0"), "rows", "found 0");
    assertRefused(() -> Limits.DEFAULT.with("rows", "many"), "rows", "found many");
  }
}
