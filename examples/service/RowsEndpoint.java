package service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import org.lateo.ONNXVAE;

/**
 * Rows in, what one model says of them out. A client that sends slowly holds up nobody: the gate
 * comes after the body, and the answer is sent outside it.
 */
final class RowsEndpoint implements Endpoint {
  private final ONNXVAE model;
  private final Limits limits;
  private final Gate gate;
  private final Metrics metrics;
  private final Format format;
  private final RowReader reader;

  /** How outputs are told. */
  interface Format {
    void write(JsonGenerator json, Map<String, float[][]> outputs, int rows, Query query)
        throws IOException;
  }

  RowsEndpoint(ONNXVAE model, Limits limits, Gate gate, Metrics metrics, Format format) {
    this.model = model;
    this.limits = limits;
    this.gate = gate;
    this.metrics = metrics;
    this.format = format;
    this.reader = new RowReader(model, limits.rows());
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public Answer answer(HttpExchange exchange) throws Refusal, IOException {
    Query query = Query.of(exchange.getRequestURI());
    byte[] body = Body.read(exchange, limits.body());
    gate.enter();
    try {
      float[][] rows = reader.read(body, query.sparse());
      Map<String, float[][]> outputs = model.run(rows);
      metrics.computed(rows.length);
      return Answer.json(json -> format.write(json, outputs, rows.length, query));
    } finally {
      gate.leave();
    }
  }
}
