package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Policies;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Staleness;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import dev.headroom.spend.Pause;
import dev.headroom.spend.Restraint;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One org on one line.
 *
 * @param worst the limit closest to its maximum; null if no current limit has a percentage
 * @param lastReadAt when the org last gave a reading; null if it never did
 * @param problem why the last reading is missing or not whole; null if it was whole
 * @param anotherOrgSince since when another org answers; null if it has always been the same
 * @param next which limit runs out first; null if that is unknown, or nothing is read now
 * @param spend Headroom's own calls to it; null if nothing was ever counted
 * @param pause null unless it is paused now
 */
public record OrgView(
    Org org,
    Status status,
    @Nullable Worst worst,
    @Nullable Instant lastReadAt,
    @Nullable Problem problem,
    @Nullable Instant anotherOrgSince,
    @Nullable NextExhaustion next,
    @Nullable SpendView spend,
    @Nullable Pause pause) {

  /** Consecutive missed slots: a single one may be chance. */
  private static final int NOT_REPORTING_FROM = 2;

  /** Worst status first, then the highest percentage, then by id. */
  public static final Comparator<OrgView> WORST_FIRST =
      Comparator.comparing(OrgView::status)
          .thenComparing(
              v -> v.worst == null ? -Double.MAX_VALUE : v.worst.usedPercent(),
              Comparator.reverseOrder())
          .thenComparing(v -> v.org.id());

  /** A limit and how much of it is used, not rounded. */
  public record Worst(LimitName limit, double usedPercent) {}

  /** Why there is no whole reading, and what to do about it. */
  public record Problem(String reason, String remedy) {
    /** Returns both as one text. */
    public String text() {
      return sentence(reason) + " " + sentence(remedy);
    }

    private static String sentence(String text) {
      String trimmed = text.strip();
      return trimmed.isEmpty() || ".!?".indexOf(trimmed.charAt(trimmed.length() - 1)) >= 0
          ? trimmed
          : trimmed + ".";
    }
  }

  /**
   * Returns the view of {@code org}, by its last committed state.
   *
   * @param freshness how old that state is
   * @param now the fleet's time
   */
  public static OrgView of(Org org, OrgState state, Freshness freshness, Instant now) {
    return of(org, state, freshness, now, null);
  }

  /**
   * Returns the view of {@code org}, by its last committed state.
   *
   * @param freshness how old that state is
   * @param now the fleet's time
   * @param next which limit runs out first; null if unknown
   */
  public static OrgView of(
      Org org, OrgState state, Freshness freshness, Instant now, @Nullable NextExhaustion next) {
    Restraint restraint = state.upkeep().restraint();
    Pause pause = restraint.isPausedAt(now) ? restraint.pause() : null;
    SpendView spend = SpendView.of(org, state, now);
    boolean fresh = freshness == Freshness.FRESH && pause == null;
    Worst worst = fresh ? worstOf(state) : null;
    return new OrgView(
        org,
        pause != null ? Status.UNKNOWN : fresh ? judged(state) : stale(state, freshness),
        worst,
        state.lastReadAt(),
        pause != null
            ? paused(org, pause)
            : fresh ? problemOf(org, state, spend) : staleProblem(state, now),
        state.upkeep().anotherSince(),
        worst == null ? null : next,
        spend,
        pause);
  }

  private static Problem paused(Org org, Pause pause) {
    String why = pause.reason().isEmpty() ? "" : ": " + pause.reason();
    return new Problem(
        "Paused until %s by %s%s".formatted(pause.until(), pause.by(), why),
        "Nothing: reading resumes then. To end the pause now, run manage resume %s"
            .formatted(org.id()));
  }

  private static Status stale(OrgState state, Freshness freshness) {
    return freshness == Freshness.NOT_REPORTING || judged(state) == Status.NOT_REPORTING
        ? Status.NOT_REPORTING
        : Status.UNKNOWN;
  }

  private static Problem staleProblem(OrgState state, Instant now) {
    String since = Staleness.newest(state, now).map(Instant::toString).orElse("the start");
    String last = state.problem() == null ? "" : "; before that: " + state.problem().detail();
    return new Problem(Staleness.problem(since) + last, Staleness.REMEDY);
  }

  /**
   * Returns every limit that {@code org} ever reported, worst first.
   *
   * @param freshness how old the state is: if it is not fresh, no reading is current
   * @param policies what limits are judged by; they give each limit its levels
   */
  public static List<LimitView> limits(
      Org org, OrgState state, Freshness freshness, Policies policies, LimitCatalogue catalogue) {
    SortedMap<LimitName, @Nullable Known> names = new TreeMap<>(state.known());
    for (AlertKey key : state.open().keySet()) {
      if (key.rule().equals(Rule.USAGE)) {
        key.limit().ifPresent(limit -> names.putIfAbsent(limit, null));
      }
    }
    return names.entrySet().stream()
        .map(
            e ->
                LimitView.of(
                    state,
                    freshness == Freshness.FRESH,
                    catalogue.describe(e.getKey()),
                    e.getValue(),
                    policies.levelsFor(org, e.getKey())))
        .sorted(LimitView.WORST_FIRST)
        .toList();
  }

  /** Returns whether the last slot gave no reading at all, or there was no slot yet. */
  static boolean isUnread(OrgState state) {
    return state.lastSlot() == null || (state.problem() != null && state.problem().kind() != null);
  }

  private static Status judged(OrgState state) {
    // The open alerts of an unread org may be over by now, or worse: nobody knows.
    if (isUnread(state)) {
      return state.problem() != null && state.problem().missed() >= NOT_REPORTING_FROM
          ? Status.NOT_REPORTING
          : Status.UNKNOWN;
    }
    // An open alert counts even when its limit vanished: it stays open until someone has looked at
    // it. Advice does not: nothing is in danger.
    Status worst = Status.OK;
    for (Map.Entry<AlertKey, Episode> open : state.open().entrySet()) {
      if (!open.getKey().rule().isProblem()) {
        continue;
      }
      Status status = Status.of(open.getValue().severity());
      worst = status.compareTo(worst) < 0 ? status : worst;
    }
    boolean nothingKnown = state.known().values().stream().noneMatch(Known::current);
    return worst == Status.OK && nothingKnown ? Status.UNKNOWN : worst;
  }

  private static @Nullable Worst worstOf(OrgState state) {
    Worst worst = null;
    if (isUnread(state)) {
      return null;
    }
    for (Map.Entry<LimitName, Known> e : state.known().entrySet()) {
      Double percent = e.getValue().current() ? LimitView.percent(e.getValue().reading()) : null;
      if (percent != null && (worst == null || percent > worst.usedPercent())) {
        worst = new Worst(e.getKey(), percent);
      }
    }
    return worst;
  }

  private static @Nullable Problem problemOf(Org org, OrgState state, @Nullable SpendView spend) {
    if (state.problem() != null) {
      return new Problem(state.problem().detail(), state.problem().remedy() + next(org, state));
    }
    if (state.lastSlot() == null) {
      return new Problem(
          "Not read yet: the first reading is due within " + minutes(org.interval()),
          "If this persists, check whether polling runs");
    }
    return spend == null ? null : spend.problem(org);
  }

  /** When a failing org is tried again, after its remedy. */
  private static String next(Org org, OrgState state) {
    Instant next = state.upkeep().restraint().breaker().nextAttempt(org.interval());
    return next == null ? "" : " The next attempt is due at " + next + ".";
  }

  private static String minutes(Duration interval) {
    return interval.toMinutes() + " minutes";
  }
}
