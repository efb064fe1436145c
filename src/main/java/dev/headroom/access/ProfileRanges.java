package dev.headroom.access;

import java.util.List;
import java.util.Objects;

/** The login IP ranges of a profile. Where there are any, a login from elsewhere is refused. */
public record ProfileRanges(String id, String name, List<ConfiguredRange> ranges) {
  public ProfileRanges {
    ranges = List.copyOf(ranges);
  }

  /** Those that can be read. */
  List<AddressSpan> spans() {
    return ranges.stream().map(ConfiguredRange::span).filter(Objects::nonNull).toList();
  }
}
