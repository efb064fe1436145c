package dev.headroom.access;

import java.util.List;
import java.util.Objects;

/**
 * The login IP ranges of a profile. Where there are any, a login from elsewhere is refused.
 *
 * @param shown whether the API showed the profile's settings; where it showed none, the profile is
 *     taken for one without ranges, but for a change of relaxation, which would then be an
 *     all-clear
 */
public record ProfileRanges(String id, String name, List<ConfiguredRange> ranges, boolean shown) {
  public ProfileRanges {
    ranges = List.copyOf(ranges);
  }

  /** A profile whose settings were shown. */
  public ProfileRanges(String id, String name, List<ConfiguredRange> ranges) {
    this(id, name, ranges, true);
  }

  /** Those that can be read. */
  List<AddressSpan> spans() {
    return ranges.stream().map(ConfiguredRange::span).filter(Objects::nonNull).toList();
  }
}
