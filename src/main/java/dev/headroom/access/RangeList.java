package dev.headroom.access;

import java.util.List;

/**
 * The IP ranges of a profile or of the whole org.
 *
 * @param blocks whether a login from elsewhere is refused: true for a profile, false for the org
 */
public record RangeList(SubjectRef subject, boolean blocks, List<ConfiguredRange> ranges) {
  public RangeList {
    ranges = List.copyOf(ranges);
  }
}
