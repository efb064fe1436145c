package dev.headroom.fleet;

import dev.headroom.org.PlainText;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * How much of an address is shown: its host, and its port if it is not the default. Everything else
 * may be a secret.
 */
final class Places {
  private static final int MAX_CHARS = 300;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final String UNKNOWN = "an address without a host";

  private Places() {}

  /** Returns the place of an address, or the reference to one as written. */
  static String of(String setting) {
    if (SecretRef.parse(setting).isPresent()) {
      return PlainText.of(setting, MAX_CHARS);
    }
    try {
      return host(new URI(setting));
    } catch (URISyntaxException e) {
      return UNKNOWN;
    }
  }

  /** Returns the host, as in {@code a.example}, or {@code a.example:8443}. */
  static String host(URI address) {
    String host = address.getHost();
    if (host == null) {
      return UNKNOWN;
    }
    int port = address.getPort();
    String name = host.toLowerCase(Locale.ROOT);
    return port == -1 || port == usualPort(address) ? name : name + ":" + port;
  }

  private static int usualPort(URI address) {
    return "http".equalsIgnoreCase(address.getScheme()) ? HTTP_PORT : HTTPS_PORT;
  }
}
