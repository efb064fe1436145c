package dev.headroom.access;

import java.math.BigInteger;
import java.util.List;

/** All addresses from {@code first} to {@code last}, both included. */
public record AddressSpan(Address first, Address last) {
  /** Returns whether {@code address} is in it; an address of the other version never is. */
  public boolean holds(Address address) {
    return first.isV6() == address.isV6()
        && last.isV6() == address.isV6()
        && first.compareTo(address) <= 0
        && address.compareTo(last) <= 0;
  }

  /** Returns whether one of {@code spans} contains {@code address}. */
  static boolean anyHolds(List<AddressSpan> spans, Address address) {
    for (AddressSpan span : spans) {
      if (span.holds(address)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the number of addresses; 0 if it is reversed or of two versions. */
  BigInteger size() {
    if (first.isV6() != last.isV6() || first.compareTo(last) > 0) {
      return BigInteger.ZERO;
    }
    return last.number().subtract(first.number()).add(BigInteger.ONE);
  }

  /** Returns whether it contains every address of its version. */
  boolean isEverything() {
    return size().equals(BigInteger.ONE.shiftLeft(first.bits()));
  }

  /** Returns whether an address is in both. */
  boolean overlaps(AddressSpan other) {
    return first.isV6() == other.first.isV6()
        && first.compareTo(other.last) <= 0
        && other.first.compareTo(last) <= 0;
  }
}
