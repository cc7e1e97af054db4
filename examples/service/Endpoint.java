package service;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.function.Supplier;

/** What happens at one path. */
interface Endpoint {
  /** The only method that is allowed there. */
  String method();

  /**
   * Answers a request.
   *
   * @throws Refusal if it cannot, which is no fault of ours
   * @throws IOException if the client is gone
   */
  Answer answer(HttpExchange exchange) throws Refusal, IOException;

  /** One that is read, and always has an answer. */
  static Endpoint get(Supplier<Answer> answer) {
    return new Endpoint() {
      @Override
      public String method() {
        return "GET";
      }

      @Override
      public Answer answer(HttpExchange exchange) {
        return answer.get();
      }
    };
  }
}
