package dev.headroom.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * An address and the {@code 2^n - 1} that follow it, written {@code 203.0.113.10/31}.
 *
 * @param prefix number of leading bits that all its addresses share
 */
record AddressBlock(Address first, int prefix) {
  /**
   * Returns the fewest blocks that contain exactly {@code addresses}, ascending, version 4 first.
   */
  static List<AddressBlock> covering(Collection<Address> addresses) {
    Deque<AddressBlock> blocks = new ArrayDeque<>();
    for (Address address : new TreeSet<>(addresses)) {
      AddressBlock block = new AddressBlock(address, address.bits());
      // two halves of one block are that block
      while (!blocks.isEmpty() && blocks.getLast().isLowerHalfWith(block)) {
        block = new AddressBlock(blocks.removeLast().first(), block.prefix() - 1);
      }
      blocks.addLast(block);
    }
    return new ArrayList<>(blocks);
  }

  private boolean isLowerHalfWith(AddressBlock upper) {
    if (first.isV6() != upper.first.isV6() || prefix != upper.prefix || prefix == 0) {
      return false;
    }
    int bit = first.bits() - prefix;
    long lowBit = bit < 64 ? 1L << bit : 0;
    long highBit = bit < 64 ? 0 : 1L << (bit - 64);
    return (first.low() & lowBit) == 0
        && (first.high() & highBit) == 0
        && (first.low() | lowBit) == upper.first.low()
        && (first.high() | highBit) == upper.first.high();
  }

  String text(AddressNotation notation) {
    return notation.text(first) + "/" + prefix;
  }
}
