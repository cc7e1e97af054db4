package service;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Reads the body of a request, up to a limit. */
final class Body {
  private Body() {}

  /**
   * All of it.
   *
   * @throws Refusal 413, if it is larger
   * @throws IOException if the client ends too early, or took so long that it was closed
   */
  static byte[] read(HttpExchange exchange, int most) throws Refusal, IOException {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && Long.parseLong(length) > most) {
      throw tooLarge(most);
    }
    byte[] body = exchange.getRequestBody().readNBytes(most + 1);
    if (body.length > most) {
      throw tooLarge(most);
    }
    return body;
  }

  private static Refusal tooLarge(int most) {
    return new Refusal(413, "Expected a body of at most " + most + " bytes, found more");
  }
}
