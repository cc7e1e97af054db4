package service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds the endpoint of a request, sends its answer or its refusal, and counts. Nothing that a
 * request does gets past it. When it has been told to stop, it finishes what is under way.
 */
final class Router implements HttpHandler {
  private static final Logger logger = Logger.getLogger(Router.class.getName());

  /** Counted where a client did not wait for its answer. */
  private static final int CLIENT_GONE = 499;

  private final Map<String, Endpoint> endpoints;
  private final Metrics metrics;

  /** Requests under way, and one party more, the service itself, until it stops. */
  private final Phaser underWay = new Phaser(1);

  private volatile boolean stopping;

  Router(Map<String, Endpoint> endpoints, Metrics metrics) {
    this.endpoints = endpoints;
    this.metrics = metrics;
  }

  @Override
  public void handle(HttpExchange exchange) {
    long start = System.nanoTime();
    underWay.register();
    try (exchange) {
      Answer answer = answer(exchange);
      send(
          exchange,
          answer,
          status -> metrics.answered(label(exchange), status, System.nanoTime() - start));
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  private Answer answer(HttpExchange exchange) {
    try {
      return endpoint(exchange).answer(exchange);
    } catch (Refusal e) {
      e.headers().forEach(exchange.getResponseHeaders()::set);
      return Answer.json(e.status(), "error", e.getMessage());
    } catch (IOException e) {
      logger.log(Level.FINE, "A client is gone", e);
      return Answer.json(400, "error", "Expected a whole request, found that it ends early");
    } catch (RuntimeException | OutOfMemoryError e) {
      logger.log(Level.SEVERE, "Cannot answer " + exchange.getRequestURI(), e);
      return Answer.json(500, "error", "Our fault, not the request's; the log says more");
    }
  }

  private Endpoint endpoint(HttpExchange exchange) throws Refusal {
    if (stopping) {
      throw Refusal.later("The service stops");
    }
    Endpoint endpoint = endpoints.get(exchange.getRequestURI().getPath());
    if (endpoint == null) {
      throw new Refusal(404, "Expected a path of " + endpoints.keySet());
    }
    if (!endpoint.method().equals(exchange.getRequestMethod())) {
      throw new Refusal(
          405, "Expected the method " + endpoint.method(), Map.of("Allow", endpoint.method()));
    }
    return endpoint;
  }

  /** Counts before the last bytes leave, so that whoever has an answer finds it counted. */
  private void send(HttpExchange exchange, Answer answer, IntConsumer count) {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    if (stopping) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    int status = CLIENT_GONE;
    try (OutputStream out = begin(exchange, answer.status())) {
      answer.content().writeTo(out);
      status = answer.status();
      count.accept(status);
    } catch (IOException e) {
      logger.log(Level.FINE, "A client did not wait for its answer", e);
      if (status == CLIENT_GONE) {
        count.accept(CLIENT_GONE);
      }
    }
  }

  /** Where the content goes: for HEAD nowhere, but it is written all the same. */
  private static OutputStream begin(HttpExchange exchange, int status) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : 0);
    return head ? OutputStream.nullOutputStream() : exchange.getResponseBody();
  }

  private String label(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return endpoints.containsKey(path) ? path : "other";
  }

  /** Refuses new requests, and waits for those under way, but not for ever. */
  void stop(int seconds) {
    stopping = true;
    int phase = underWay.arriveAndDeregister();
    try {
      underWay.awaitAdvanceInterruptibly(phase, seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      logger.warning(() -> underWay.getRegisteredParties() + " requests took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
