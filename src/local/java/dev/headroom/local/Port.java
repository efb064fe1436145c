package dev.headroom.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** A port that is to be opened. */
final class Port {
  private Port() {}

  /**
   * Returns why {@code port} of {@code host} cannot be opened, in one line that names the key;
   * empty if it can.
   *
   * @param hostKey the key that names the host
   * @param key the key that names the port
   * @param port 0 is any free one
   */
  static Optional<String> problem(String hostKey, String host, String key, int port) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return Optional.of(
          "%s: is not an address that this machine knows (found: %s). Write localhost, or an"
                  .formatted(hostKey, host)
              + " address of this machine.");
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, port));
      return Optional.empty();
    } catch (BindException e) {
      return Optional.of(refused(hostKey, host, key, port, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return Optional.of(closed(key, port, String.valueOf(e.getMessage())));
    }
  }

  /** Returns a port that is free at this moment; empty if the machine has none. */
  static OptionalInt anyFree() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return OptionalInt.of(free.getLocalPort());
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /** Returns the line about a port that is taken by another program. */
  static String taken(String key, int port) {
    return "port %d is taken: stop what listens there, or set %s to another one"
        .formatted(port, key);
  }

  /** The JDK passes on what the operating system says, the only thing that distinguishes these. */
  private static String refused(String hostKey, String host, String key, int port, String reason) {
    if (reason.contains("assign requested address")) {
      return ("%s: is not an address of this machine (found: %s)."
              + " Write localhost, or an address of it.")
          .formatted(hostKey, host);
    }
    return reason.contains("ermission denied") ? closed(key, port, reason) : taken(key, port);
  }

  private static String closed(String key, int port, String reason) {
    return "port %d cannot be opened (%s): set %s to another one"
        .formatted(port, reason.toLowerCase(Locale.ROOT), key);
  }
}
