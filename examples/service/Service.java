package service;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lateo.ONNXVAE;
import org.lateo.onnx.SessionSettings;

/**
 * Serves exported files over HTTP; without files it trains a model of {@code test-data} first.
 *
 * <p>{@code POST /encoder}, {@code /score} or whatever the head of a file is called, {@code POST
 * /score/explanation}, {@code GET /model}, {@code GET /health}, {@code GET /metrics}.
 */
public final class Service implements AutoCloseable {
  private static final int EPOCHS = 30;
  private static final String HOST = "host=";

  private final Limits limits;
  private final Models models;
  private final Router router;
  private final ExecutorService threads;
  private final HttpServer server;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** On this machine alone. */
  Service(List<Path> files, Limits limits) throws IOException {
    this(files, InetAddress.getLoopbackAddress(), limits);
  }

  /**
   * @param host the address to listen at, of one network or, 0.0.0.0, of all
   */
  Service(List<Path> files, InetAddress host, Limits limits) throws IOException {
    limits.apply();
    this.limits = limits;
    this.models =
        new Models(files, SessionSettings.DEFAULT.batching(limits.batch(), limits.linger()));
    Gate gate = new Gate(limits.queue());
    Metrics metrics = new Metrics(gate);
    this.router = new Router(endpoints(gate, metrics), metrics);
    this.threads =
        new ThreadPoolExecutor(0, limits.threads(), 30, TimeUnit.SECONDS, new SynchronousQueue<>());
    this.server =
        HttpServer.create(new InetSocketAddress(host, limits.port()), limits.connections());
    server.createContext("/", router);
    server.setExecutor(threads);
    server.start();
  }

  private Map<String, Endpoint> endpoints(Gate gate, Metrics metrics) {
    Map<String, Endpoint> endpoints = new TreeMap<>();
    endpoints.put("/health", Endpoint.get(() -> Answer.json(200, "status", "ok")));
    endpoints.put("/metrics", Endpoint.get(() -> Answer.text(Metrics.TYPE, metrics.text())));
    endpoints.put("/model", Endpoint.get(() -> Answer.json(models::describe)));
    models
        .byHead()
        .forEach(
            (head, model) -> {
              RowsEndpoint.Format outputs = (j, o, rows, query) -> Outputs.write(j, o, rows);
              endpoints.put("/" + head, new RowsEndpoint(model, limits, gate, metrics, outputs));
              if (model.outputs().containsKey(Explanations.NATS)) {
                endpoints.put("/" + head + "/explanation", explanation(model, gate, metrics));
              }
            });
    return endpoints;
  }

  private Endpoint explanation(ONNXVAE model, Gate gate, Metrics metrics) {
    RowsEndpoint.Format costliest =
        (json, outputs, rows, query) ->
            Explanations.write(json, outputs, model.features(), query.top());
    return new RowsEndpoint(model, limits, gate, metrics, costliest);
  }

  /** Where it listens. */
  int port() {
    return server.getAddress().getPort();
  }

  /** The same for a browser: the address that is really listened at. */
  String address() {
    InetAddress host = server.getAddress().getAddress();
    String text = host.getHostAddress();
    return "http://" + (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port();
  }

  /** Refuses new requests, finishes those under way, and frees everything. */
  @Override
  public void close() {
    if (stopped.compareAndSet(false, true)) {
      router.stop(limits.seconds());
      server.stop(0);
      threads.shutdownNow();
      models.close();
    }
  }

  /**
   * Arguments: files, limits such as {@code port=8080}, see {@link Limits}, and {@code host}, where
   * it listens, this machine alone if not given.
   */
  public static void main(String[] args) throws IOException {
    Limits limits = Limits.DEFAULT;
    InetAddress host = InetAddress.getLoopbackAddress();
    List<Path> files = new ArrayList<>();
    for (String argument : args) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        files.add(Path.of(argument));
      } else if (argument.startsWith(HOST)) {
        host = InetAddress.getByName(argument.substring(HOST.length()));
      } else {
        limits = limits.with(argument.substring(0, equals), argument.substring(equals + 1));
      }
    }
    Service service = new Service(files.isEmpty() ? PumpFiles.export(EPOCHS) : files, host, limits);
    Signals.beforeEnd(service::close);
    System.out.println("Listening on " + service.address());
  }
}
