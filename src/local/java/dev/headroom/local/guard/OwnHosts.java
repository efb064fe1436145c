package dev.headroom.local.guard;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that requests may use: loopback names and addresses, and those that the operator names.
 * Any other name was pointed here by someone else.
 */
public final class OwnHosts {
  /** Only loopback. */
  public static final OwnHosts LOOPBACK = new OwnHosts(Set.of());

  private static final String LOCALHOST = "localhost";

  private final Set<String> more;

  private OwnHosts(Set<String> more) {
    this.more = more;
  }

  /**
   * Returns loopback and {@code more}.
   *
   * @param more names and addresses, without ports; the brackets of an IPv6 address may be left out
   */
  public static OwnHosts with(Collection<String> more) {
    return new OwnHosts(
        more.stream().map(String::strip).map(OwnHosts::plain).collect(Collectors.toSet()));
  }

  /**
   * A place named by a request or a page.
   *
   * @param port -1 if it names none
   */
  private record Place(String host, int port) {}

  /**
   * Returns whether {@code authority} names one of these hosts, whatever its port.
   *
   * @param authority a Host header
   */
  boolean own(String authority) {
    return place("http", authority).filter(place -> isOwn(place.host())).isPresent();
  }

  /** Returns whether {@code host}, a name or address, is loopback. */
  static boolean isLoopback(String host) {
    String plain = plain(host);
    InetAddress address = literal(plain);
    return address == null
        ? plain.equals(LOCALHOST) || plain.endsWith("." + LOCALHOST)
        : address.isLoopbackAddress();
  }

  private boolean isOwn(String host) {
    return isLoopback(host) || more.contains(host);
  }

  /**
   * Returns whether a page of {@code origin} came from {@code authority}.
   *
   * @param origin an Origin header
   * @param authority the Host header beside it
   */
  static boolean sameOrigin(String origin, String authority) {
    int scheme = origin.indexOf("://");
    if (scheme < 0) {
      return false;
    }
    String of = origin.substring(0, scheme).toLowerCase(Locale.ROOT);
    if (!of.equals("http") && !of.equals("https")) {
      return false;
    }
    Optional<Place> page = place(of, origin.substring(scheme + 3));
    return page.isPresent() && page.equals(place(of, authority));
  }

  private static Optional<Place> place(String scheme, String authority) {
    try {
      URI uri = new URI(scheme + "://" + authority);
      String host = uri.getHost();
      if (host == null || !authority.equals(uri.getRawAuthority()) || uri.getUserInfo() != null) {
        return Optional.empty();
      }
      int usual = scheme.equals("https") ? 443 : 80;
      return Optional.of(new Place(plain(host), uri.getPort() < 0 ? usual : uri.getPort()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** One spelling for every way to write a host. */
  private static String plain(String host) {
    String text = host.toLowerCase(Locale.ROOT);
    text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    text = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    InetAddress address = literal(text);
    return address == null ? text : address.getHostAddress();
  }

  /** Null if {@code text} is not an address; names are not looked up. */
  private static @Nullable InetAddress literal(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
