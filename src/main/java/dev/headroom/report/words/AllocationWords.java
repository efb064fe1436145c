package dev.headroom.report.words;

import dev.headroom.org.OrgProfile;
import dev.headroom.words.Figures;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Splits an allocation of API calls as far as the edition alone allows (Salesforce App Limits Cheat
 * Sheet, API Request Limits and Allocations). Licences are not read, so what they add and what was
 * bought is not told apart.
 */
final class AllocationWords {
  /** Calls in 24 hours of a Developer Edition org. */
  private static final long DEVELOPER = 15_000;

  /** What an org of any other edition with API access has before its licences. */
  private static final long BASE = 100_000;

  /** Calls in 24 hours of a full sandbox that was not made from a template. */
  private static final long FULL_SANDBOX = 5_000_000;

  private static final long PER_LICENCE = 1_000;
  private static final long PER_LARGE_LICENCE = 5_000;

  private AllocationWords() {}

  /**
   * Returns the base and the rest, as an estimate; empty if the edition says nothing about it.
   *
   * @param profile null if the org has not said its edition yet
   * @param allocation calls in 24 hours
   */
  static Optional<String> parts(@Nullable OrgProfile profile, long allocation) {
    if (profile == null) {
      return Optional.empty();
    }
    String edition = profile.edition().toLowerCase(Locale.ROOT);
    if (profile.sandbox()) {
      return allocation == FULL_SANDBOX
          ? Optional.of(
              "Estimate: this is what a full sandbox has, whatever its production org has.")
          : Optional.empty();
    }
    if (isAllBase(profile)) {
      return developer(allocation);
    }
    boolean large = edition.contains("unlimited") || edition.contains("performance");
    if (!large && !edition.contains("enterprise") && !edition.contains("professional")) {
      return Optional.empty();
    }
    return allocation < BASE
        ? Optional.empty()
        : Optional.of(
            "Estimate: %s of them are the base of %s; the other %s come with licences (%s for each Salesforce licence) and with add-ons that were bought. Headroom does not read licences, so it cannot tell these two apart."
                .formatted(
                    Figures.number(BASE),
                    profile.edition(),
                    Figures.number(allocation - BASE),
                    Figures.number(large ? PER_LARGE_LICENCE : PER_LICENCE)));
  }

  /** Returns whether licences add nothing to the allocation of an org of this edition. */
  static boolean isAllBase(@Nullable OrgProfile profile) {
    return profile != null && profile.edition().toLowerCase(Locale.ROOT).contains("developer");
  }

  private static Optional<String> developer(long allocation) {
    if (allocation < DEVELOPER) {
      return Optional.empty();
    }
    return Optional.of(
        allocation == DEVELOPER
            ? "Estimate: all of it is the base of a Developer Edition org."
            : "Estimate: %s of them are the base of a Developer Edition org, the other %s were added."
                .formatted(Figures.number(DEVELOPER), Figures.number(allocation - DEVELOPER)));
  }
}
