package dev.headroom.access.ip;

import dev.headroom.access.Address;
import dev.headroom.access.AddressNotation;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * {@link AddressNotation} with the IPAddress library, with all its leniency switched off: by
 * default it accepts {@code 10.1} and {@code 010.0.0.1} as addresses and an empty text as loopback.
 */
public final class IpAddressNotation implements AddressNotation {
  /** The longest spelling of an address: IPv6 followed by IPv4. */
  private static final int MAX_CHARS = 45;

  private static final IPAddressStringParameters STRICT = strict();

  private static IPAddressStringParameters strict() {
    return new IPAddressStringParameters.Builder()
        .allowEmpty(false)
        .allowAll(false)
        .allowSingleSegment(false)
        .allowPrefix(false)
        .allowMask(false)
        .allowWildcardedSeparator(false)
        .setRangeOptions(RangeParameters.NO_RANGE)
        .getIPv4AddressParametersBuilder()
        .allow_inet_aton(false)
        .allowLeadingZeros(false)
        .allowUnlimitedLeadingZeros(false)
        .allowPrefixLengthLeadingZeros(false)
        .allowBinary(false)
        .setRangeOptions(RangeParameters.NO_RANGE)
        .getParentBuilder()
        .getIPv6AddressParametersBuilder()
        .allowLeadingZeros(true)
        .allowUnlimitedLeadingZeros(false)
        .allowZone(false)
        .allowBase85(false)
        .allowBinary(false)
        .allowMixed(true)
        .setRangeOptions(RangeParameters.NO_RANGE)
        .getEmbeddedIPv4AddressParametersBuilder()
        .allow_inet_aton(false)
        .allowLeadingZeros(false)
        .getEmbeddedIPv4AddressParentBuilder()
        .getParentBuilder()
        .toParams();
  }

  @Override
  public Optional<Address> parse(String text) {
    String bare = text.strip();
    if (bare.isEmpty() || bare.length() > MAX_CHARS) {
      return Optional.empty();
    }
    IPAddress address = new IPAddressString(bare, STRICT).getAddress();
    if (address == null || address.isMultiple() || address.isPrefixed()) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(address.getBytes());
    return Optional.of(
        address.isIPv4()
            ? new Address(false, 0, Integer.toUnsignedLong(bytes.getInt()))
            : new Address(true, bytes.getLong(), bytes.getLong()));
  }

  @Override
  public String text(Address address) {
    if (!address.isV6()) {
      return new IPv4Address((int) address.low()).toCanonicalString();
    }
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES).putLong(address.high()).putLong(address.low()).array();
    return new IPv6Address(bytes).toCanonicalString();
  }
}
