package dev.headroom.notify;

import dev.headroom.org.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a target accepts no messages for now. While it holds, one delivery at a time is tried, at
 * {@code nextTrial}; all others are held. All times are real time.
 *
 * @param fingerprint of the settings with which it happened, see {@link Target#fingerprint}: it
 *     does not hold with others; empty once it is over
 * @param reason what the target said, for a person; no secret
 * @param since when the target was parked or disabled
 * @param trials how many were made since then, or since it was last resumed
 * @param nextTrial when the next is due; null for never
 * @param resumed whether a person asked for the next trial
 * @param revision counts the changes of what is stored for the target; 0 before the first
 */
public record Trouble(
    TargetId target,
    Kind kind,
    String fingerprint,
    String reason,
    Instant since,
    int trials,
    @Nullable Instant nextTrial,
    boolean resumed,
    long revision) {

  /** The longest reason, in characters. */
  private static final int MAX_CHARS = 2_000;

  public Trouble {
    reason = PlainText.line(reason, MAX_CHARS);
  }

  /** How bad it is. */
  public enum Kind {
    /** Its settings were refused. It is retried, less and less often. */
    PARKED,
    /** It said that it wants nothing more. It is retried only when a person asks for it. */
    DISABLED;

    /** Returns the word in lower case, as reports write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Waits between trials: before the first, before the second, before each later one. */
  private static final List<Duration> WAITS =
      List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(24));

  /** Long enough for the alert about it to be raised. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private static final String OVER = "";

  /** Returns the trouble of a target that refused its settings. */
  public static Trouble parked(Target target, String reason, Instant now) {
    return begun(target.id(), Kind.PARKED, target.fingerprint(), reason, now);
  }

  /** Returns the trouble of a target that wants nothing more. */
  public static Trouble disabled(Target target, String reason, Instant now) {
    return begun(target.id(), Kind.DISABLED, target.fingerprint(), reason, now);
  }

  /**
   * Returns the trouble of a target that accepted a message for so long not that it was given up.
   *
   * @param works whether it accepted others meanwhile: then it is tried again after a minute
   */
  public static Trouble gaveUp(Target target, String reason, boolean works, Instant now) {
    Trouble parked = parked(target, reason, now);
    return works ? parked.resumed(now.plus(SOON)) : parked;
  }

  private static Trouble begun(
      TargetId target, Kind kind, String fingerprint, String reason, Instant now) {
    return new Trouble(target, kind, fingerprint, reason, now, 0, next(kind, 0, now), false, 0);
  }

  /**
   * Returns when the next trial is due after {@code trials} of them, the last one at {@code now}.
   */
  public static @Nullable Instant next(Kind kind, int trials, Instant now) {
    return switch (kind) {
      case PARKED -> now.plus(WAITS.get(Math.min(trials, WAITS.size() - 1)));
      case DISABLED -> null;
    };
  }

  /** Returns whether it applies to {@code current}, the target as it is configured now. */
  public boolean isOf(Target current) {
    return fingerprint.equals(current.fingerprint());
  }

  /** Returns whether a delivery is to be tried by now. */
  public boolean isTrialDue(Instant now) {
    return nextTrial != null && !nextTrial.isAfter(now);
  }

  /** Returns it with a trial begun. A trial that a person asked for restarts the waits. */
  public Trouble tried(Instant now) {
    int made = resumed ? 0 : trials + 1;
    return with(kind, reason, since, made, next(kind, made, now), false);
  }

  /** Returns it with a trial due at once, because a person asked for it. */
  public Trouble resumed(Instant now) {
    return with(kind, reason, since, 0, now, true);
  }

  /** Returns it with a trial due at {@code time}: the last trial decided nothing. */
  public Trouble triedAgainAt(Instant time) {
    return with(kind, reason, since, trials, time, resumed);
  }

  /** Returns it after a trial that was refused. */
  public Trouble refused(Kind as, String why, Instant now) {
    return as == kind
        ? with(kind, why, since, trials, nextTrial, false)
        : with(as, why, now, 0, next(as, 0, now), false);
  }

  /** Returns it as over, with what it held still to be released. */
  public Trouble over() {
    return new Trouble(target, Kind.PARKED, OVER, reason, since, 0, null, false, revision);
  }

  /** Returns it as stored. */
  public Trouble atRevision(long stored) {
    return new Trouble(
        target, kind, fingerprint, reason, since, trials, nextTrial, resumed, stored);
  }

  private Trouble with(
      Kind as, String why, Instant begun, int made, @Nullable Instant next, boolean asked) {
    return new Trouble(target, as, fingerprint, why, begun, made, next, asked, revision);
  }
}
