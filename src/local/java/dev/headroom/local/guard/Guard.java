package dev.headroom.local.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges requests by their headers alone. */
public final class Guard {
  private final OwnHosts hosts;
  private final @Nullable String token;

  /**
   * Creates a guard.
   *
   * @param hosts that requests may use
   * @param token what every request must carry; null if none is required
   */
  public Guard(OwnHosts hosts, @Nullable String token) {
    this.hosts = hosts;
    this.token = token;
  }

  /** Returns why {@code asked} is refused; empty if it may proceed. */
  public Optional<Refusal> judge(Asked asked) {
    return hostOf(asked).or(() -> tokenOf(asked)).or(() -> changeOf(asked)).or(() -> pageOf(asked));
  }

  /** Checks that {@code asked} is for one of our own hosts. */
  public Optional<Refusal> hostOf(Asked asked) {
    List<String> named = asked.hosts();
    if (!named.isEmpty() && named.stream().allMatch(hosts::own)) {
      return Optional.empty();
    }
    return Optional.of(
        Refusal.of(
            403,
            "Host",
            named.isEmpty() ? null : String.join(", ", named),
            named.isEmpty() ? "is missing" : "is not a host of this Headroom",
            "Ask for localhost, or list the name in headroom.local.hosts."));
  }

  /** Checks that {@code asked}, if it changes anything, comes from no other page and is JSON. */
  public Optional<Refusal> changeOf(Asked asked) {
    if (!asked.changes()) {
      return Optional.empty();
    }
    for (String origin : asked.origins()) {
      if (!asked.hosts().stream().allMatch(host -> OwnHosts.sameOrigin(origin, host))) {
        return Optional.of(
            Refusal.of(
                403,
                "Origin",
                origin,
                "is another site",
                "Send the request from a page of this Headroom, or without an Origin."));
      }
    }
    if (asked.isForm()) {
      return formOf(asked);
    }
    if (asked.isJson()) {
      return Optional.empty();
    }
    List<String> types = asked.contentTypes();
    return Optional.of(
        Refusal.of(
            415,
            "Content-Type",
            types.isEmpty() ? null : String.join(", ", types),
            types.isEmpty() ? "is missing" : "is not application/json",
            "Send JSON with the header Content-Type: application/json."));
  }

  /**
   * Whether a form comes from a page of ours: any page can send one, so its origin has to be said.
   * That it is ours was seen by then.
   */
  private static Optional<Refusal> formOf(Asked asked) {
    return asked.origins().size() == 1
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                403,
                "Origin",
                asked.origins().isEmpty() ? null : String.join(", ", asked.origins()),
                asked.origins().isEmpty() ? "is missing" : "is given more than once",
                "Send the form from its page, or JSON to the API."));
  }

  /** Whether {@code asked} is no part of another site's page, which could have work done here. */
  public Optional<Refusal> pageOf(Asked asked) {
    return asked.isPartOfAnotherPage()
        ? Optional.of(
            Refusal.of(
                403,
                "Sec-Fetch-Site",
                asked.asking().site().orElse(null),
                "is another site's page",
                "Open the address itself, or use a program."))
        : Optional.empty();
  }

  private Optional<Refusal> tokenOf(Asked asked) {
    String wanted = token;
    if (wanted == null || asked.authorizations().stream().anyMatch(given -> holds(given, wanted))) {
      return Optional.empty();
    }
    return Optional.of(
        Refusal.of(
            401,
            "Authorization",
            null,
            asked.authorizations().isEmpty() ? "is missing" : "holds another token",
            "Give the token that was printed at the start: as password, with any user name, or as"
                + " Authorization: Bearer <token>."));
  }

  /** Returns whether an Authorization header carries {@code token}. */
  static boolean holds(String authorization, String token) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8),
        tokenIn(authorization).getBytes(StandardCharsets.UTF_8));
  }

  private static String tokenIn(String authorization) {
    String[] parts = authorization.strip().split(" +", 2);
    if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer")) {
      return parts[1];
    }
    if (parts.length == 2 && parts[0].equalsIgnoreCase("Basic")) {
      try {
        String login = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return login.substring(login.indexOf(':') + 1);
      } catch (IllegalArgumentException e) {
        return "";
      }
    }
    return "";
  }
}
