package dev.headroom.cycle.poll;

import dev.headroom.alert.Evidence;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Suspects;
import dev.headroom.usage.UsageStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a limit's alerts the integrations behind it. The org's stored usage is read only if there
 * are transitions, once for all of a slot; a poll without any reads nothing more.
 */
public final class Culprits {
  /** Never names anyone. */
  public static final Culprits NOBODY = new Culprits((org, slot) -> List.of());

  private final Days days;

  /** What is known of the days before a slot, and of its own day. */
  private interface Days {
    List<StoredDay> until(OrgId org, Instant slot);
  }

  private Culprits(Days days) {
    this.days = days;
  }

  /** Returns culprits from the stored usage. */
  public static Culprits of(UsageStore usage) {
    return new Culprits((org, slot) -> days(usage, org, slot));
  }

  /**
   * Returns the same transitions, with the integrations behind each where logs show them.
   *
   * @param remarks receives why nobody could be named, which does not stop the alert
   */
  List<Transition> named(OrgId org, Instant slot, List<Transition> judged, List<String> remarks) {
    if (judged.stream().noneMatch(t -> limit(t) != null)) {
      return judged;
    }
    List<StoredDay> known;
    try {
      known = days.until(org, slot);
    } catch (RuntimeException e) {
      remarks.add("no integration is named in the alerts of " + org + ": " + e);
      return judged;
    }
    List<Transition> named = new ArrayList<>();
    for (Transition t : judged) {
      LimitName limit = limit(t);
      named.add(
          limit != null && t.evidence() instanceof Evidence.Use use
              ? t.on(named(limit, use, known))
              : t);
    }
    return named;
  }

  private static List<StoredDay> days(UsageStore usage, OrgId org, Instant slot) {
    LocalDate today = LocalDate.ofInstant(slot, ZoneOffset.UTC);
    return usage.days(org, today.minusDays(Suspects.DAYS_BACK), today);
  }

  private static Evidence.Use named(LimitName limit, Evidence.Use use, List<StoredDay> days) {
    Reading reading = use.reading();
    Suspects.Answer found =
        Suspects.of(
            limit,
            use.slot(),
            reading == null ? OptionalLong.empty() : OptionalLong.of(reading.used()),
            days);
    return use.naming(found.culprits(), found.unexplained());
  }

  /** Returns the limit of a transition that can name somebody; a resolve names nobody. */
  private static @Nullable LimitName limit(Transition t) {
    return t instanceof Transition.Resolved
        ? null
        : t.key().limit().filter(Suspects::areKnownOf).orElse(null);
  }
}
