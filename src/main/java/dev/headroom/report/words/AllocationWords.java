package dev.headroom.report.words;

import dev.headroom.limits.AllocationParts;
import dev.headroom.org.Holdings;
import dev.headroom.org.OrgProfile;
import dev.headroom.words.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what an allocation of API calls is made of, always as an estimate. */
final class AllocationWords {
  /** Calls in 24 hours of a full sandbox that was not made from a template. */
  private static final long FULL_SANDBOX = 5_000_000;

  private static final int DAYS_OF_A_MONTH = 30;

  private AllocationWords() {}

  /**
   * Returns what is known of the parts, a sentence or more each; empty if the edition says nothing.
   *
   * @param profile null if the org has not said its edition yet
   * @param allocation calls in 24 hours
   */
  static List<String> parts(@Nullable OrgProfile profile, long allocation) {
    if (profile == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (profile.sandbox()) {
      if (allocation == FULL_SANDBOX) {
        texts.add("Estimate: this is what a full sandbox has, whatever its production org has.");
      }
    } else {
      AllocationParts.of(profile, allocation).ifPresent(parts -> texts.add(text(profile, parts)));
    }
    monthly(profile.holdings(), allocation).ifPresent(texts::add);
    return texts;
  }

  private static String text(OrgProfile profile, AllocationParts parts) {
    String base = "Estimate: %s of them are the base of %s";
    if (isAllBase(profile)) {
      return parts.allocation() == parts.base()
          ? "Estimate: all of it is the base of a Developer Edition org."
          : "Estimate: %s of them are the base of a Developer Edition org, the other %s were added."
              .formatted(
                  Figures.number(parts.base()), Figures.number(parts.allocation() - parts.base()));
    }
    base = base.formatted(Figures.number(parts.base()), profile.edition());
    Long rest = parts.rest();
    if (parts.licences() == null || rest == null) {
      return base
          + "; the other %s come with licences and with add-ons that were bought. The org does not show its licences to Headroom, so it cannot tell these two apart."
              .formatted(Figures.number(parts.allocation() - parts.base()));
    }
    return base
        + ", "
        + licences(parts)
        + rest(rest)
        + (parts.unrated().isEmpty()
            ? ""
            : " What these licences add is not known, and not counted: %s."
                .formatted(String.join(", ", parts.unrated())));
  }

  private static String licences(AllocationParts parts) {
    List<AllocationParts.Part> all = parts.licences() == null ? List.of() : parts.licences();
    return all.isEmpty()
        ? "none come with licences"
        : "%s come with licences (%s)"
            .formatted(
                Figures.number(parts.licenceCalls()),
                all.stream()
                    .map(
                        part ->
                            "%s %s at %s each"
                                .formatted(
                                    Figures.number(part.count()),
                                    part.kind(),
                                    Figures.number(part.each())))
                    .collect(Collectors.joining(", ")));
  }

  private static String rest(long rest) {
    if (rest == 0) {
      return ", and nothing seems to have been added.";
    }
    return rest > 0
        ? ", and the other %s are likely add-ons that were bought.".formatted(Figures.number(rest))
        : ": %s more than the org has, so some of them add less than is usual."
            .formatted(Figures.number(-rest));
  }

  private static Optional<String> monthly(Holdings holdings, long allocation) {
    Holdings.Monthly monthly = holdings.monthly();
    if (monthly == null || monthly.allowed() == 0) {
      return Optional.empty();
    }
    long aDay = monthly.allowed() / DAYS_OF_A_MONTH;
    return Optional.of(
        "Beside the 24 hours there is an entitlement of %s calls a month, %s a day on average%s. Salesforce counts it and does not enforce it."
            .formatted(
                Figures.number(monthly.allowed()),
                Figures.number(aDay),
                aDay < allocation ? ", less than the 24 hours allow" : ""));
  }

  /** Returns whether base, licences and the rest are told apart. */
  static boolean isSplit(@Nullable OrgProfile profile, long allocation) {
    return profile != null
        && (isAllBase(profile)
            || AllocationParts.of(profile, allocation).filter(p -> p.rest() != null).isPresent());
  }

  /** Returns whether licences add nothing to the allocation of an org of this edition. */
  static boolean isAllBase(@Nullable OrgProfile profile) {
    return profile != null && profile.edition().toLowerCase(Locale.ROOT).contains("developer");
  }
}
