package org.lateo.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import service.HostileRequest;
import service.RawHttp;

/**
 * A client that sends everything that is wrong, in turns, beside eight requests that never end; and
 * looks whether each is refused as it should be.
 */
final class HostileClient implements Callable<HostileClient> {
  private static final int SLOW = 8;
  private final int port;
  private final byte[] unfinished;
  private final List<HostileRequest> requests;
  private final long until;
  private final List<String> failures = new ArrayList<>();
  private int count;

  HostileClient(int port, String path, List<HostileRequest> requests, long until) {
    String headers = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n";
    this.port = port;
    this.unfinished = (headers + "\r\n{").getBytes(StandardCharsets.US_ASCII);
    this.requests = requests;
    this.until = until;
  }

  @Override
  public HostileClient call() throws InterruptedException {
    while (System.nanoTime() < until) {
      try {
        round();
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
    return this;
  }

  private void round() throws IOException, InterruptedException {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < SLOW; i++) {
      slow.add(RawHttp.connect(port));
      slow.get(i).getOutputStream().write(unfinished);
    }
    for (int i = 0; i < requests.size() && System.nanoTime() < until; i++) {
      check(requests.get(i).wrong(RawHttp.send(port, requests.get(i).bytes())));
      Thread.sleep(10);
    }
    for (Socket socket : slow) {
      RawHttp.Reply reply = RawHttp.read(socket);
      check(reply.status() == 200 ? "an unfinished request was answered: " + reply : "");
      socket.close();
    }
  }

  private void check(String wrong) {
    count++;
    if (!wrong.isEmpty()) {
      failures.add(wrong);
    }
  }

  /** How many requests it sent. */
  int count() {
    return count;
  }

  /** Those that were not refused as they should be. */
  List<String> failures() {
    return failures;
  }
}
