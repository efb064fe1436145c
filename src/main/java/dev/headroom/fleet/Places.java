package dev.headroom.fleet;

import dev.headroom.org.SecretRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** How much of an address is shown: its host. All else may be a secret. */
final class Places {
  private static final int MAX_CHARS = 300;
  private static final String UNKNOWN = "an address without a host";

  private Places() {}

  /** The host of an address, or the reference to one as it is written. */
  static String of(String setting) {
    if (SecretRef.parse(setting).isPresent()) {
      return setting.length() <= MAX_CHARS ? setting : setting.substring(0, MAX_CHARS);
    }
    try {
      return host(new URI(setting));
    } catch (URISyntaxException e) {
      return UNKNOWN;
    }
  }

  static String host(URI address) {
    String host = address.getHost();
    return host == null ? UNKNOWN : host.toLowerCase(Locale.ROOT);
  }
}
