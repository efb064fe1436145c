package dev.headroom.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock-out question as written; {@link CandidateReader} says what it means. Absent members are
 * null.
 *
 * @param kind {@code profile}, {@code user}, {@code app}, {@code relaxation} or {@code orgTrusted}
 * @param mode {@code replace} (the default) or {@code add}
 * @param days how far back to look; 90 by default
 * @param to a relaxation
 */
public record Question(
    @Nullable String id,
    @Nullable String kind,
    @Nullable String name,
    @Nullable List<Range> ranges,
    @Nullable String mode,
    @Nullable Integer days,
    @Nullable String to) {

  /**
   * A range as written: either both ends, or {@code cidr}.
   *
   * @param cidr an address with or without a prefix length
   */
  public record Range(@Nullable String start, @Nullable String end, @Nullable String cidr) {}
}
