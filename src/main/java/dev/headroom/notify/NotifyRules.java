package dev.headroom.notify;

import dev.headroom.alert.Reminders;
import java.util.List;

/**
 * What the manifest says about notifying, beyond targets and routes.
 *
 * @param reminders how often open alerts are sent again
 * @param mutes when what is not sent
 */
public record NotifyRules(Reminders reminders, List<Mute> mutes) {
  /** What applies where the manifest says nothing. */
  public static final NotifyRules DEFAULT = new NotifyRules(Reminders.OFF, List.of());

  public NotifyRules {
    mutes = List.copyOf(mutes);
  }

  /** Creates rules that mute nothing. */
  public NotifyRules(Reminders reminders) {
    this(reminders, List.of());
  }
}
