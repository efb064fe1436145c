package dev.headroom.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often an open alert is sent again while nobody has acknowledged it.
 *
 * @param attention the time since its last transition; null sends no reminder
 * @param escalation the same for escalation and exhausted
 */
public record Reminders(@Nullable Duration attention, @Nullable Duration escalation) {
  /** No reminder is sent: what applies to a manifest that does not mention reminders. */
  public static final Reminders OFF = new Reminders(null, null);

  /** What applies to a manifest that asks for reminders and gives no times. */
  public static final Reminders DEFAULT = new Reminders(Duration.ofHours(24), Duration.ofHours(4));

  /** The shortest time between two reminders. */
  public static final Duration MIN = Duration.ofMinutes(15);

  /** The longest time between two reminders. */
  public static final Duration MAX = Duration.ofDays(30);

  /** Returns the time after which an alert at {@code severity} is reminded; null if it is not. */
  public @Nullable Duration after(Severity severity) {
    return severity == Severity.ATTENTION ? attention : escalation;
  }
}
