package dev.headroom.access;

import org.jspecify.annotations.Nullable;

/**
 * A range of addresses in the org's settings.
 *
 * @param start the first address, as written there
 * @param end the last one, as written there
 * @param span the parsed range; null if an end cannot be parsed
 */
public record ConfiguredRange(
    String start, String end, String description, @Nullable AddressSpan span) {
  /** Parses the two ends. */
  public static ConfiguredRange of(
      String start, String end, String description, AddressNotation notation) {
    var first = notation.parse(start);
    var last = notation.parse(end);
    return new ConfiguredRange(
        start,
        end,
        description,
        first.isPresent() && last.isPresent() ? new AddressSpan(first.get(), last.get()) : null);
  }

  /** Returns both ends, as written. */
  public String text() {
    return start + "-" + end;
  }
}
