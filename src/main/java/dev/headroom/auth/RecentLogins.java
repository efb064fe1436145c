package dev.headroom.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The logins of an org within an hour, and when the next one is due. A login bears the slot of the
 * reading that it was made for: the slot is the only clock here.
 *
 * <p>An org that gives readings is logged in to whenever a login is needed. While it gives none, it
 * is logged in to at most {@link #MAX_PER_HOUR} times an hour, by all processes together: the first
 * {@link #AT_ONCE} as soon as they are needed, later ones {@link #SPACING} apart, so that the end
 * of an outage is noticed soon. Bad credentials lock a user out, and Salesforce counts logins.
 *
 * @param slots one per login, ascending; a slot may stand there several times
 */
public record RecentLogins(List<Instant> slots) {
  /** Most logins within any hour in which the org gives no reading. */
  public static final int MAX_PER_HOUR = 4;

  /** Logins that need not be spaced. */
  public static final int AT_ONCE = 3;

  /** The least time between two logins once {@link #AT_ONCE} were made. */
  public static final Duration SPACING = Duration.ofMinutes(20);

  /** No login within the hour. */
  public static final RecentLogins NONE = new RecentLogins(List.of());

  private static final Duration HOUR = Duration.ofHours(1);

  public RecentLogins {
    List<Instant> ascending = new ArrayList<>(slots);
    Collections.sort(ascending);
    slots = List.copyOf(ascending);
  }

  /** Those within an hour of {@code slot}. One that lies further ahead is a clock's mistake. */
  public RecentLogins around(Instant slot) {
    return new RecentLogins(
        slots.stream()
            .filter(login -> Duration.between(login, slot).abs().compareTo(HOUR) < 0)
            .toList());
  }

  /** The slot from which on the next login may be made: {@code slot} itself when it may be now. */
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

  /** These and {@code more}. */
  public RecentLogins plus(RecentLogins more) {
    List<Instant> all = new ArrayList<>(slots);
    all.addAll(more.slots());
    return new RecentLogins(all);
  }

  /** These and one for {@code slot}. */
  public RecentLogins plus(Instant slot) {
    return plus(new RecentLogins(List.of(slot)));
  }

  /** These but for {@code count} of {@code slot}. */
  public RecentLogins minus(Instant slot, int count) {
    List<Instant> left = new ArrayList<>(slots);
    for (int i = 0; i < count; i++) {
      left.remove(slot);
    }
    return new RecentLogins(left);
  }

  /**
   * What still counts once the org has given a reading: the newest {@link #MAX_PER_HOUR}. An org
   * that fails and gives readings by turns has no more logins than one that fails all the time.
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
