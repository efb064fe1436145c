package dev.headroom.access;

import java.util.List;
import java.util.Objects;

/**
 * The login IP ranges of a profile. If there are any, a login from elsewhere is refused.
 *
 * @param shown whether the API showed the profile's settings; if not, the profile is treated as one
 *     without ranges, except for a change of relaxation, for which that would be an all-clear
 */
public record ProfileRanges(String id, String name, List<ConfiguredRange> ranges, boolean shown) {
  public ProfileRanges {
    ranges = List.copyOf(ranges);
  }

  /** Creates a profile whose settings were shown. */
  public ProfileRanges(String id, String name, List<ConfiguredRange> ranges) {
    this(id, name, ranges, true);
  }

  /** Returns those that can be parsed. */
  List<AddressSpan> spans() {
    return ranges.stream().map(ConfiguredRange::span).filter(Objects::nonNull).toList();
  }
}
