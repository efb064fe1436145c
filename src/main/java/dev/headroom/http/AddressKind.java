package dev.headroom.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * What an IP address is for (the special-purpose registries of RFC 6890 and those that update it).
 * An IPv6 address that carries an IPv4 address is of that one's kind.
 */
enum AddressKind {
  /** Anyone's, on the internet. */
  PUBLIC,
  /** This machine's. */
  LOOPBACK,
  /** A network's own: RFC 1918, RFC 6598 (carrier-grade NAT), RFC 4193 (unique local). */
  PRIVATE,
  /** The link's: neighbours, and the metadata services of clouds (169.254.169.254). */
  LINK_LOCAL,
  /** Nobody's host: unspecified, multicast, for documentation and benchmarks, reserved. */
  RESERVED;

  /** Returns the kind of {@code address}. */
  static AddressKind of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? v4(bytes) : v6(address, bytes);
  }

  private static AddressKind v4(byte[] bytes) {
    int a = bytes[0] & 0xff;
    int b = bytes[1] & 0xff;
    int c = bytes[2] & 0xff;
    if (a == 127) {
      return LOOPBACK;
    }
    if (a == 10 || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168)) {
      return PRIVATE;
    }
    if (a == 100 && b >= 64 && b < 128) {
      return PRIVATE;
    }
    if (a == 169 && b == 254) {
      return LINK_LOCAL;
    }
    boolean isReserved =
        a == 0
            || a >= 224
            || (a == 192 && b == 0 && (c == 0 || c == 2))
            || (a == 192 && b == 88 && c == 99)
            || (a == 198 && (b == 18 || b == 19))
            || (a == 198 && b == 51 && c == 100)
            || (a == 203 && b == 0 && c == 113);
    return isReserved ? RESERVED : PUBLIC;
  }

  private static AddressKind v6(InetAddress address, byte[] bytes) {
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    if (address.isLinkLocalAddress()) {
      return LINK_LOCAL;
    }
    if ((bytes[0] & 0xfe) == 0xfc || address.isSiteLocalAddress()) {
      return PRIVATE;
    }
    // IPv4-mapped and -compatible (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
    if (isZero(bytes, 0, 10) && (bytes[10] == bytes[11]) && (bytes[10] == 0 || bytes[10] == -1)) {
      return isZero(bytes, 0, 16) ? RESERVED : v4(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (begins(bytes, 0x00, 0x64, 0xff, 0x9b)) {
      return isZero(bytes, 4, 12) ? v4(Arrays.copyOfRange(bytes, 12, 16)) : PRIVATE;
    }
    if (begins(bytes, 0x20, 0x02)) {
      return v4(Arrays.copyOfRange(bytes, 2, 6));
    }
    // Only 2000::/3 is assigned for hosts, and in it 2001::/23 and 2001:db8::/32 are not.
    boolean isGlobal =
        (bytes[0] & 0xe0) == 0x20
            && !begins(bytes, 0x20, 0x01, 0x0d, 0xb8)
            && !(begins(bytes, 0x20, 0x01) && (bytes[2] & 0xfe) == 0);
    return isGlobal ? PUBLIC : RESERVED;
  }

  private static boolean begins(byte[] bytes, int... with) {
    for (int i = 0; i < with.length; i++) {
      if ((bytes[i] & 0xff) != with[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the address in {@code text}, which is a literal; nothing is resolved.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static InetAddress literal(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      throw new IllegalArgumentException("a connection without an IP address");
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an IP address of " + bytes.length + " bytes", e);
    }
  }
}
