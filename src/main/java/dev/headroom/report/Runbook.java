package dev.headroom.report;

import dev.headroom.alert.Evidence;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Note;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfile;
import dev.headroom.words.Figures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an org's runbook. They are those that change rarely: no reading's used calls and no
 * moment of reading, so that an org in which nothing changed has an equal runbook.
 *
 * @param profile what the org says about itself; null if it has not said so yet
 * @param unread why the org gives no reading; null while it does
 * @param limits those of the org that are provisioned and have a maximum, by name
 * @param hidden limits that it does not show because a permission is missing
 * @param usage of the last {@link UsageViews#TREND_DAYS} days
 * @param access as of the last audit; null if there was none
 * @param episodes its alerts, the newest opening first, at most {@link #MAX_EPISODES}
 * @param notes what operators wrote about it and its alerts, the newest first
 */
public record Runbook(
    Org org,
    @Nullable OrgProfile profile,
    @Nullable String unread,
    List<Limit> limits,
    List<NotVisible> hidden,
    UsageView usage,
    @Nullable AccessView access,
    List<Alert> episodes,
    List<Note> notes) {
  /** The most alerts in a runbook. */
  public static final int MAX_EPISODES = 20;

  public Runbook {
    limits = List.copyOf(limits);
    hidden = List.copyOf(hidden);
    episodes = List.copyOf(episodes);
    notes = List.copyOf(notes);
  }

  /**
   * An episode of an alert.
   *
   * @param evidence of its last stored transition; null if none is stored any more
   */
  public record Alert(AlertView view, @Nullable Evidence evidence) {}

  /**
   * A limit without its use.
   *
   * @param max null if the org never said it
   * @param levels at which percentages alerts open
   */
  public record Limit(LimitInfo info, @Nullable Long max, Levels levels) {
    static Optional<Limit> of(LimitView view) {
      Reading reading = view.lastKnown();
      return reading != null && (reading.isNotProvisioned() || reading.isUncapped())
          ? Optional.empty()
          : Optional.of(
              new Limit(view.info(), reading == null ? null : reading.max(), view.levels()));
    }
  }

  /** Returns the limit of calls in 24 hours; empty if the org never reported it. */
  public Optional<Limit> calls() {
    return limits.stream()
        .filter(limit -> limit.info().name().equals(LimitName.DAILY_API_REQUESTS))
        .findFirst();
  }

  /** Returns how many calls the org may make in 24 hours; empty if that is not known. */
  public OptionalLong allocation() {
    return calls().map(Limit::max).map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /** Returns what a limit is called; its name if the org does not report it. */
  public String label(LimitName name) {
    return limits.stream()
        .filter(limit -> limit.info().name().equals(name))
        .map(limit -> Figures.label(limit.info()))
        .findFirst()
        .orElse(name.value());
  }
}
