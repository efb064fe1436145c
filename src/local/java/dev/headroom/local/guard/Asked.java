package dev.headroom.local.guard;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a request says of itself, before anything of it is acted on.
 *
 * @param method GET, POST, ...
 * @param hosts its Host headers, each as it is written
 * @param origins its Origin headers; a client that is no browser sends none
 * @param contentTypes its Content-Type headers
 * @param authorizations its Authorization headers
 * @param upgrades whether it asks for another protocol, such as WebSocket
 */
public record Asked(
    String method,
    List<String> hosts,
    List<String> origins,
    List<String> contentTypes,
    List<String> authorizations,
    boolean upgrades) {
  private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

  public Asked {
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
    contentTypes = List.copyOf(contentTypes);
    authorizations = List.copyOf(authorizations);
  }

  /** Whether it may change something. */
  boolean changes() {
    return !LOOKING.contains(method) || upgrades;
  }

  /** Whether its body is announced as JSON, or there is no body to be announced. */
  boolean isJson() {
    if (contentTypes.isEmpty()) {
      return method.equals("DELETE") || LOOKING.contains(method);
    }
    return contentTypes.size() == 1
        && contentTypes
            .getFirst()
            .split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals("application/json");
  }
}
