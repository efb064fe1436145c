package dev.headroom.access;

import java.util.Optional;

/** How addresses are written. */
public interface AddressNotation {
  /**
   * The address that {@code text} is, in any spelling of IPv6 and in the four decimal numbers of
   * IPv4; blanks around it do not matter. Empty for what is no address or is read differently by
   * different programs: {@code 10.1}, {@code 010.0.0.1}, an empty text, a word, an address with a
   * zone, a range.
   */
  Optional<Address> parse(String text);

  /** The one text of {@code address}, as RFC 5952 has it for IPv6. */
  String text(Address address);
}
