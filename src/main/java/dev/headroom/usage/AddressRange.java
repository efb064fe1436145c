package dev.headroom.usage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, version 4 or 6, such as {@code 203.0.113.0/24}. No name is looked up.
 */
public final class AddressRange {
  private static final Pattern FOUR =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  /** Contains a colon, so it is never mistaken for a host name. */
  private static final Pattern SIX = Pattern.compile("[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}");

  private final byte[] base;
  private final int bits;

  private AddressRange(byte[] base, int bits) {
    this.base = base;
    this.bits = bits;
  }

  /**
   * Returns the range in {@code text}; a single address is a range of one; empty if it is neither.
   */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    Optional<byte[]> base = bytes(slash < 0 ? text : text.substring(0, slash));
    if (base.isEmpty()) {
      return Optional.empty();
    }
    int most = base.get().length * 8;
    if (slash < 0) {
      return Optional.of(new AddressRange(base.get(), most));
    }
    String length = text.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
      return Optional.empty();
    }
    return Optional.of(new AddressRange(base.get(), Integer.parseInt(length)));
  }

  /** Returns whether {@code address} is in it; false for text that is not an address. */
  public boolean holds(String address) {
    byte[] other = bytes(address).orElse(new byte[0]);
    return other.length == base.length && sameBits(other);
  }

  /** Returns whether every address of {@code other} is in it. */
  public boolean holds(AddressRange other) {
    return bits <= other.bits && base.length == other.base.length && sameBits(other.base);
  }

  /** Returns whether it contains all addresses of its version. */
  public boolean isEverything() {
    return bits == 0;
  }

  private boolean sameBits(byte[] other) {
    for (int i = 0; i < bits; i++) {
      int mask = 1 << (7 - i % 8);
      if (((base[i / 8] ^ other[i / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> bytes(String address) {
    if (!FOUR.matcher(address).matches() && !SIX.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
