package dev.headroom.cycle.ask.http;

import dev.headroom.cycle.ask.HostCheck;
import dev.headroom.http.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** {@link HostCheck} by the JDK's resolver and sockets. */
public final class SocketHostCheck implements HostCheck {
  private static final int MAX_MILLIS = 5_000;
  private static final String NO_WAY =
      "Let this machine connect to the host at this port (firewall, VPC route, security group).";

  private final EgressPolicy egress;

  /** Connects to addresses that {@code egress} allows. */
  public SocketHostCheck(EgressPolicy egress) {
    this.egress = egress;
  }

  @Override
  public Way to(URI address) {
    Optional<EgressPolicy.Refusal> refusal = egress.check(address);
    if (refusal.isPresent()) {
      return new Way.Forbidden(refusal.get().reason(), refusal.get().remedy());
    }
    // In a separate thread, because a name lookup cannot be interrupted.
    FutureTask<List<InetAddress>> lookup =
        new FutureTask<>(() -> List.of(InetAddress.getAllByName(address.getHost())));
    Thread.ofVirtual().name("dns").start(lookup);
    try {
      List<InetAddress> found = lookup.get(MAX_MILLIS, TimeUnit.MILLISECONDS);
      for (InetAddress one : found) {
        Optional<EgressPolicy.Refusal> unreachable = egress.checkConnected(address, one);
        if (unreachable.isPresent()) {
          return new Way.Forbidden(unreachable.get().reason(), unreachable.get().remedy());
        }
      }
      return connect(address, found);
    } catch (ExecutionException e) {
      return new Way.Unknown(
          e.getCause() instanceof UnknownHostException
              ? "the name " + address.getHost() + " does not exist"
              : "the name " + address.getHost() + " cannot be resolved");
    } catch (TimeoutException e) {
      return new Way.Unknown(
          "the name " + address.getHost() + " was not resolved within " + MAX_MILLIS / 1000 + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Way.Unknown("interrupted while the name was resolved");
    }
  }

  private static Way connect(URI address, List<InetAddress> found) {
    List<String> shown = found.stream().map(InetAddress::getHostAddress).distinct().toList();
    boolean plain = "http".equals(address.getScheme());
    int port = address.getPort() == -1 ? (plain ? 80 : 443) : address.getPort();
    List<String> failures = new ArrayList<>();
    for (InetAddress one : found) {
      try (Socket socket = new Socket()) {
        socket.setSoTimeout(MAX_MILLIS);
        socket.connect(new InetSocketAddress(one, port), MAX_MILLIS);
        return new Way.Open(shown, plain ? "" : secured(socket, address.getHost(), port));
      } catch (SSLException e) {
        return new Way.Closed(
            shown,
            "no trusted TLS connection at port " + port + ": " + firstLine(e),
            "If a proxy inspects TLS, exempt the host, or add the proxy's certificate to the trust"
                + " store of the Java runtime; otherwise look for a wrong login URL.");
      } catch (IOException e) {
        failures.add(firstLine(e));
      }
    }
    return new Way.Closed(
        shown,
        "no connection at port "
            + port
            + ": "
            + String.join(", ", failures.stream().distinct().toList()),
        NO_WAY);
  }

  private static String secured(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure.getSession().getProtocol();
    }
  }

  private static String firstLine(IOException e) {
    return Arrays.stream(String.valueOf(e.getMessage()).split("\\R", 2)).findFirst().orElse("");
  }
}
