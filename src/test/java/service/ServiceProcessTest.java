package service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What needs a JVM of its own: limits that the JDK's server reads once, and signals. */
@Timeout(120)
final class ServiceProcessTest {
  private static final String ROW = "{\"rows\": [[0.5, 20, 0, 1]]}";

  @TempDir private static Path folder;

  private static ServiceProcess start(String... limits) throws IOException {
    return ServiceProcess.start(Served.export(Served.model(), folder, "score"), limits);
  }

  /**
   * More of them than there are cores, some in the middle of their headers, some of their body,
   * some silent. Others are served meanwhile; the slow are cut off after their second.
   */
  @Test
  void slowClientsHoldUpNobody() throws Exception {
    try (ServiceProcess service = start("seconds=1", "connections=60")) {
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 45; i++) {
        slow.add(RawHttp.connect(service.port()));
        slow.get(i).getOutputStream().write(beginning(i % 3));
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(200, Served.post(service.port(), "/score", ROW).statusCode());
      }
      for (Socket socket : slow) {
        assertNotEquals(200, RawHttp.read(socket).status());
        socket.close();
      }
      assertEquals(200, Served.post(service.port(), "/score", ROW).statusCode());
    }
  }

  /** Three hundred who say nothing, or begin a header and then say nothing, beside the others. */
  @Test
  void silentConnectionsHoldUpNobody() throws Exception {
    try (ServiceProcess service = start()) {
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        silent.add(RawHttp.connect(service.port()));
        silent.get(i).getOutputStream().write(beginning(1 + i % 2));
      }
      for (int i = 0; i < 20; i++) {
        byte[] request =
            "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        assertEquals(200, RawHttp.send(service.port(), request).status());
      }
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  /** Whoever wants it elsewhere has to say so, and is told where it is. */
  @Test
  void listensOnThisMachineAlone() throws Exception {
    try (ServiceProcess here = start();
        ServiceProcess everywhere = start("host=0.0.0.0")) {
      assertTrue(InetAddress.getByName(here.host()).isLoopbackAddress(), here.host());
      assertTrue(InetAddress.getByName(everywhere.host()).isAnyLocalAddress(), everywhere.host());
      for (InetAddress own : ownAddresses()) {
        assertThrows(IOException.class, () -> new Socket(own, here.port()).close());
        new Socket(own, everywhere.port()).close();
      }
    }
  }

  /** Of the network, IPv4; there may be none. */
  private static List<InetAddress> ownAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .toList();
  }

  private static byte[] beginning(int kind) {
    String headers = "POST /score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n";
    String text =
        switch (kind) {
          case 0 -> headers + "\r\n{\"rows\": [[0.5, ";
          case 1 -> headers;
          default -> "";
        };
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Over the limit a connection is closed at once; below it, it is served again. */
  @Test
  void thereAreOnlySoManyConnections() throws Exception {
    try (ServiceProcess service = start("connections=3")) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        open.add(RawHttp.connect(service.port()));
      }
      assertEquals(0, RawHttp.read(open.get(9)).status());
      for (Socket socket : open) {
        socket.close();
      }
      while (!isServed(service.port())) {
        Thread.sleep(10);
      }
    }
  }

  private static boolean isServed(int port) throws InterruptedException {
    try {
      return Served.post(port, "/score", ROW).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** A request that waits for company when the signal comes is answered; then the port is free. */
  @Test
  void aSignalStopsItGracefully() throws Exception {
    try (ServiceProcess service = start("linger=2000000")) {
      CompletableFuture<HttpResponse<String>> underWay =
          CompletableFuture.supplyAsync(() -> post(service.port()));
      while (!Served.get(service.port(), "/metrics").body().contains("lateo_queue_length 1\n")) {
        Thread.onSpinWait();
      }
      service.process().destroy();
      HttpResponse<String> answer = underWay.get();
      assertEquals(200, answer.statusCode(), answer::body);
      assertTrue(answer.body().contains("elbo"), answer::body);
      assertTrue(service.process().waitFor(30, TimeUnit.SECONDS));
      assertEquals(128 + 15, service.process().exitValue());
      assertEquals(List.of(), service.errors());
      assertRefusedConnection(service.port());
    }
  }

  private static HttpResponse<String> post(int port) {
    try {
      return Served.post(port, "/score", ROW);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By its type, since the system's message is in the language of the user. */
  private static void assertRefusedConnection(int port) {
    assertThrows(ConnectException.class, () -> RawHttp.connect(port).close());
  }
}
