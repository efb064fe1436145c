package dev.headroom.report;

import dev.headroom.alert.OrgState;
import dev.headroom.org.Org;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Spend;
import dev.headroom.spend.SpendBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Headroom's own calls to an org.
 *
 * @param today counted calls of the day of GMT
 * @param cap the most per day
 * @param byPurpose the same by purpose, including zeros
 * @param interval the time between readings while the day's calls would not last otherwise; null
 *     while the org's own interval applies
 */
public record SpendView(
    int today, long cap, SequencedMap<String, Integer> byPurpose, @Nullable Duration interval) {
  public SpendView {
    byPurpose = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byPurpose));
  }

  /**
   * Returns the calls to {@code org} on the day of {@code now}; null if nothing was ever counted.
   */
  public static @Nullable SpendView of(Org org, OrgState state, Instant now) {
    Spend stored = state.upkeep().restraint().spend();
    if (stored == null) {
      return null;
    }
    Spend spend = stored.on(now);
    SequencedMap<String, Integer> byPurpose = new LinkedHashMap<>();
    for (Purpose purpose : Purpose.values()) {
      byPurpose.put(purpose.word(), spend.of(purpose));
    }
    Instant slot = state.lastSlot();
    SpendBudget budget = new SpendBudget(spend, slot == null ? now : slot, org.interval());
    return new SpendView(
        spend.today(), spend.cap(), byPurpose, budget.isWidened() ? budget.gap() : null);
  }

  /** Returns the calls of the day and the cap, for a person: {@code 288 of at most 400}. */
  public String text() {
    return "%,d of at most %,d".formatted(today, cap);
  }

  /** Returns the problem of an org that is read less often; null if it is not. */
  public OrgView.@Nullable Problem problem(Org org) {
    return interval == null
        ? null
        : new OrgView.Problem(
            "Headroom reads this org every %d minutes instead of every %d, because it has made %s calls of its own today"
                .formatted(interval.toMinutes(), org.interval().toMinutes(), text()),
            "The count starts over at 00:00 GMT. If that is too slow, raise the org's cap under"
                + " spend in the manifest");
  }
}
