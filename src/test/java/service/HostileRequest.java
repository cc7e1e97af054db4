package service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that is wrong in one way, and what must come of it.
 *
 * @param request what is sent, a character for each byte
 * @param status 0 if closing the connection without an answer is right, too
 * @param says what the answer contains, among other things
 */
public record HostileRequest(String name, String request, int status, String says) {
  /** The bytes that are sent. */
  public byte[] bytes() {
    return request.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Makes the requests. */
  private static final class Maker {
    private final List<HostileRequest> all = new ArrayList<>();
    private final String path;

    Maker(String path) {
      this.path = path;
    }

    void body(String name, String body, int status, String says) {
      body(name, body.getBytes(StandardCharsets.UTF_8), status, says);
    }

    void body(String name, byte[] body, int status, String says) {
      to("POST " + path, name, "Content-Length: " + body.length, body, status, says);
    }

    void rows(String name, String rows, int status, String says) {
      body(name, "{\"rows\": " + rows + "}", status, says);
    }

    void line(String line, int status, String says) {
      to(line, line, "X-Nothing: 1", new byte[0], status, says);
    }

    void to(String line, String name, String header, byte[] body, int status, String says) {
      String head = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
      bytes.writeBytes(body);
      all.add(new HostileRequest(name, bytes.toString(StandardCharsets.ISO_8859_1), status, says));
    }
  }

  /**
   * One of each kind.
   *
   * @param path of a head that takes features, none of which may be missing
   * @param columns how many there are
   * @param most the bytes and rows that the service takes; so many rows must fit into so many bytes
   */
  public static List<HostileRequest> all(String path, int columns, Limits most) {
    Maker maker = new Maker(path);
    addMalformed(maker);
    addWrongRows(maker, columns);
    addLarge(maker, columns, most);
    addWrongPlaces(maker);
    return maker.all;
  }

  private static void addMalformed(Maker maker) {
    maker.body("cut short", "{\"rows\": [[1, 2", 400, "Array in line 1, column");
    maker.body("no JSON", "rows=1", 400, "line 1, column");
    maker.body("more after the end", "{\"rows\": []} 1", 400, "after the end");
    maker.body("twice the same", "{\"rows\": [], \"rows\": []}", 400, "Duplicate");
    maker.rows("NaN", "[[NaN]]", 400, "NaN");
    maker.rows("infinity", "[[-Infinity]]", 400, "Infinity");
    maker.rows("a long number", "[[" + "9".repeat(5000) + "]]", 400, "Number");
    byte[] bytes = "{\"rows\": [{\"?\": 1}]}".getBytes(StandardCharsets.UTF_8);
    bytes[12] = (byte) 0xff;
    maker.body("no UTF-8", bytes, 400, "UTF-8");
  }

  private static void addWrongRows(Maker maker, int columns) {
    maker.body("empty", "", 422, "found nothing");
    maker.body("no object", "[]", 422, "start array");
    maker.body("another field", "{\"row\": []}", 422, "found row");
    maker.rows("no array", "{}", 422, "start object");
    maker.rows("no rows", "[]", 422, "at least one row");
    maker.rows("a number for a row", "[1]", 422, "row 0: expected an array or an object");
    maker.rows("a deep row", "[".repeat(9000), 422, "start array");
    maker.rows("a short row", row(columns - 1, "0"), 422, "found " + (columns - 1));
    maker.rows("a long row", row(columns + 1, "0"), 422, "found more");
    maker.rows("unknown features", "[{\"nonsense\": 1}]", 422, "found also [nonsense]");
    maker.rows("missing features", "[{}]", 422, "found none of [");
    maker.rows("a missing value", row(columns, "null"), 422, "never missing");
    maker.rows("a word", row(columns, "\"1\""), 422, "found string");
    maker.rows("a large number", row(columns, "1e39"), 422, "within float's range");
    maker.rows("a huge number", row(columns, "-1e400"), 422, "within float's range");
  }

  private static void addLarge(Maker maker, int columns, Limits most) {
    String zeros = "0,".repeat(most.body() / 2) + "0,0";
    maker.rows("a large body", "[[" + zeros + "]]", 413, "bytes");
    String path = "POST " + maker.path;
    maker.to(path, "a promise", "Content-Length: 9999999999", new byte[0], 413, "bytes");
    String chunk = Integer.toHexString(zeros.length()) + "\r\n" + zeros + "\r\n";
    byte[] chunked = chunk.getBytes(StandardCharsets.UTF_8);
    maker.to(path, "a large chunk", "Transfer-Encoding: chunked", chunked, 413, "bytes");
    String zero = "[" + "0,".repeat(columns - 1) + "0]";
    maker.rows(
        "many rows",
        "[" + (zero + ",").repeat(most.rows()) + zero + "]",
        413,
        most.rows() + " rows");
  }

  private static void addWrongPlaces(Maker maker) {
    maker.line("GET " + maker.path, 405, "POST");
    maker.line("HEAD " + maker.path, 405, "Allow: POST");
    maker.line("DELETE /health", 405, "GET");
    maker.line("GET /nowhere", 404, "/health");
    maker.line("GET /../../etc/passwd", 404, "/health");
    maker.line("POST " + maker.path + "x", 404, "/health");
    maker.line("POST " + maker.path + "?top=-1", 422, "top");
    maker.line("POST " + maker.path + "?colour=red", 422, "colour=red");
    maker.line("GET mailto:somebody", 0, "");
    maker.line("GET http://[", 400, "");
    String path = "POST " + maker.path;
    maker.to(path, "a length of words", "Content-Length: ten", new byte[0], 400, "");
    maker.to(path, "a negative length", "Content-Length: -1", new byte[0], 400, "");
    maker.to("\0\0", "no HTTP", "", new byte[0], 0, "");
    maker.to(path, "a long header", "X: " + "x".repeat(1 << 20), new byte[0], 0, "");
  }

  /** One row of the same value throughout. */
  private static String row(int columns, String value) {
    return "[[" + (value + ",").repeat(columns - 1) + value + "]]";
  }

  /** What is wrong with a reply, or nothing. */
  public String wrong(RawHttp.Reply reply) {
    boolean right = status == 0 ? reply.status() < 500 : reply.status() == status;
    return right && reply.text().contains(says)
        ? ""
        : name + ": expected " + status + " with '" + says + "', found " + reply;
  }
}
