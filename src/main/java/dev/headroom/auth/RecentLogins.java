package dev.headroom.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The logins of an org within an hour, and when the next one is due. A login carries the slot of
 * the reading that it was made for: the slot is the only clock here.
 *
 * <p>For an org that gives readings, a login is made whenever it is needed. While it gives none,
 * there are at most {@link #MAX_PER_HOUR} logins per hour over all processes: the first {@link
 * #AT_ONCE} as soon as they are needed, later ones {@link #SPACING} apart, so that the end of an
 * outage is noticed soon. Bad credentials lock a user out, and Salesforce counts logins.
 *
 * @param slots one per login, ascending; a slot may occur several times
 */
public record RecentLogins(List<Instant> slots) {
  /** The most logins within any hour in which the org gives no reading. */
  public static final int MAX_PER_HOUR = 4;

  /** Logins that need not be spaced. */
  public static final int AT_ONCE = 3;

  /** The least time between two logins after the first {@link #AT_ONCE}. */
  public static final Duration SPACING = Duration.ofMinutes(20);

  /** No login within the hour. */
  public static final RecentLogins NONE = new RecentLogins(List.of());

  private static final Duration HOUR = Duration.ofHours(1);

  public RecentLogins {
    List<Instant> ascending = new ArrayList<>(slots);
    Collections.sort(ascending);
    slots = List.copyOf(ascending);
  }

  /** Returns those within an hour of {@code slot}. One further ahead is due to a wrong clock. */
  public RecentLogins around(Instant slot) {
    return new RecentLogins(
        slots.stream()
            .filter(login -> Duration.between(login, slot).abs().compareTo(HOUR) < 0)
            .toList());
  }

  /**
   * Returns the slot from which the next login may be made: {@code slot} itself if it may be made
   * now.
   */
  public Instant nextDue(Instant slot) {
    List<Instant> recent = around(slot).slots();
    Instant due = slot;
    if (recent.size() >= AT_ONCE) {
      due = later(due, recent.getLast().plus(SPACING));
    }
    if (recent.size() >= MAX_PER_HOUR) {
      due = later(due, recent.get(recent.size() - MAX_PER_HOUR).plus(HOUR));
    }
    return due;
  }

  /** Returns these and {@code more}. */
  public RecentLogins plus(RecentLogins more) {
    List<Instant> all = new ArrayList<>(slots);
    all.addAll(more.slots());
    return new RecentLogins(all);
  }

  /** Returns these and one for {@code slot}. */
  public RecentLogins plus(Instant slot) {
    return plus(new RecentLogins(List.of(slot)));
  }

  /** Returns these without {@code count} logins of {@code slot}. */
  public RecentLogins minus(Instant slot, int count) {
    List<Instant> left = new ArrayList<>(slots);
    for (int i = 0; i < count; i++) {
      left.remove(slot);
    }
    return new RecentLogins(left);
  }

  /**
   * Returns what still counts once the org has given a reading: the newest {@link #MAX_PER_HOUR}.
   * An org that alternates between failures and readings gets no more logins than one that always
   * fails.
   */
  public RecentLogins afterReading() {
    return slots.size() <= MAX_PER_HOUR
        ? this
        : new RecentLogins(slots.subList(slots.size() - MAX_PER_HOUR, slots.size()));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
