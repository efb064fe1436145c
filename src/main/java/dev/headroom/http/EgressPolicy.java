package dev.headroom.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses may be called: https with a DNS name at port 443 or another allowed port,
 * and loopback if that is allowed. {@link #check} looks only at the text of the address, and
 * nothing is resolved; {@link #checkConnected} looks at the IP address of a connection, which is
 * public unless the host is one of the private endpoints.
 */
public final class EgressPolicy {
  private static final String REMEDY = "Use an https URL with a full DNS name, without user name.";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|(0:){7}1)]");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Resolvers read a name that ends in a number as an IP address, even {@code 0x7f.1}. */
  private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

  private static final int HTTPS_PORT = 443;

  /** RFC 1035, 2.3.4, without the root. */
  private static final int MAX_NAME_CHARS = 253;

  private static final int MAX_PORT = 65_535;

  private final boolean allowLoopback;
  private final IntPredicate otherPorts;
  private final Set<String> privateEndpoints;

  /**
   * Allows port 443 only, or any port with loopback.
   *
   * @param allowLoopback whether {@code localhost}, {@code 127.0.0.0/8} and {@code [::1]} may be
   *     called too, also over plain http; and every host at any port
   */
  public EgressPolicy(boolean allowLoopback) {
    this(allowLoopback, port -> false);
  }

  /**
   * Allows more ports.
   *
   * @param otherPorts whether a port besides 443 may be called; asked only about ports written in
   *     an address, from 1 to 65535
   */
  public EgressPolicy(boolean allowLoopback, IntPredicate otherPorts) {
    this(allowLoopback, otherPorts, Set.of());
  }

  /**
   * Allows more ports, and hosts in private networks.
   *
   * @param privateEndpoints DNS names in lower case of hosts whose addresses may be private
   */
  public EgressPolicy(
      boolean allowLoopback, IntPredicate otherPorts, Set<String> privateEndpoints) {
    this.allowLoopback = allowLoopback;
    this.otherPorts = otherPorts;
    this.privateEndpoints = Set.copyOf(privateEndpoints);
  }

  /** Returns the same policy with {@code ports} in place of those it was created with. */
  public EgressPolicy withPorts(Set<Integer> ports) {
    return new EgressPolicy(allowLoopback, Set.copyOf(ports)::contains, privateEndpoints);
  }

  /** Returns the same policy for an address that is only named, not called: any port is allowed. */
  public EgressPolicy withAnyPort() {
    return new EgressPolicy(allowLoopback, port -> true, privateEndpoints);
  }

  /** Returns whether {@code uri} names no port, or a valid one: 1 to {@value #MAX_PORT}. */
  public static boolean isPortValid(URI uri) {
    return uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= MAX_PORT);
  }

  /**
   * Why an address must not be called.
   *
   * @param reason what is wrong with it; contains no part of the address except its scheme
   * @param remedy what to do about it
   */
  public record Refusal(String reason, String remedy) {}

  /** Returns why {@code uri} must not be called; empty if it may be. */
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
    if (!isPortValid(uri)) {
      return Optional.of(
          new Refusal(
              "its port is not one of 1 to " + MAX_PORT,
              "Leave the port out, or write one that there is."));
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
    if (scheme.equals("http")) {
      return refused("it is http, not https");
    }
    return checkName(host).or(() -> checkPort(uri.getPort()));
  }

  /**
   * Returns why nothing may be sent on a connection; empty if it may. What a name resolves to may
   * change at any time, so this is asked when there is a connection and before anything is sent.
   *
   * @param uri the address that is called, which {@link #check} allows
   * @param connected the IP address at the other end
   */
  public Optional<Refusal> checkConnected(URI uri, InetAddress connected) {
    boolean isListed = privateEndpoints.contains(name(uri));
    return switch (AddressKind.of(connected)) {
      case PUBLIC -> Optional.empty();
      case LOOPBACK ->
          allowLoopback
              ? Optional.empty()
              : refusedAddress("this machine", "Give the host a public address.");
      case PRIVATE ->
          isListed
              ? Optional.empty()
              : refusedAddress(
                  "a private network",
                  "If that is meant, add the host to headroom.egress.private-endpoints.");
      case LINK_LOCAL ->
          refusedAddress("the local link", "Give the host a public or private address.");
      case RESERVED ->
          refusedAddress("a reserved network", "Give the host a public or private address.");
    };
  }

  private static Optional<Refusal> refusedAddress(String where, String remedy) {
    return Optional.of(new Refusal("its name leads to an address of " + where, remedy));
  }

  private static String name(URI uri) {
    String host = lower(uri.getHost());
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private Optional<Refusal> checkPort(int port) {
    return port == -1 || port == HTTPS_PORT || allowLoopback || otherPorts.test(port)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "its port " + port + " is not 443",
                "Leave the port out, or add " + port + " to ports in the manifest."));
  }

  private static Optional<Refusal> checkName(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.length() > MAX_NAME_CHARS) {
      return refused("its host is longer than a DNS name can be");
    }
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
