package dev.headroom.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses may be called: https with a DNS name, and loopback where that is allowed.
 * It looks at the text of the address only; nothing is resolved.
 */
public final class EgressPolicy {
  private static final String REMEDY = "Use an https URL with a full DNS name, without user name.";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|(0:){7}1)]");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** What ends in a number is read as an IP address by resolvers, {@code 0x7f.1} too. */
  private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

  private final boolean allowLoopback;

  /**
   * A policy.
   *
   * @param allowLoopback whether {@code localhost}, {@code 127.0.0.0/8} and {@code [::1]} may be
   *     called too, over plain http as well
   */
  public EgressPolicy(boolean allowLoopback) {
    this.allowLoopback = allowLoopback;
  }

  /**
   * Why an address must not be called.
   *
   * @param reason what is wrong with it; holds no part of the address but its scheme
   * @param remedy what to do about it
   */
  public record Refusal(String reason, String remedy) {}

  /** Whether {@code uri} must not be called; empty when it may. */
  public Optional<Refusal> check(URI uri) {
    String scheme = lower(uri.getScheme());
    String host = lower(uri.getHost());
    if (uri.getRawUserInfo() != null) {
      return refused("it holds a user name or password");
    }
    if (host.isEmpty()) {
      return refused("it has no valid host name");
    }
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return refused("its scheme is not https");
    }
    if (LOOPBACK.matcher(host).matches()) {
      return allowLoopback
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  "it points at this machine (loopback)",
                  REMEDY
                      + " For a trial on this machine set headroom.egress.allow-loopback=true."));
    }
    return scheme.equals("http") ? refused("it is http, not https") : checkName(host);
  }

  private static Optional<Refusal> checkName(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String[] labels = name.split("\\.", -1);
    String last = labels[labels.length - 1];
    if (host.startsWith("[") || NUMBER.matcher(last).matches()) {
      return refused("its host is an IP address");
    }
    if (labels.length < 2) {
      return refused("its host has no dot");
    }
    if (last.equals("localhost") || last.equals("localdomain")) {
      return refused("it points at this machine (loopback)");
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return refused("its host is not a valid DNS name");
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refused(String reason) {
    return Optional.of(new Refusal(reason, REMEDY));
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
