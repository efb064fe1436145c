package dev.headroom.access;

import java.math.BigInteger;

/**
 * An IP address. An IPv4-mapped IPv6 address ({@code ::ffff:203.0.113.5}) is the IPv4 address that
 * it maps.
 *
 * @param isV6 whether it is version 6
 * @param high its upper 64 bits; 0 for version 4
 * @param low its lower 64 bits; 32 bits for version 4
 */
public record Address(boolean isV6, long high, long low) implements Comparable<Address> {
  private static final long MAPPED = 0xffffL;

  public Address {
    if (isV6 && high == 0 && low >>> 32 == MAPPED) {
      isV6 = false;
      low &= 0xffffffffL;
    }
    if (!isV6 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  /** Returns the number of bits: 32 or 128. */
  public int bits() {
    return isV6 ? 128 : 32;
  }

  /** Returns the bits as an unsigned number. */
  BigInteger number() {
    return unsigned(high).shiftLeft(64).or(unsigned(low));
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  /** Orders version 4 before version 6, then by number. */
  @Override
  public int compareTo(Address other) {
    int version = Boolean.compare(isV6, other.isV6);
    if (version != 0) {
      return version;
    }
    int upper = Long.compareUnsigned(high, other.high);
    return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
  }
}
