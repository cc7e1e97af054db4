package service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends bytes as they are, which no decent client would, and reads what comes back. */
public final class RawHttp {
  private static final int MILLISECONDS = 30_000;

  private RawHttp() {}

  /**
   * What came back.
   *
   * @param status 0 if the connection was closed without an answer
   * @param text headers and body
   */
  public record Reply(int status, String text) {
    /** A header's value, or the empty string. */
    public String header(String name) {
      return text.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** A connection to this machine that gives up after half a minute. */
  public static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(MILLISECONDS);
    return socket;
  }

  /** Sends a request that asks for the connection to be closed, and reads all that comes. */
  public static Reply send(int port, byte[] request) throws IOException {
    try (Socket socket = connect(port)) {
      write(socket, request);
      return read(socket);
    }
  }

  /** A service that has heard enough may close while it is still being written to. */
  private static void write(Socket socket, byte[] request) throws IOException {
    try {
      socket.getOutputStream().write(request);
    } catch (SocketException e) {
      // Its answer, if any, is there to read.
    }
  }

  /** Reads until the other side closes. */
  public static Reply read(Socket socket) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        bytes.write(b);
      }
    } catch (SocketException e) {
      // Reset: what came before counts.
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return new Reply(text.startsWith("HTTP/1.1 ") ? status(text) : 0, text);
  }

  private static int status(String text) {
    return Integer.parseInt(text.substring(9, 12));
  }
}
