package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A temporary change of what limits are judged by. Values that are null stay as the policy has
 * them.
 *
 * @param id short, unique among all overrides
 * @param match which limits of which orgs it is about
 * @param attention where the level begins instead
 * @param escalation where the level begins instead
 * @param recoverBelow percentage points
 * @param minimum how long use must reach a level
 * @param horizons of projected exhaustion
 * @param until when it ends, exclusive
 * @param reason why, for people
 * @param by who ordered it
 */
public record PolicyOverride(
    String id,
    PolicyMatch match,
    @Nullable Threshold attention,
    @Nullable Threshold escalation,
    @Nullable Double recoverBelow,
    @Nullable Duration minimum,
    @Nullable Horizons horizons,
    Instant until,
    String reason,
    String by) {
  /** The longest reason, in characters. */
  public static final int MAX_REASON = 200;

  /** Returns whether it changes anything. */
  public boolean changesAnything() {
    return attention != null
        || escalation != null
        || recoverBelow != null
        || minimum != null
        || horizons != null;
  }

  /** Returns the same for these orgs only; empty if it is about none of them. */
  Optional<PolicyOverride> within(Set<String> orgs) {
    return match
        .within(orgs)
        .map(
            own ->
                new PolicyOverride(
                    id,
                    own,
                    attention,
                    escalation,
                    recoverBelow,
                    minimum,
                    horizons,
                    until,
                    reason,
                    by));
  }

  /** Returns whether it applies at {@code moment}. */
  public boolean isActive(Instant moment) {
    return moment.isBefore(until);
  }

  public boolean matches(Org org, LimitName limit) {
    return match.matches(org, limit);
  }

  /** Returns {@code levels} with its own in their place. */
  Levels over(Levels levels) {
    return levels.with(attention, escalation, recoverBelow);
  }

  /** Returns {@code judged} with its own values in their place. */
  Yardstick over(Yardstick judged) {
    return new Yardstick(
        over(judged.levels()),
        horizons == null ? judged.horizons() : horizons,
        judged.pageFrom(),
        minimum == null ? judged.minimum() : minimum,
        judged.gauge(),
        judged.jump());
  }

  /** Returns it in words: {@code override 3f2a91c0 by Ann until 2026-11-30T08:00:00Z: release}. */
  public String inWords() {
    return "override %s by %s until %s: %s".formatted(id, by, until, reason);
  }
}
