package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a change of an org's allocation, the maximum of its daily API requests: an add-on or
 * licences bought or ended, another edition. Two whole readings in a row have to show the new one;
 * what only one of them shows is not told. Each change is an alert of its own, which nothing but
 * time ends, so that changes that follow one another are all told.
 */
public final class AllocationJudge {
  /** How long a change stays open. */
  public static final Duration OPEN_FOR = Duration.ofHours(24);

  private AllocationJudge() {}

  /**
   * What a slot means for the allocation.
   *
   * @param memory what is remembered after it; null if the allocation is settled
   */
  public record Judgement(List<Transition> transitions, @Nullable AllocationMemory memory) {
    public Judgement {
      transitions = List.copyOf(transitions);
    }
  }

  /**
   * Judges {@code snapshot}.
   *
   * @param state before the slot
   */
  public static Judgement judge(OrgState state, Snapshot snapshot, Instant slot) {
    List<Transition> transitions = new ArrayList<>(over(state, slot));
    AllocationMemory memory = state.upkeep().allocation();
    Reading now = snapshot.readings().get(LimitName.DAILY_API_REQUESTS);
    if (now == null) {
      return new Judgement(transitions, memory);
    }
    OrgState.Known known = state.known().get(LimitName.DAILY_API_REQUESTS);
    long settled =
        memory != null ? memory.before() : known != null ? known.reading().max() : now.max();
    Long seen = memory == null ? null : memory.seen();
    if (now.max() == settled) {
      return new Judgement(transitions, null);
    }
    if (!snapshot.whole()) {
      return new Judgement(transitions, new AllocationMemory(settled, seen));
    }
    if (seen == null || seen != now.max()) {
      return new Judgement(transitions, new AllocationMemory(settled, now.max()));
    }
    Transition told = told(state, slot, settled, now);
    if (told != null) {
      transitions.add(told);
    }
    return new Judgement(transitions, null);
  }

  private static @Nullable Transition told(OrgState state, Instant slot, long before, Reading now) {
    String id = "allocation:" + slot;
    AlertKey key = new AlertKey(state.org(), new Subject.Finding(id), Rule.ALLOCATION);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", id);
    facts.put("limit", LimitName.DAILY_API_REQUESTS.value());
    facts.put("before", before);
    facts.put("after", now.max());
    facts.put("change", now.max() - before);
    facts.put("used", now.used());
    facts.put("advice", meaning(before, now));
    return Lifecycle.next(
        key,
        state.open().get(key),
        new Evidence.Finding(slot, title(before, now.max()), facts),
        Severity.ATTENTION,
        Reason.FINDING);
  }

  private static List<Transition> over(OrgState state, Instant slot) {
    List<Transition> over = new ArrayList<>();
    state
        .open()
        .forEach(
            (key, episode) -> {
              if (key.rule().equals(Rule.ALLOCATION)
                  && !slot.isBefore(episode.openedAt().plus(OPEN_FOR))) {
                over.add(
                    new Transition.Resolved(
                        key,
                        episode.resolved(slot, Reason.FINDING),
                        new Evidence.Finding(
                            slot,
                            "the change of the API request allocation is a day old",
                            Map.of("id", key.subject().id()))));
              }
            });
    return over;
  }

  private static String title(long before, long after) {
    return "API request allocation %s from %s to %s per 24 hours"
        .formatted(after > before ? "rose" : "fell", amount(before), amount(after));
  }

  private static String meaning(long before, Reading now) {
    boolean rose = now.max() > before;
    String cause =
        rose
            ? "An add-on or licences were bought, or the edition changed; the org does not say"
                + " which."
            : "An add-on or licences ended, or the edition changed; the org does not say which.";
    String levels =
        now.usedPercent().isPresent() && before > 0
            ? String.format(
                Locale.ROOT,
                " The %,d calls of the last 24 hours are %.1f %% of it; they would be %.1f %% of"
                    + " the former one.",
                now.used(),
                now.usedPercent().getAsDouble(),
                now.used() * 100.0 / before)
            : "";
    return cause
        + levels
        + (rose
            ? " Levels and budgets in per cent now stand for more calls."
            : " Levels and budgets in per cent now stand for fewer calls: check whether it was"
                + " meant, and whether the integrations still fit.");
  }

  private static String amount(long max) {
    Reading reading = new Reading(max, max);
    if (reading.isUncapped()) {
      return "no cap";
    }
    return reading.isNotProvisioned() ? "none" : String.format(Locale.ROOT, "%,d", max);
  }
}
