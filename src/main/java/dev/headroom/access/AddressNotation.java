package dev.headroom.access;

import java.util.Optional;

/** The notation of addresses. */
public interface AddressNotation {
  /**
   * Returns the address in {@code text}, in any spelling of IPv6 or as four decimal numbers of
   * IPv4; surrounding blanks are ignored. Empty for text that is not an address or that programs
   * read differently: {@code 10.1}, {@code 010.0.0.1}, an empty text, a word, an address with a
   * zone, a range.
   */
  Optional<Address> parse(String text);

  /** Returns the canonical text of {@code address}, according to RFC 5952 for IPv6. */
  String text(Address address);
}
