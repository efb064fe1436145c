package dev.headroom.limits;

import dev.headroom.org.Holdings;
import dev.headroom.org.OrgProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an org's allocation of API calls in 24 hours is made of: an estimate, because Salesforce
 * says only the sum. Base and rates: Salesforce App Limits Cheat Sheet, API Request Limits and
 * Allocations.
 *
 * @param allocation the sum, as the org says
 * @param base what an org of this edition has before anything is added
 * @param licences what its licences add, the largest part first; null if its licences are not known
 * @param unrated kinds of licences that it has and whose rate is not known: nothing is counted for
 *     them
 * @param rest what is left: add-ons that were bought, or a rate that differs; negative if licences
 *     alone would make more than the org has; null if its licences are not known
 */
public record AllocationParts(
    long allocation,
    long base,
    @Nullable List<Part> licences,
    List<String> unrated,
    @Nullable Long rest) {
  private static final long DEVELOPER = 15_000;
  private static final long BASE = 100_000;

  /**
   * What the licences of a kind add.
   *
   * @param each calls in 24 hours for one of them
   */
  public record Part(String kind, int count, int each) {
    /** Returns the calls of all of them. */
    public long calls() {
      return (long) count * each;
    }
  }

  public AllocationParts {
    licences = licences == null ? null : List.copyOf(licences);
    unrated = List.copyOf(unrated);
  }

  /**
   * Returns the parts; empty if the edition says nothing about them. The allocation of a sandbox is
   * not made of parts.
   *
   * @param allocation calls in 24 hours
   */
  public static Optional<AllocationParts> of(OrgProfile profile, long allocation) {
    if (profile.sandbox()) {
      return Optional.empty();
    }
    String edition = profile.edition().toLowerCase(Locale.ROOT);
    if (edition.contains("developer")) {
      return allocation < DEVELOPER
          ? Optional.empty()
          : Optional.of(
              new AllocationParts(
                  allocation, DEVELOPER, List.of(), List.of(), allocation - DEVELOPER));
    }
    boolean large = edition.contains("unlimited") || edition.contains("performance");
    if ((!large && !edition.contains("enterprise") && !edition.contains("professional"))
        || allocation < BASE) {
      return Optional.empty();
    }
    Holdings holdings = profile.holdings();
    return Optional.of(
        holdings.licences() == null
            ? new AllocationParts(allocation, BASE, null, List.of(), null)
            : of(allocation, large, holdings.licences()));
  }

  private static AllocationParts of(long allocation, boolean large, Map<String, Integer> licences) {
    List<Part> parts = new ArrayList<>();
    List<String> unrated = new ArrayList<>();
    licences.forEach(
        (name, count) ->
            LicenceKind.of("", name)
                .ifPresentOrElse(
                    kind ->
                        parts.add(new Part(name, count, large ? kind.largeCalls() : kind.calls())),
                    () -> unrated.add(name)));
    parts.removeIf(part -> part.calls() == 0);
    parts.sort((a, b) -> Long.compare(b.calls(), a.calls()));
    long added = parts.stream().mapToLong(Part::calls).sum();
    return new AllocationParts(allocation, BASE, parts, unrated, allocation - BASE - added);
  }

  /** Returns what all licences add; 0 if they are not known. */
  public long licenceCalls() {
    return licences == null ? 0 : licences.stream().mapToLong(Part::calls).sum();
  }
}
