package dev.headroom.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one method would have done, for one limit or for all.
 *
 * @param events times at which a limit ran out
 * @param leads of the events with an alert already open, in no order
 * @param alerts problems: an alert from its opening to its resolve is one
 * @param messages openings and escalations of alerts
 * @param pages alerts that became an escalation or worse
 * @param realPages those of them that were {@link Alert.Outcome#REAL}
 * @param undecidedPages those that history does not decide
 * @param falseAlarms alerts raised by projection that were {@link Alert.Outcome#UNFOUNDED}, and one
 *     more for every one and a quarter horizons that one was kept open
 * @param in1h intervals of use an hour ahead
 * @param in4h likewise
 * @param in12h likewise
 */
public record Tally(
    int events,
    List<Duration> leads,
    int alerts,
    int messages,
    int pages,
    int realPages,
    int undecidedPages,
    int falseAlarms,
    Held in1h,
    Held in4h,
    Held in12h) {
  static final Tally NOTHING =
      new Tally(0, List.of(), 0, 0, 0, 0, 0, 0, Held.NONE, Held.NONE, Held.NONE);

  public Tally {
    leads = List.copyOf(leads);
  }

  /** Returns the events with an alert already open. */
  public int warned() {
    return leads.size();
  }

  /** Returns the median lead, without unwarned events. */
  public Optional<Duration> medianLead() {
    if (leads.isEmpty()) {
      return Optional.empty();
    }
    List<Duration> sorted = leads.stream().sorted().toList();
    int half = sorted.size() / 2;
    return Optional.of(
        sorted.size() % 2 == 1
            ? sorted.get(half)
            : sorted.get(half - 1).plus(sorted.get(half)).dividedBy(2));
  }

  /** Returns the events with an alert open at least {@code lead} before them. */
  public int warnedBy(Duration lead) {
    return (int) leads.stream().filter(l -> l.compareTo(lead) >= 0).count();
  }

  /** Returns this without its intervals. */
  Tally withoutIntervals() {
    return new Tally(
        events,
        leads,
        alerts,
        messages,
        pages,
        realPages,
        undecidedPages,
        falseAlarms,
        Held.NONE,
        Held.NONE,
        Held.NONE);
  }

  Tally plus(Tally o) {
    List<Duration> all = new ArrayList<>(leads);
    all.addAll(o.leads);
    return new Tally(
        events + o.events,
        all,
        alerts + o.alerts,
        messages + o.messages,
        pages + o.pages,
        realPages + o.realPages,
        undecidedPages + o.undecidedPages,
        falseAlarms + o.falseAlarms,
        in1h.plus(o.in1h),
        in4h.plus(o.in4h),
        in12h.plus(o.in12h));
  }
}
