package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.org.Org;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a limit of an org is judged by, and where each part of it is from.
 *
 * @param window of the limit, which decides the defaults
 * @param looked the policies before the one that applies, in order; all of them if none does
 * @param policy place of the policy that applies, from 0; null if the defaults apply
 * @param match of that policy; null likewise
 * @param override the override that applies; null if none does
 * @param yardstick what the limit is judged by
 * @param reading its newest numbers; null if there are none
 * @param settings where each part is from, in the manifest's order
 */
public record Explanation(
    LimitName limit,
    Window window,
    List<Looked> looked,
    @Nullable Integer policy,
    @Nullable PolicyMatch match,
    @Nullable PolicyOverride override,
    Yardstick yardstick,
    @Nullable Reading reading,
    List<Setting> settings) {
  public Explanation {
    looked = List.copyOf(looked);
    settings = List.copyOf(settings);
  }

  /** Where a setting is from. */
  public enum Origin {
    POLICY("policy"),
    DEFAULT("default"),
    OVERRIDE("override");

    private final String word;

    Origin(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * A policy that does not apply.
   *
   * @param place from 0
   * @param misses the members of its match that do not match
   */
  public record Looked(int place, PolicyMatch match, List<String> misses) {
    public Looked {
      misses = List.copyOf(misses);
    }
  }

  /**
   * A setting.
   *
   * @param name as in the manifest, such as {@code attention} or {@code projection.pageFrom}
   */
  public record Setting(String name, Origin origin) {}

  /**
   * A level in numbers, for the newest max.
   *
   * @param percent of max
   * @param used the least that reaches it
   * @param remaining what is left then
   * @param leftBelow it is left when less than that is used
   */
  public record Level(
      Severity severity, double percent, long used, long remaining, long leftBelow) {}

  /** Explains a limit. */
  public static Explanation of(
      Policies policies, Org org, LimitName limit, Window window, @Nullable Reading reading) {
    List<Looked> looked = new ArrayList<>();
    Integer place = null;
    Policy applies = null;
    for (int i = 0; i < policies.policies().size() && applies == null; i++) {
      Policy policy = policies.policies().get(i);
      if (policy.matches(org, limit)) {
        place = i;
        applies = policy;
      } else {
        looked.add(new Looked(i, policy.match(), policy.match().misses(org, limit)));
      }
    }
    PolicyOverride override = policies.override(org, limit).orElse(null);
    return new Explanation(
        limit,
        window,
        looked,
        place,
        applies == null ? null : applies.match(),
        override,
        policies.yardstickFor(org, limit, window),
        reading,
        settings(applies, override));
  }

  private static List<Setting> settings(
      @Nullable Policy policy, @Nullable PolicyOverride override) {
    return List.of(
        setting("attention", policy, override != null && override.attention() != null),
        setting("escalation", policy, override != null && override.escalation() != null),
        setting("recoverBelow", policy, override != null && override.recoverBelow() != null),
        setting("for", policy, override != null && override.minimum() != null),
        setting("projection", policy, override != null && override.horizons() != null),
        setting(Policy.PAGE_FROM, policy, false),
        setting("jump", policy, false));
  }

  private static Setting setting(String name, @Nullable Policy policy, boolean overridden) {
    if (overridden) {
      return new Setting(name, Origin.OVERRIDE);
    }
    Set<String> given = policy == null ? Set.of() : policy.given();
    return new Setting(
        name, given == null || given.contains(name) ? Origin.POLICY : Origin.DEFAULT);
  }

  /**
   * Returns the levels in numbers, lowest first; empty without numbers, and for a limit that is not
   * provisioned or has no cap.
   */
  public List<Level> levels() {
    Reading known = reading;
    if (known == null || known.usedPercent().isEmpty()) {
      return List.of();
    }
    Yardstick now = yardstick.at(known);
    List<Level> levels = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      double percent = now.levels().threshold(severity);
      long used = Levels.leastUsed(percent, known.max());
      levels.add(
          new Level(
              severity,
              percent,
              used,
              known.max() - used,
              Levels.leastUsed(
                  percent
                      - (ReachedLevel.countsPlaces(now, known) ? 0 : now.levels().recoverBelow()),
                  known.max())));
    }
    return levels;
  }

  /** Returns whether an amount of {@code severity} says nothing about the newest max. */
  public boolean isWithoutRoom(Severity severity) {
    Threshold amounts =
        severity == Severity.ATTENTION
            ? yardstick.levels().attentionAt()
            : severity == Severity.ESCALATION ? yardstick.levels().escalationAt() : null;
    Reading known = reading;
    return amounts != null
        && known != null
        && known.usedPercent().isPresent()
        && ((amounts.used() != null && amounts.used() > known.max())
            || (amounts.remaining() != null && amounts.remaining() >= known.max()));
  }
}
